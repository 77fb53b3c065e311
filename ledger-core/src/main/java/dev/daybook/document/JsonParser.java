package dev.daybook.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.daybook.document.Node.Scalar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * Reads one JSON document token by token.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>
 */
final class JsonParser {

  /** Far enough beyond the limit to report what else is wrong, near enough to stay quick. */
  private static final int GIVE_UP_DEPTH = 4 * Limits.MAX_DEPTH;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(2 * GIVE_UP_DEPTH)
                  .maxNumberLength(1_000)
                  .maxStringLength(Limits.MAX_BYTES)
                  .maxNameLength(Limits.MAX_BYTES)
                  .build())
          .build();

  private JsonParser() {}

  /** The document's tree, as far as it could be read; empty where it says nothing. */
  static Optional<Node> parse(String text, Place begin, Problems problems) {
    TreeBuilder tree = new TreeBuilder(problems);
    Lines lines = new Lines(text, begin);
    try (com.fasterxml.jackson.core.JsonParser json = FACTORY.createParser(text)) {
      JsonToken token = json.nextToken();
      while (token != null) {
        if (tree.depth() == 0 && tree.root().isPresent()) {
          problems.add(
              lines.place((int) json.currentTokenLocation().getCharOffset()),
              "",
              "something stands behind the document's end",
              null,
              "nothing more",
              "remove what follows the document");
          problems.stopShort();
          break;
        }
        take(token, json, tree, lines);
        if (tree.depth() > GIVE_UP_DEPTH || problems.areHopeless()) {
          problems.stopShort();
          break;
        }
        token = json.nextToken();
      }
    } catch (JsonProcessingException e) {
      problems.stopShort();
      JsonLocation at = e.getLocation();
      String message = sentence(e.getOriginalMessage());
      int behind = message.startsWith("Non-standard token") ? message.length() - 21 : 0;
      problems.add(
          at == null ? begin : lines.place((int) at.getCharOffset() - behind),
          tree.pointer(),
          "this is not JSON: " + message,
          null,
          "JSON (RFC 8259)",
          null);
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot fail to be read", e);
    }
    return tree.root();
  }

  private static void take(
      JsonToken token, com.fasterxml.jackson.core.JsonParser json, TreeBuilder tree, Lines lines)
      throws IOException {
    int offset = (int) json.currentTokenLocation().getCharOffset();
    Place place = lines.place(offset);
    switch (token) {
      case START_OBJECT -> tree.startMapping(place);
      case START_ARRAY -> tree.startSequence(place);
      case END_OBJECT, END_ARRAY -> tree.end();
      case FIELD_NAME -> tree.key(json.currentName(), place);
      case VALUE_STRING ->
          tree.scalar(place, Scalar.Type.TEXT, json.getText(), lines.place(offset + 1), false);
      case VALUE_NUMBER_INT ->
          tree.scalar(place, Scalar.Type.INTEGER, json.getText(), place, false);
      case VALUE_NUMBER_FLOAT ->
          tree.scalar(place, Scalar.Type.DECIMAL, json.getText(), place, false);
      case VALUE_TRUE, VALUE_FALSE ->
          tree.scalar(place, Scalar.Type.BOOLEAN, json.getText(), place, false);
      case VALUE_NULL -> tree.scalar(place, Scalar.Type.NULL, "null", place, false);
      case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("a text in memory has no " + token);
    }
  }

  /** What the library means, in our words; it tells parser features and its own classes. */
  private static String sentence(String message) {
    String cut = message.lines().findFirst().orElse("");
    if (cut.startsWith("Unexpected end-of-input")) {
      return "it ends too early" + unclosed(cut);
    }
    for (String end : List.of(": enable", " (for ", " (start marker", ": was expecting")) {
      int at = cut.indexOf(end);
      cut = at < 0 ? cut : cut.substring(0, at);
    }
    return cut;
  }

  private static String unclosed(String message) {
    if (message.contains("close marker for Object")) {
      return ": an object is not closed";
    }
    return message.contains("close marker for Array") ? ": a list is not closed" : "";
  }
}

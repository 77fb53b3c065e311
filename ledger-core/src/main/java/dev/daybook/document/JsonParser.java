package dev.daybook.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.daybook.document.Node.Scalar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  private static final Pattern NUMBER_WORD = Pattern.compile("Non-standard token '(.*?)'");

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
      JsonMistake mistake = JsonMistake.of(e);
      problems.add(
          at == null ? begin : lines.place((int) at.getCharOffset() - behind(e)),
          tree.pointer(),
          "this is not JSON: " + mistake.message(),
          null,
          "JSON (RFC 8259)",
          mistake.fix());
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

  /** The library stands behind a word such as `NaN` when it refuses it, and before any other. */
  private static int behind(JsonProcessingException e) {
    Matcher word = NUMBER_WORD.matcher(e.getOriginalMessage());
    return word.lookingAt() ? word.end(1) - word.start(1) : 0;
  }
}

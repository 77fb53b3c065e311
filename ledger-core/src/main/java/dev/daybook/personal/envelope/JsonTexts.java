package dev.daybook.personal.envelope;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.daybook.seal.CanonicalJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Canonical JSON with other texts in place of some of its own. All other bytes stay as they are, so
 * that the result is canonical as well.
 */
public final class JsonTexts {

  private static final JsonFactory JSON = new JsonFactory();
  private static final byte[] MARK = ('"' + SealedText.PREFIX).getBytes(StandardCharsets.US_ASCII);

  private final byte[] json;
  private final ByteArrayOutputStream out;
  private int copied;

  public JsonTexts(byte[] json) {
    this.json = json;
    this.out = new ByteArrayOutputStream(json.length + 256);
  }

  /**
   * A text and the bytes it stands in.
   *
   * @param pointer its JSON pointer
   * @param begin of its first quote
   * @param end behind its last quote
   */
  public record Text(String value, String pointer, int begin, int end) {

    /** The text a parser stands at. */
    public static Text at(JsonParser parser) throws IOException {
      int begin = (int) parser.currentTokenLocation().getByteOffset();
      String value = parser.getText();
      int end = (int) parser.currentLocation().getByteOffset();
      return new Text(value, parser.getParsingContext().pathAsPointer().toString(), begin, end);
    }
  }

  /** A parser of it, on its first token. */
  public JsonParser parser() throws IOException {
    JsonParser parser = JSON.createParser(json);
    parser.nextToken();
    return parser;
  }

  /** Puts a text in place of one that stands behind all that were replaced before. */
  public void put(Text text, String instead) {
    out.write(json, copied, text.begin() - copied);
    out.writeBytes(CanonicalJson.write(instead));
    copied = text.end();
  }

  /** The whole; the very same bytes where nothing was replaced. */
  public byte[] result() {
    if (copied == 0) {
      return json;
    }
    out.write(json, copied, json.length - copied);
    copied = json.length;
    return out.toByteArray();
  }

  /** What stands in place of a sealed text. */
  @FunctionalInterface
  public interface Instead {
    String of(String pointer, String sealed);
  }

  /**
   * The same with other texts in place of those that are sealed.
   *
   * @throws IllegalStateException when it is no JSON
   */
  public static byte[] replaceSealed(byte[] json, Instead instead) {
    if (!isMarked(json)) {
      return json;
    }
    JsonTexts texts = new JsonTexts(json);
    try (JsonParser parser = texts.parser()) {
      for (JsonToken token = parser.currentToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_STRING) {
          Text text = Text.at(parser);
          if (text.value().startsWith(SealedText.PREFIX)) {
            texts.put(text, instead.of(text.pointer(), text.value()));
          }
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("cannot be read: " + e.getMessage(), e);
    }
    return texts.result();
  }

  /** Whether a text in it begins as sealed ones do. */
  public static boolean isMarked(byte[] json) {
    for (int i = 0; i <= json.length - MARK.length; i++) {
      if (json[i] == '"' && json[i + 1] == 's' && isMark(json, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isMark(byte[] json, int at) {
    for (int i = 2; i < MARK.length; i++) {
      if (json[at + i] != MARK[i]) {
        return false;
      }
    }
    return true;
  }
}

package dev.daybook.personal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.daybook.seal.CanonicalJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Canonical JSON with some of its texts sealed, or opened again. All other bytes stay as they are,
 * so that the result is canonical as well.
 */
final class SealedJson {

  private static final JsonFactory JSON = new JsonFactory();
  private static final byte[] MARK = ('"' + SealedText.PREFIX).getBytes(StandardCharsets.US_ASCII);

  private final byte[] json;
  private final String place;
  private final PersonKeys keys;
  private final ByteArrayOutputStream out;
  private int copied;

  private SealedJson(byte[] json, String place, PersonKeys keys) {
    this.json = json;
    this.place = place;
    this.keys = keys;
    this.out = new ByteArrayOutputStream(json.length + 256);
  }

  /** A text and the bytes it stands in, quotes included. */
  private record Text(String value, String pointer, int begin, int end) {}

  /**
   * @param place what no other JSON has: origin and event
   */
  static byte[] seal(byte[] json, Shape shape, Named named, String place, PersonKeys keys) {
    boolean marked = isMarked(json);
    if (!marked && shape.equals(Shape.NOTHING)) {
      return json;
    }
    SealedJson sealing = new SealedJson(json, place, keys);
    try (JsonParser parser = JSON.createParser(json)) {
      parser.nextToken();
      sealing.seal(parser, shape, named, marked);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot be sealed: " + e.getMessage(), e);
    }
    return sealing.result();
  }

  /** The same with its sealed texts opened; the very same bytes where there are none. */
  static byte[] open(byte[] json, String place, PersonKeys keys) {
    if (!isMarked(json)) {
      return json;
    }
    SealedJson opening = new SealedJson(json, place, keys);
    try (JsonParser parser = JSON.createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_STRING) {
          Text text = text(parser);
          if (text.value().startsWith(SealedText.PREFIX)) {
            opening.put(text, SealedText.open(text.value(), place + text.pointer(), keys));
          }
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("cannot be read: " + e.getMessage(), e);
    }
    return opening.result();
  }

  /** Whether a text in it begins as sealed ones do. */
  static boolean isMarked(byte[] json) {
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

  /** The parser stands on the value's first token, and on its last afterwards. */
  private void seal(JsonParser parser, Shape shape, Named named, boolean marked)
      throws IOException {
    switch (parser.currentToken()) {
      case VALUE_STRING -> {
        Text text = text(parser);
        put(text, persons(shape, named, text.value()), marked);
      }
      case START_ARRAY -> {
        Shape each = shape instanceof Shape.Items(var item) ? item : Shape.NOTHING;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          seal(parser, each, named, marked);
        }
      }
      case START_OBJECT -> {
        if (shape instanceof Shape.Owner || shape instanceof Shape.Person) {
          sealPerson(parser, shape, named, marked);
        } else {
          while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            seal(parser, inside(shape, name), named, marked);
          }
        }
      }
      default -> {
        // numbers, true, false and null name nobody
      }
    }
  }

  private static Shape inside(Shape shape, String name) {
    return switch (shape) {
      case Shape.Fields(var fields) -> {
        Shape.Field field = fields.get(name);
        yield field == null ? Shape.NOTHING : field.shape();
      }
      case Shape.Values(var each) -> each;
      default -> Shape.NOTHING;
    };
  }

  private static List<Designation> persons(Shape shape, Named named, String text) {
    return switch (shape) {
      case Shape.Calling() -> named.calling(text);
      case Shape.Quoting() -> named.mentioned(text);
      default -> List.of();
    };
  }

  /** All that the record says of its person is under one key, found by the mail address first. */
  private void sealPerson(JsonParser parser, Shape shape, Named named, boolean marked)
      throws IOException {
    Map<String, Text> texts = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      if (parser.nextToken() == JsonToken.VALUE_STRING) {
        texts.put(name, text(parser));
      } else {
        parser.skipChildren();
      }
    }
    boolean team = shape instanceof Shape.Owner && "team".equals(value(texts.get("kind")));
    String mail = value(texts.get("mail"));
    String name = value(texts.get("name"));
    String called = mail != null ? mail : name != null ? name : value(texts.get("id"));
    List<Designation> person = called == null ? List.of() : named.calling(called);
    for (Map.Entry<String, Text> entry : texts.entrySet()) {
      boolean personal =
          switch (entry.getKey()) {
            case "mail" -> true;
            case "name" -> !team || mail != null;
            case "id" -> !team && shape instanceof Shape.Owner;
            default -> false;
          };
      put(entry.getValue(), personal ? person : List.of(), marked);
    }
  }

  private static @Nullable String value(@Nullable Text text) {
    return text == null ? null : text.value();
  }

  private void put(Text text, List<Designation> persons, boolean marked) {
    if (!persons.isEmpty()) {
      Set<PersonKey> needed = new LinkedHashSet<>();
      persons.forEach(person -> needed.add(keys.of(person)));
      put(text, SealedText.seal(Envelope.ordered(needed), place + text.pointer(), text.value()));
    } else if (marked && text.value().startsWith(SealedText.PREFIX)) {
      put(text, SealedText.literal(text.value()));
    }
  }

  private void put(Text text, String instead) {
    out.write(json, copied, text.begin() - copied);
    out.writeBytes(CanonicalJson.write(instead));
    copied = text.end();
  }

  private byte[] result() {
    if (copied == 0) {
      return json;
    }
    out.write(json, copied, json.length - copied);
    return out.toByteArray();
  }

  private static Text text(JsonParser parser) throws IOException {
    int begin = (int) parser.currentTokenLocation().getByteOffset();
    String value = parser.getText();
    int end = (int) parser.currentLocation().getByteOffset();
    return new Text(value, parser.getParsingContext().pathAsPointer().toString(), begin, end);
  }
}

package dev.daybook.personal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.daybook.personal.envelope.Envelope;
import dev.daybook.personal.envelope.JsonTexts;
import dev.daybook.personal.envelope.JsonTexts.Text;
import dev.daybook.personal.envelope.PersonKey;
import dev.daybook.personal.envelope.SealedText;
import java.io.IOException;
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

  private final JsonTexts texts;
  private final String place;
  private final PersonKeys keys;

  private SealedJson(byte[] json, String place, PersonKeys keys) {
    this.texts = new JsonTexts(json);
    this.place = place;
    this.keys = keys;
  }

  /**
   * @param place what no other JSON has: origin and event
   */
  static byte[] seal(byte[] json, Shape shape, Named named, String place, PersonKeys keys) {
    boolean marked = JsonTexts.isMarked(json);
    if (!marked && shape.equals(Shape.NOTHING)) {
      return json;
    }
    SealedJson sealing = new SealedJson(json, place, keys);
    try (JsonParser parser = sealing.texts.parser()) {
      sealing.seal(parser, shape, named, marked);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot be sealed: " + e.getMessage(), e);
    }
    return sealing.texts.result();
  }

  /** The same with its sealed texts opened; the very same bytes where there are none. */
  static byte[] open(byte[] json, String place, PersonKeys keys) {
    return JsonTexts.replaceSealed(
        json, (pointer, text) -> SealedText.open(text, place + pointer, keys::byId));
  }

  /** The parser stands on the value's first token, and on its last afterwards. */
  private void seal(JsonParser parser, Shape shape, Named named, boolean marked)
      throws IOException {
    switch (parser.currentToken()) {
      case VALUE_STRING -> {
        Text text = Text.at(parser);
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
    Map<String, Text> told = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      if (parser.nextToken() == JsonToken.VALUE_STRING) {
        told.put(name, Text.at(parser));
      } else {
        parser.skipChildren();
      }
    }
    boolean team = shape instanceof Shape.Owner && "team".equals(value(told.get("kind")));
    String mail = value(told.get("mail"));
    String name = value(told.get("name"));
    String called = mail != null ? mail : name != null ? name : value(told.get("id"));
    List<Designation> person = called == null ? List.of() : named.calling(called);
    for (Map.Entry<String, Text> entry : told.entrySet()) {
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
      texts.put(
          text, SealedText.seal(Envelope.ordered(needed), place + text.pointer(), text.value()));
    } else if (marked && text.value().startsWith(SealedText.PREFIX)) {
      texts.put(text, SealedText.literal(text.value()));
    }
  }
}

package dev.daybook.document;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * One value of a document, the same whether it was written in YAML or JSON, and where it stands.
 * {@link #pointer()} is its JSON pointer (RFC 6901) from the document's root, {@link #place()} its
 * line and column in the source it came in.
 */
public sealed interface Node {

  /** The steps that lead to it from the document's root. */
  Pointer path();

  default String pointer() {
    return path().toString();
  }

  Place place();

  /** What the value is, in a word for messages: {@code a mapping}, {@code a number}. */
  String what();

  /** The value with this pointer below (and counted from) this one. */
  default Optional<Node> at(String pointer) {
    Node node = this;
    for (String step : steps(pointer)) {
      Optional<Node> next = node.child(step);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      node = next.get();
    }
    return Optional.of(node);
  }

  /**
   * Where {@code pointer} stands; where nothing stands there, the deepest value above it that does.
   * For a mapping's value this is the place of its key.
   */
  default Place nearest(String pointer) {
    Node node = this;
    Place place = place();
    for (String step : steps(pointer)) {
      Optional<Node> next = node.child(step);
      if (next.isEmpty()) {
        return place;
      }
      place = node instanceof Mapping mapping ? mapping.keyPlace(step) : next.get().place();
      node = next.get();
    }
    return place;
  }

  private Optional<Node> child(String step) {
    return switch (this) {
      case Mapping mapping -> mapping.get(step);
      case Sequence sequence -> {
        if (step.isEmpty() || step.length() > 7 || !step.chars().allMatch(Node::isDigit)) {
          yield Optional.empty();
        }
        int index = Integer.parseInt(step);
        yield index < sequence.items.size()
            ? Optional.of(sequence.items.get(index))
            : Optional.empty();
      }
      case Scalar _ -> Optional.empty();
    };
  }

  /** Keys to values in the order they were written; a key is the text it was written as. */
  record Mapping(Pointer path, Place place, SequencedMap<String, Entry> entries) implements Node {

    public Mapping {
      entries = Collections.unmodifiableSequencedMap(entries);
    }

    public Optional<Node> get(String key) {
      Entry entry = entries.get(key);
      return entry == null ? Optional.empty() : Optional.of(entry.value());
    }

    /** What stands under {@code key}, unless that is nothing: left out, or null. */
    public Optional<Node> value(String key) {
      return get(key).filter(node -> !(node instanceof Scalar scalar && scalar.isNull()));
    }

    /** The pointer of what stands, or would stand, under {@code key}. */
    public String pointerTo(String key) {
      return path.to(key).toString();
    }

    /** Where {@code key} is written; the mapping's own place if it is not. */
    public Place keyPlace(String key) {
      Entry entry = entries.get(key);
      return entry == null ? place : entry.keyPlace();
    }

    @Override
    public String what() {
      return "a mapping";
    }
  }

  /** One value of a mapping, and where its key stands. */
  record Entry(Place keyPlace, Node value) {}

  record Sequence(Pointer path, Place place, List<Node> items) implements Node {

    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String what() {
      return "a list";
    }
  }

  /**
   * A text, number, truth value or null.
   *
   * @param text what was written, without quotes and escapes: {@code 2.10} stays {@code 2.10}
   * @param content where the first character of {@code text} stands
   * @param literal whether each line of {@code text} is a line of the source, as in YAML's {@code
   *     |} blocks
   */
  record Scalar(Pointer path, Place place, Type type, String text, Place content, boolean literal)
      implements Node {

    /** What a scalar is by how it is written, as in YAML's core schema and in JSON. */
    public enum Type {
      TEXT,
      INTEGER,
      DECIMAL,
      BOOLEAN,
      NULL
    }

    public boolean isText() {
      return type == Type.TEXT;
    }

    public boolean isNull() {
      return type == Type.NULL;
    }

    /**
     * Where the character at {@code offset} of {@link #text()} stands: exact on a text's first line
     * and everywhere in a literal block, else the place of the first character.
     */
    public Place at(int offset) {
      int line = 0;
      int lineStart = 0;
      int end = Math.min(offset, text.length());
      for (int i = 0; i < end; i++) {
        if (text.charAt(i) == '\n') {
          line++;
          lineStart = i + 1;
        }
      }
      if (line > 0 && !literal) {
        return content;
      }
      return new Place(
          content.line() + line, content.column() + text.codePointCount(lineStart, end));
    }

    /** Where a line and column, both from 1, of {@link #text()} stand in the source. */
    public Place at(int line, int column) {
      if (line > 1 && !literal) {
        return content;
      }
      return new Place(content.line() + line - 1, content.column() + column - 1);
    }

    @Override
    public String what() {
      return switch (type) {
        case TEXT -> "a text";
        case INTEGER, DECIMAL -> "a number";
        case BOOLEAN -> "true or false";
        case NULL -> "nothing";
      };
    }
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static List<String> steps(String pointer) {
    if (pointer.isEmpty()) {
      return List.of();
    }
    return List.of(pointer.substring(1).split("/", -1)).stream()
        .map(step -> step.replace("~1", "/").replace("~0", "~"))
        .toList();
  }
}

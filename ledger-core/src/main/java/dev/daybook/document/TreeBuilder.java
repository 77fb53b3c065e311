package dev.daybook.document;

import dev.daybook.document.Node.Entry;
import dev.daybook.document.Node.Mapping;
import dev.daybook.document.Node.Scalar;
import dev.daybook.document.Node.Sequence;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts a tree together from what a parser meets, whichever syntax it reads, and keeps what no
 * document may hold out of it: keys given twice, numbers no JSON reader keeps, half surrogate
 * pairs, levels beyond {@link Limits#MAX_DEPTH}. What is refused leaves an empty value behind, so
 * that everything else is still read.
 */
final class TreeBuilder {

  private final Problems problems;
  private final Deque<Frame> open = new ArrayDeque<>();
  private @Nullable Node root;
  private int skipped;

  TreeBuilder(Problems problems) {
    this.problems = problems;
  }

  /** A mapping or list whose end was not met yet. */
  private static final class Frame {
    final Pointer path;
    final Place place;
    final @Nullable LinkedHashMap<String, Entry> entries;
    final List<Node> items;
    @Nullable String key;
    Place keyPlace;
    boolean dropsNext;

    Frame(Pointer path, Place place, boolean mapping) {
      this.path = path;
      this.place = place;
      this.keyPlace = place;
      this.entries = mapping ? new LinkedHashMap<>() : null;
      this.items = mapping ? List.of() : new ArrayList<>();
    }
  }

  Optional<Node> root() {
    while (!open.isEmpty()) {
      skipped = 0;
      end();
    }
    return Optional.ofNullable(root);
  }

  int depth() {
    return open.size() + skipped;
  }

  /** Whether what comes next is a key. */
  boolean wantsKey() {
    Frame frame = open.peek();
    return skipped == 0
        && frame != null
        && frame.entries != null
        && frame.key == null
        && !frame.dropsNext;
  }

  boolean skipping() {
    return skipped > 0;
  }

  /** The pointer of the value that comes next, or of its key. */
  String pointer() {
    return path().toString();
  }

  private Pointer path() {
    Frame frame = open.peek();
    if (frame == null) {
      return Pointer.ROOT;
    }
    if (frame.entries == null) {
      return frame.path.to(frame.items.size());
    }
    return frame.key == null ? frame.path : frame.path.to(frame.key);
  }

  void key(String text, Place place) {
    if (skipped > 0) {
      return;
    }
    Frame frame = open.getFirst();
    LinkedHashMap<String, Entry> entries = frame.entries;
    if (entries == null) {
      throw new IllegalStateException("a list has no keys");
    }
    if (isTooLong(text, frame.path, place)) {
      frame.dropsNext = true;
      return;
    }
    Pointer path = frame.path.to(text);
    Entry first = entries.get(text);
    if (first != null) {
      problems.add(
          place,
          path.toString(),
          "`%s` is written twice; it already stands on line %d"
              .formatted(text, first.keyPlace().line()),
          text,
          "each key once",
          "remove one of the two");
      frame.dropsNext = true;
      return;
    }
    checkSurrogates(text, path, place);
    frame.key = text;
    frame.keyPlace = place;
  }

  private boolean isTooLong(String key, Pointer above, Place place) {
    int pointer = above.to(key).length();
    if (key.length() > Limits.MAX_KEY) {
      problems.add(
          place,
          above.toString(),
          "this key is %,d characters long".formatted(key.length()),
          key,
          "at most %d characters".formatted(Limits.MAX_KEY),
          "shorten it; a long text is a value, not a key");
      return true;
    }
    if (pointer > Limits.MAX_POINTER) {
      problems.add(
          place,
          above.toString(),
          "the keys that lead to this one are %,d characters long together".formatted(pointer),
          key,
          "at most %,d characters".formatted(Limits.MAX_POINTER),
          "shorten the keys, or nest less");
      return true;
    }
    return false;
  }

  /** The key was refused: the value that follows goes nowhere. */
  void refuseKey() {
    if (skipped == 0) {
      open.getFirst().dropsNext = true;
    }
  }

  void startMapping(Place place) {
    start(place, true);
  }

  void startSequence(Place place) {
    start(place, false);
  }

  private void start(Place place, boolean mapping) {
    Frame parent = open.peek();
    if (skipped > 0 || (parent != null && parent.dropsNext)) {
      skipped++;
      return;
    }
    Pointer path = path();
    if (open.size() == Limits.MAX_DEPTH) {
      problems.add(
          place,
          path.toString(),
          "this is more than %d levels deep".formatted(Limits.MAX_DEPTH),
          null,
          "at most %d levels".formatted(Limits.MAX_DEPTH),
          "flatten the document");
      skipped++;
      return;
    }
    open.push(new Frame(path, place, mapping));
  }

  /** The innermost open mapping or list is complete. */
  void end() {
    if (skipped > 0) {
      skipped--;
      if (skipped == 0) {
        Frame frame = open.peek();
        if (frame != null && frame.dropsNext) {
          frame.dropsNext = false;
        } else if (frame != null) {
          deliver(nothing(path(), frame.place));
        }
      }
      return;
    }
    Frame frame = open.pop();
    if (frame.entries != null && frame.key != null) {
      frame.entries.put(
          frame.key, new Entry(frame.keyPlace, nothing(frame.path.to(frame.key), frame.keyPlace)));
    }
    deliver(
        frame.entries != null
            ? new Mapping(frame.path, frame.place, frame.entries)
            : new Sequence(frame.path, frame.place, frame.items));
  }

  void scalar(Place place, Scalar.Type type, String text, Place content, boolean literal) {
    if (skipped > 0) {
      return;
    }
    Frame frame = open.peek();
    if (frame != null && frame.dropsNext) {
      frame.dropsNext = false;
      return;
    }
    Pointer path = path();
    switch (type) {
      case TEXT -> checkSurrogates(text, path, place);
      case INTEGER -> checkInteger(text, path, place);
      case DECIMAL -> checkDecimal(text, path, place);
      case BOOLEAN, NULL -> {}
    }
    deliver(new Scalar(path, place, type, text, content, literal));
  }

  /** The value that comes next was refused, and its place stays empty. */
  void refused(Place place) {
    scalar(place, Scalar.Type.NULL, "", place, false);
  }

  private static Scalar nothing(Pointer path, Place place) {
    return new Scalar(path, place, Scalar.Type.NULL, "", place, false);
  }

  private void deliver(Node node) {
    Frame frame = open.peek();
    if (frame == null) {
      root = node;
    } else if (frame.entries == null) {
      frame.items.add(node);
    } else if (frame.key != null) {
      frame.entries.put(frame.key, new Entry(frame.keyPlace, node));
      frame.key = null;
    }
  }

  private void checkInteger(String text, Pointer path, Place place) {
    int digits = text.startsWith("-") ? text.length() - 1 : text.length();
    if (digits > 16 || Math.abs(Long.parseLong(text)) > Limits.MAX_INTEGER) {
      problems.add(
          place,
          path.toString(),
          "`%s` is larger than every JSON reader keeps".formatted(cut(text)),
          text,
          "an integer within ±9007199254740991",
          "write it as text, in quotes");
    }
  }

  private void checkDecimal(String text, Pointer path, Place place) {
    if (text.length() > 400 || Double.isInfinite(Double.parseDouble(text))) {
      problems.add(
          place,
          path.toString(),
          "`%s` is more than a number can hold".formatted(cut(text)),
          text,
          "a number within ±1.7976931348623157e308, at most 400 characters long",
          "write it as text, in quotes");
    }
  }

  private void checkSurrogates(String text, Pointer path, Place place) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (Character.isHighSurrogate(c)
            && i + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(i + 1))) {
          i++;
          continue;
        }
        problems.add(
            place,
            path.toString().replaceAll("\\p{Cs}", "?"),
            "the escape \\u%04X is half a character".formatted((int) c),
            "\\u%04X".formatted((int) c),
            "a surrogate pair, or the character itself",
            "write the character itself");
        return;
      }
    }
  }

  private static String cut(String text) {
    return text.length() <= 40 ? text : text.substring(0, 39) + "…";
  }
}

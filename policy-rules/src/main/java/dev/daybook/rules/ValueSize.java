package dev.daybook.rules;

import dev.cel.common.values.CelByteString;
import java.util.Collection;
import java.util.Map;

/**
 * How large a value is. {@code [x, x]} holds its {@code x} once and is twice as long to walk, so
 * what counts is the walk: a value of a few shared lists can be longer than anybody can wait for.
 */
final class ValueSize {

  /** What is nested deeper than {@link Bounds#DEPTH}. */
  static final long TOO_DEEP = Long.MAX_VALUE;

  /** Characters that are compared as quickly as one element. */
  private static final int CHARACTERS = 16;

  private long size;
  private final long most;

  private ValueSize(long most) {
    this.most = most;
  }

  /** Characters of a text, elements of a list or map, without what is inside these; else 1. */
  static long outside(Object value) {
    return switch (value) {
      case String text -> text.length();
      case Collection<?> list -> list.size();
      case Map<?, ?> map -> map.size();
      case CelByteString bytes -> bytes.size();
      default -> 1;
    };
  }

  /**
   * Elements at every level, and a sixteenth of the characters of their texts: how long it takes to
   * walk the value. Walks no further than {@code most}; larger is whatever is more.
   */
  static long throughout(Object value, long most) {
    return switch (value) {
      case String text -> 1 + text.length() / CHARACTERS;
      case Collection<?> _, Map<?, ?> _ -> {
        ValueSize walk = new ValueSize(most);
        yield walk.add(value, 1) ? walk.size : TOO_DEEP;
      }
      default -> 1;
    };
  }

  /** Whether the value is not too deep. */
  private boolean add(Object value, int depth) {
    if (depth > Bounds.DEPTH) {
      return false;
    }
    size++;
    switch (value) {
      case String text -> size += text.length() / CHARACTERS;
      case Collection<?> list -> {
        for (Object element : list) {
          if (size > most) {
            return true;
          }
          if (!add(element, depth + 1)) {
            return false;
          }
        }
      }
      case Map<?, ?> map -> {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          if (size > most) {
            return true;
          }
          if (!add(entry.getKey(), depth + 1) || !add(entry.getValue(), depth + 1)) {
            return false;
          }
        }
      }
      default -> {}
    }
    return true;
  }
}

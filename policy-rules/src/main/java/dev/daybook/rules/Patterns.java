package dev.daybook.rules;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Regular expressions (RE2, linear time) that were checked when their policy was compiled, and are
 * compiled once. Matching against a compiled pattern is ten times faster than what the library's
 * own {@code matches} does.
 *
 * @see <a href="https://github.com/google/re2/wiki/Syntax">RE2 syntax</a>
 */
final class Patterns {

  /** Most patterns kept compiled; policies in force have few. */
  private static final int KEPT = 1_000;

  private static final ConcurrentHashMap<String, Pattern> COMPILED = new ConcurrentHashMap<>();

  private Patterns() {}

  /** What is wrong with a pattern; empty for a usable one. */
  static Optional<String> problem(String pattern) {
    if (pattern.length() > Bounds.PATTERN) {
      return Optional.of(
          "the pattern has %d characters, at most %d are allowed"
              .formatted(pattern.length(), Bounds.PATTERN));
    }
    if (pattern.contains("\\Q")) {
      return Optional.of("the pattern quotes with \\Q; escape single characters instead");
    }
    // Before compiling: `((a{999}){999}){999}` would fill the memory on its way to an answer.
    long size = writtenOut(pattern);
    if (size > Bounds.PATTERN_SIZE) {
      return Optional.of(
          "the pattern's counted repeats multiply to about %d parts, at most %d are allowed"
              .formatted(size, Bounds.PATTERN_SIZE));
    }
    try {
      Pattern compiled = Pattern.compile(pattern);
      return compiled.programSize() > Bounds.PATTERN_SIZE
          ? Optional.of(
              "the pattern compiles to %d instructions, at most %d are allowed"
                  .formatted(compiled.programSize(), Bounds.PATTERN_SIZE))
          : Optional.empty();
    } catch (PatternSyntaxException e) {
      return Optional.of("the pattern is no RE2 regular expression: " + e.getMessage());
    }
  }

  /** Whether {@code pattern} is found anywhere in {@code text}; costs their product. */
  static boolean find(String text, String pattern) {
    Pattern compiled = COMPILED.get(pattern);
    if (compiled == null) {
      compiled = Pattern.compile(pattern);
      if (COMPILED.size() >= KEPT) {
        // Drafts come and go; what is in force is back in here with its next match.
        COMPILED.clear();
      }
      COMPILED.put(pattern, compiled);
    }
    Guard.search((text.length() + 1L) * compiled.programSize());
    return compiled.matcher(text).find();
  }

  /**
   * About how many parts a pattern has once {@code x{n,m}} is written out m times, within a small
   * factor. Reads only groups, sets and counts.
   */
  private static long writtenOut(String pattern) {
    Deque<Long> outer = new ArrayDeque<>();
    long sum = 0;
    long last = 0;
    boolean set = false;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\') {
        i++;
        sum += last;
        last = 1;
      } else if (set) {
        set = c != ']';
      } else if (c == '[') {
        set = true;
        sum += last;
        last = 1;
      } else if (c == '(') {
        outer.push(sum + last);
        sum = 0;
        last = 0;
      } else if (c == ')') {
        last = sum + last + 1;
        sum = outer.isEmpty() ? 0 : outer.pop();
      } else if (c == '{') {
        last = Math.min(Integer.MAX_VALUE, last * Math.max(1, largestCount(pattern, i)));
      } else if (c != '}') {
        sum += last;
        last = 1;
      }
      sum = Math.min(Integer.MAX_VALUE, sum);
    }
    while (!outer.isEmpty()) {
      sum += outer.pop();
    }
    return sum + last;
  }

  private static long largestCount(String pattern, int brace) {
    int end = pattern.indexOf('}', brace);
    if (end < 0) {
      return 1;
    }
    long largest = 1;
    for (String count : pattern.substring(brace + 1, end).split(",", -1)) {
      if (!count.isEmpty() && count.length() < 7 && count.chars().allMatch(Character::isDigit)) {
        largest = Math.max(largest, Long.parseLong(count));
      }
    }
    return largest;
  }
}

package dev.daybook.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From where to where a part of an expression reaches in its text. The library tells only where a
 * part begins, and how it would write it: so the words of that are looked for from there on, white
 * space, brackets and the kind of quotes aside.
 *
 * @param begin UTF-16 unit it begins with
 * @param end UTF-16 unit behind its last one
 */
record Span(int begin, int end) {

  // Possessive where texts are long: Java's own matcher would go one call deeper for each
  // character.
  private static final Pattern WORD =
      Pattern.compile(
          "//[^\\n]*|\\s+"
              + "|(?<text>[rRbB]{0,2}(?:\"\"\".*?\"\"\"|'''.*?'''"
              + "|\"(?:\\\\.|[^\"\\\\])*+\"|'(?:\\\\.|[^'\\\\])*+'))"
              + "|(?<round>[()])"
              + "|(?<word>[A-Za-z_][A-Za-z0-9_]*|[0-9][A-Za-z0-9.]*|&&|\\|\\||[=!<>]=|.)",
          Pattern.DOTALL);

  /**
   * @param round whether it is a round bracket, which the library may add or leave out
   */
  private record Word(String text, int begin, int end, boolean round) {}

  /** All of a text. */
  static Span whole(String text) {
    return new Span(0, text.length());
  }

  /**
   * Where a part stands, or the whole text where that cannot be told.
   *
   * @param near the UTF-16 unit it begins with, or one further on in it
   * @param part the part as the library writes it
   */
  static Span of(String text, int near, String part) {
    List<Word> words = words(text);
    List<Word> wanted = words(part).stream().filter(word -> !word.round()).toList();
    int first = 0;
    while (first < words.size() - 1 && words.get(first).end() <= near) {
      first++;
    }
    // A call is said to begin at its bracket or its argument: its name stands a little before.
    for (int from = first; from >= 0 && from >= first - 2 && !wanted.isEmpty(); from--) {
      int last = last(words, from, wanted);
      if (last >= 0) {
        int begin = opened(words, from, last);
        return new Span(words.get(begin).begin(), words.get(closed(words, begin, last)).end());
      }
    }
    return whole(text);
  }

  /** The last word of what is wanted, if it stands at {@code from}; else -1. */
  private static int last(List<Word> words, int from, List<Word> wanted) {
    if (words.get(from).round()) {
      return -1;
    }
    int found = 0;
    for (int i = from; i < words.size(); i++) {
      Word word = words.get(i);
      if (word.round()) {
        continue;
      }
      if (!word.text().equals(wanted.get(found).text())) {
        return -1;
      }
      if (++found == wanted.size()) {
        return i;
      }
    }
    return -1;
  }

  /** The first word with the brackets right before it that close inside the part. */
  private static int opened(List<Word> words, int from, int last) {
    int open = 0;
    int missing = 0;
    for (int i = from; i <= last; i++) {
      if (words.get(i).round()) {
        open += words.get(i).text().equals("(") ? 1 : -1;
        missing = Math.max(missing, -open);
      }
    }
    int begin = from;
    while (missing > 0 && begin > 0 && words.get(begin - 1).text().equals("(")) {
      begin--;
      missing--;
    }
    return begin;
  }

  /** The last word with the brackets that were opened before it and close right behind. */
  private static int closed(List<Word> words, int from, int last) {
    int open = 0;
    for (int i = from; i <= last; i++) {
      if (words.get(i).round()) {
        open += words.get(i).text().equals("(") ? 1 : -1;
      }
    }
    int end = last;
    while (open > 0 && end + 1 < words.size() && words.get(end + 1).text().equals(")")) {
      end++;
      open--;
    }
    // A call without arguments ends with both of its brackets.
    return end + 2 < words.size()
            && end == last
            && words.get(end + 1).text().equals("(")
            && words.get(end + 2).text().equals(")")
        ? end + 2
        : end;
  }

  private static List<Word> words(String text) {
    List<Word> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      String quoted = matcher.group("text");
      String round = matcher.group("round");
      String word = matcher.group("word");
      if (quoted != null) {
        words.add(new Word(inside(quoted), matcher.start(), matcher.end(), false));
      } else if (round != null || word != null) {
        words.add(new Word(matcher.group(), matcher.start(), matcher.end(), round != null));
      }
    }
    return words;
  }

  /** A text between its quotes, told from a word by one before it. */
  private static String inside(String quoted) {
    String bare = quoted.replaceFirst("^[rRbB]+", "");
    int quotes = bare.startsWith("\"\"\"") || bare.startsWith("'''") ? 3 : 1;
    return "\"" + bare.substring(quotes, bare.length() - quotes);
  }
}

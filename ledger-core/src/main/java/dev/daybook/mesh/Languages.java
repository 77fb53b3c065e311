package dev.daybook.mesh;

import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Map;
import java.util.Optional;

/**
 * The languages somebody reads, best first, as HTTP's {@code Accept-Language} and a shell's {@code
 * LANG} say them. Reads no more of it than 200 characters, and takes what is no language for
 * nothing said.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4647#section-3.4">RFC 4647, 3.4: lookup</a>
 */
public record Languages(List<LanguageRange> ranges) {

  /** Nothing is known of the reader. */
  public static final Languages UNSAID = new Languages(List.of());

  private static final int LONGEST = 200;

  public Languages {
    ranges = List.copyOf(ranges);
  }

  /** Reads an {@code Accept-Language}: {@code de-CH, fr;q=0.8}. */
  public static Languages ofHeader(String header) {
    if (header.isBlank() || header.length() > LONGEST) {
      return UNSAID;
    }
    try {
      return new Languages(LanguageRange.parse(header));
    } catch (IllegalArgumentException _) {
      return UNSAID;
    }
  }

  /** Reads a POSIX locale: {@code de_CH.UTF-8}; {@code C} says nothing. */
  public static Languages ofPosix(String locale) {
    String tag = locale.split("[.@]", 2)[0].replace('_', '-');
    return tag.equals("C") || tag.equals("POSIX") ? UNSAID : ofHeader(tag);
  }

  /** As a header says them again; empty where nothing is known. */
  public Optional<String> header() {
    return ranges.isEmpty() ? Optional.empty() : Optional.of(ranges.getFirst().getRange());
  }

  /**
   * The text in the best language there is: {@code de-CH} finds {@code de}. Empty where none of the
   * texts is in a language the reader asked for.
   *
   * @param texts by language tag
   */
  public Optional<String> choose(Map<String, String> texts) {
    if (ranges.isEmpty() || texts.isEmpty()) {
      return Optional.empty();
    }
    String tag = Locale.lookupTag(ranges, texts.keySet());
    return texts.entrySet().stream()
        .filter(text -> text.getKey().equals(tag))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}

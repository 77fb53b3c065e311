package dev.daybook.mesh;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A product's or contract's version as its team wrote it: {@code 2.1.0}, {@code v2}, {@code 1.4}.
 * Missing parts count as zero; pre-releases sort before their release.
 *
 * @see <a href="https://semver.org/spec/v2.0.0.html">Semantic Versioning 2.0.0</a>
 */
public record Version(@JsonValue String text) implements Comparable<Version> {

  private static final Pattern DOT = Pattern.compile("\\.");

  private static final Pattern FORM =
      Pattern.compile(
          "v?(\\d{1,9})(?:\\.(\\d{1,9}))?(?:\\.(\\d{1,9}))?(?:-([0-9A-Za-z.-]+))?(?:\\+[0-9A-Za-z.-]+)?");

  @JsonCreator
  public Version {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "a version looks like 2.1.0 (or v2); seen `%s`".formatted(text));
    }
  }

  /** Whether {@code text} can be a version. */
  public static boolean isValid(String text) {
    return FORM.matcher(text).matches();
  }

  public int major() {
    return part(1);
  }

  public int minor() {
    return part(2);
  }

  public int patch() {
    return part(3);
  }

  /** The pre-release part without its hyphen, or an empty text. */
  public String preRelease() {
    String pre = matcher().group(4);
    return pre == null ? "" : pre;
  }

  /** The next version that may add something: {@code 2.4.0} after {@code 2.3.1}. */
  public Version nextMinor() {
    return new Version("%d.%d.0".formatted(major(), minor() + 1));
  }

  private static boolean isNumber(String identifier) {
    return !identifier.isEmpty() && identifier.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** Longer numbers sort later: the count of digits stands first. */
  private static String padded(String digits) {
    String significant = digits.replaceFirst("^0+(?=.)", "");
    return "%03d%s".formatted(significant.length(), significant);
  }

  private int part(int group) {
    String digits = matcher().group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private Matcher matcher() {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalStateException(text);
    }
    return matcher;
  }

  /**
   * A text that sorts, byte by byte, as versions do (SemVer 2.0.0, 11): identifiers of a
   * pre-release one by one, numbers as numbers and before words. Two spellings of one version have
   * one text.
   */
  public String precedence() {
    String release = "%09d.%09d.%09d".formatted(major(), minor(), patch());
    if (preRelease().isEmpty()) {
      return release + "~";
    }
    return DOT.splitAsStream(preRelease())
        .map(id -> isNumber(id) ? "0%s".formatted(padded(id)) : "1" + id)
        .collect(Collectors.joining(" ", release + "-", ""));
  }

  @Override
  public int compareTo(Version other) {
    return precedence().compareTo(other.precedence());
  }

  @Override
  public String toString() {
    return text;
  }
}

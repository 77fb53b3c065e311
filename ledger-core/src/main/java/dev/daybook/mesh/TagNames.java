package dev.daybook.mesh;

import java.util.regex.Pattern;

/**
 * What can name a moment. A tag's name begins with a letter and has no colon, so that it is never
 * taken for a position, a day or a size; and it is not {@code HEAD}.
 */
public final class TagNames {

  /** Longest name, in characters. */
  public static final int MAX_LENGTH = 80;

  /** What stands for the ledger's last entry, and therefore for nothing else. */
  public static final String HEAD = "HEAD";

  /** What to do about a name that is none. */
  public static final String FIX = "choose a name such as `quarter-2026Q1`";

  private static final Pattern FORM = Pattern.compile("[A-Za-z][A-Za-z0-9._-]*");

  private TagNames() {}

  public static boolean isValid(String name) {
    return name.length() <= MAX_LENGTH && FORM.matcher(name).matches() && !Folded.same(name, HEAD);
  }

  /** What is wrong with a name that is not valid. */
  public static String problem(String name) {
    return Folded.same(name, HEAD)
        ? "`%s` stands for the ledger's last entry already".formatted(HEAD)
        : ("a tag's name is 1 to %d letters, digits, dots, hyphens and underscores, beginning with"
                + " a letter; seen `%s`")
            .formatted(MAX_LENGTH, name.substring(0, Math.min(100, name.length())));
  }
}

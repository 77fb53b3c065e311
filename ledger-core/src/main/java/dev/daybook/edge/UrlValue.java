package dev.daybook.edge;

/**
 * What a value somebody looks things up by may be, wherever it stands in a URL: no control
 * characters, which no name has and PostgreSQL keeps only some of, and no longer than anything that
 * could be found by it.
 */
final class UrlValue {

  /** Longest value, in UTF-16 units: a subject's longest name, written out and folded. */
  static final int LONGEST = 1_000;

  private UrlValue() {}

  /**
   * Refuses a value that is none.
   *
   * @param what what it is the value of: the query parameter `domain`
   */
  static void require(String what, String value) {
    PlainText.problem(value, LONGEST, "")
        .ifPresent(
            said -> {
              throw new ProblemException(
                  ProblemType.INVALID_PARAMETER,
                  what + " " + said,
                  "it takes at most %,d characters, none of them a control character"
                      .formatted(LONGEST));
            });
  }
}

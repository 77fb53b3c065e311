package dev.daybook.edge;

import org.jspecify.annotations.Nullable;

/** How many items a list may have: 1 to {@value #MAX}. */
public record Limit(int items) {

  /** Items where nobody says how many. */
  public static final int DEFAULT = 100;

  public static final int MAX = 1_000;

  public Limit {
    if (items < 1 || items > MAX) {
      throw new ProblemException(
          ProblemType.INVALID_PARAMETER,
          "`limit` cannot be %d".formatted(items),
          "it is 1 to %d; the header `Link` leads to the next page".formatted(MAX));
    }
  }

  public static Limit of(@Nullable Integer items) {
    return new Limit(items == null ? DEFAULT : items);
  }

  /** One more, to see whether there is more. */
  public int andOne() {
    return items + 1;
  }
}

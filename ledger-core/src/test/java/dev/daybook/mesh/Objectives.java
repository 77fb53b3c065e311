package dev.daybook.mesh;

import dev.daybook.mesh.Objective.Comparison;
import dev.daybook.mesh.Objective.Unit;
import java.math.BigDecimal;

/** Promises for tests. */
public final class Objectives {

  private Objectives() {}

  /** Data at most so many hours old. */
  public static Objective freshness(int hours) {
    return new Objective(
        "freshness",
        hours + "h",
        Comparison.AT_MOST,
        BigDecimal.valueOf(hours).multiply(BigDecimal.valueOf(3_600_000)),
        Unit.MILLISECONDS,
        "last_updated_timestamp",
        "age of the newest row");
  }

  /** Data at most so old, as a document writes it. */
  public static Objective freshness(String text) {
    return new Objective(
        "freshness",
        text,
        Comparison.AT_MOST,
        Quantity.parse(text).orElseThrow().number(),
        Unit.MILLISECONDS,
        "last_updated_timestamp",
        "age of the newest row");
  }

  /** At least this fraction of values present. */
  public static Objective completeness(String fraction) {
    return new Objective(
        "completeness",
        fraction,
        Comparison.AT_LEAST,
        new BigDecimal(fraction),
        Unit.FRACTION,
        "non_null_ratio",
        null);
  }

  /** More than this many rows. */
  public static Objective rowCount(int rows) {
    return new Objective(
        "row-count",
        "> " + rows,
        Comparison.MORE_THAN,
        BigDecimal.valueOf(rows),
        Unit.COUNT,
        null,
        null);
  }
}

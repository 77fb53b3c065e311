package dev.daybook.cli.backtest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.daybook.hindsight.Backtested;
import dev.daybook.hindsight.Change;
import dev.daybook.hindsight.Counts;
import dev.daybook.hindsight.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a draft would have made of the past, as it is told.
 *
 * @param draft what would be otherwise: {@code policy/retention@1.2.0}, {@code without waiver/crm}
 * @param asked of how many commands a policy of the draft was asked
 * @param met of how many commands a contract of the draft was met
 * @param impossible those a contract of the draft could not have been in force before
 * @param notFrozen of the unjudged, those for want of a fact nobody froze then
 * @param flapping subjects that would go back and forth, and did not
 * @param by counts by domain, owner, month, subject and rule; those with the most changes first
 * @param limits what was allowed, and whether it is kept
 * @param remarks what a reader has to know beside the numbers
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Report(
    List<String> draft,
    Counts counts,
    long asked,
    long notFrozen,
    long notRecomputable,
    long unfounded,
    long met,
    long impossible,
    List<String> flapping,
    SequencedMap<String, List<Row>> by,
    List<Sample> samples,
    List<Limit> limits,
    List<String> remarks,
    double seconds) {

  /** Most rows of one table, and most subjects that are told to flap. */
  private static final int ROWS = 100;

  /** What tables there are, in their order. */
  private static final List<String> TABLES = List.of("domain", "owner", "subject", "month", "rule");

  /** One line of a table. */
  public record Row(String value, Counts counts) {}

  /**
   * How much of one change is allowed.
   *
   * @param option as it is given: {@code --max-newly-denied}
   */
  public record Limit(String option, long allowed, long seen) {

    public boolean isKept() {
      return seen <= allowed;
    }
  }

  public static Report of(
      List<String> draft,
      Backtested tested,
      @Nullable Long maxNewlyDenied,
      @Nullable Long maxUnjudged,
      double seconds) {
    List<Limit> limits = new ArrayList<>();
    if (maxNewlyDenied != null) {
      limits.add(new Limit("--max-newly-denied", maxNewlyDenied, tested.counts().newlyDenied()));
    }
    if (maxUnjudged != null) {
      limits.add(new Limit("--max-unjudged", maxUnjudged, tested.counts().unjudged()));
    }
    SequencedMap<String, List<Row>> by = new LinkedHashMap<>();
    for (String table : TABLES) {
      by.put(table, rows(table, tested.by().getOrDefault(table, new java.util.TreeMap<>())));
    }
    return new Report(
        draft,
        tested.counts(),
        tested.asked(),
        tested.notFrozen(),
        tested.notRecomputable(),
        tested.unfounded(),
        tested.met(),
        tested.impossible(),
        tested.flapping().stream().limit(ROWS).toList(),
        by,
        tested.samples().stream()
            .sorted(Comparator.comparing(Sample::change).thenComparing(Sample::position))
            .toList(),
        limits,
        remarks(draft, tested),
        Math.round(10 * seconds) / 10.0);
  }

  /** Months as they come, all else with the most changes first. */
  private static List<Row> rows(String table, SortedMap<String, Counts> counts) {
    Comparator<Row> byValue = Comparator.comparing(Row::value);
    return counts.entrySet().stream()
        .map(each -> new Row(each.getKey(), each.getValue()))
        .sorted(
            table.equals("month")
                ? byValue
                : Comparator.comparingLong((Row row) -> -row.counts().newlyDenied())
                    .thenComparingLong(row -> -row.counts().different())
                    .thenComparing(byValue))
        .limit(ROWS)
        .toList();
  }

  private static List<String> remarks(List<String> draft, Backtested tested) {
    List<String> remarks = new ArrayList<>();
    boolean asks = draft.stream().anyMatch(each -> each.startsWith("policy/"));
    if (asks && tested.asked() == 0 && tested.counts().judged() > 0) {
      remarks.add(
          "none of the draft's policies was asked anything: none of these commands concerns them,"
              + " or a stage of theirs had not begun at the clock of then");
    }
    boolean supposes = draft.stream().anyMatch(each -> each.startsWith("contract/"));
    if (supposes && tested.met() == 0 && tested.impossible() == 0) {
      remarks.add(
          "none of these commands would have met anything else: contracts are met by what is asked"
              + " of themselves and of their objectives");
    }
    if (tested.impossible() > 0) {
      remarks.add(
          "before %,d commands a contract of the draft could not have been in force: %s"
              .formatted(tested.impossible(), tested.whyImpossible()));
    }
    if (tested.notFrozen() > 0) {
      remarks.add(
          "%,d of the unjudged lack a fact that was not frozen then: what the draft would have said of them is not known"
              .formatted(tested.notFrozen()));
    }
    if (tested.notRecomputable() > 0) {
      remarks.add(
          "%,d commands cannot be judged again, as a person their facts named was erased"
              .formatted(tested.notRecomputable()));
    }
    if (tested.unfounded() > 0) {
      remarks.add(
          "%,d commands have no facts any more that could be trusted; `daybook redecide` says which"
              .formatted(tested.unfounded()));
    }
    return remarks;
  }

  /** Whether everything that was limited is kept. */
  public boolean isWithin() {
    return limits.stream().allMatch(Limit::isKept);
  }

  /** How many there are of each change, in the order they are told in. */
  static SequencedMap<Change, Long> numbers(Counts counts) {
    SequencedMap<Change, Long> numbers = new LinkedHashMap<>();
    numbers.put(Change.NEWLY_DENIED, counts.newlyDenied());
    numbers.put(Change.NEWLY_ALLOWED, counts.newlyAllowed());
    numbers.put(Change.UNJUDGED, counts.unjudged());
    numbers.put(Change.CHANGED, counts.changed());
    numbers.put(Change.NEWLY_WARNED, counts.newlyWarned());
    numbers.put(Change.NO_LONGER_WARNED, counts.noLongerWarned());
    return numbers;
  }

  /** A change in words. */
  static String words(Change change) {
    return switch (change) {
      case NEWLY_DENIED -> "newly denied";
      case NEWLY_ALLOWED -> "newly allowed";
      case UNJUDGED -> "unjudged";
      case CHANGED -> "changed severity or effect";
      case NEWLY_WARNED -> "newly warned";
      case NO_LONGER_WARNED -> "no longer warned";
      case SAME -> "the same";
    };
  }

  /** All of it in a line. */
  String summary() {
    StringBuilder line = new StringBuilder("%,d commands".formatted(counts.judged()));
    for (Map.Entry<Change, Long> each : numbers(counts).entrySet()) {
      if (each.getValue() > 0) {
        line.append(", %,d %s".formatted(each.getValue(), words(each.getKey())));
      }
    }
    return counts.different() == 0 ? line + ", none comes out otherwise" : line.toString();
  }
}

package dev.daybook.views.slos;

import dev.daybook.slo.SloEvent;
import dev.daybook.slo.SloEvent.BreachOpened;
import dev.daybook.slo.SloEvent.BreachRecovered;
import dev.daybook.slo.SloEvent.MeasurementCorrected;
import dev.daybook.slo.SloEvent.MeasurementReported;
import dev.daybook.slo.SloEvent.ObjectiveChanged;
import dev.daybook.slo.SloEvent.ObjectiveDeclared;
import dev.daybook.slo.SloEvent.ObjectiveDropped;
import dev.daybook.store.LedgerEntry;
import dev.daybook.views.Follow;
import dev.daybook.views.Rows;
import dev.daybook.views.Table;
import dev.daybook.views.View;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Promises with their status, what was measured, and breaches. */
public final class SloView implements View {

  public static final String NAME = "slos";

  /** Only there do measurements tell whether a promise is kept. */
  private static final String PRODUCTION = "prod";

  private static final Table.History<SloRow> SLO = Table.History.of("slo", SloRow.class);

  private static final Table.History<BreachRow> BREACH =
      Table.History.ofMany("slo_breach", BreachRow.class);

  private static final Table.Log<MeasurementRow> MEASUREMENT =
      Table.Log.of("slo_measurement", MeasurementRow.class);

  /**
   * @param ended how it ended: {@code recovered}, or {@code dropped} with the promise; absent while
   *     it is open
   * @param until when the measurement that ended it was made, or the promise was dropped
   */
  record BreachRow(
      String subject,
      String promisedBy,
      String objective,
      Instant since,
      BigDecimal value,
      BigDecimal target,
      @Nullable Instant until,
      @Nullable BigDecimal recoveredValue,
      @Nullable String ended) {

    BreachRow ended(String how, Instant at, @Nullable BigDecimal with) {
      return new BreachRow(subject, promisedBy, objective, since, value, target, at, with, how);
    }
  }

  /**
   * @param tells whether it said how the promise stands when it came: from production, and none
   *     made later was known
   * @param corrects whether it replaces the value an earlier row of the same id reported
   */
  record MeasurementRow(
      String stream,
      UUID measurement,
      Instant measuredAt,
      BigDecimal value,
      String unit,
      @Nullable String environment,
      @Nullable String run,
      boolean met,
      boolean late,
      boolean tells,
      boolean corrects,
      @Nullable BigDecimal previous,
      @Nullable String reason,
      Instant recordedAt) {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<Table<?>> tables() {
    return List.of(SLO, BREACH, MEASUREMENT);
  }

  @Override
  public List<Follow<?>> follows() {
    return List.of(new Follow<>(SloEvent.class, SloView::apply));
  }

  private static void apply(SloEvent event, LedgerEntry entry, Rows rows) {
    switch (event) {
      case ObjectiveDeclared e ->
          rows.put(SLO, entry, "", SloRow.of(e.subject(), e.promisedBy(), e.objective()));
      case ObjectiveChanged e ->
          rows.change(
              SLO,
              entry,
              "",
              row -> row.changedTo(SloRow.of(e.subject(), e.promisedBy(), e.objective())));
      case ObjectiveDropped _ -> drop(entry, rows);
      case MeasurementReported e -> report(e, entry, rows);
      case MeasurementCorrected e -> correct(e, entry, rows);
      case BreachOpened e -> open(e, entry, rows);
      case BreachRecovered e -> recover(e, entry, rows);
    }
  }

  private static void drop(LedgerEntry entry, Rows rows) {
    SloRow row = rows.current(SLO, entry, "");
    if (row != null && row.breach() != null) {
      rows.change(
          BREACH, entry, row.breach(), breach -> breach.ended("dropped", entry.recordedAt(), null));
    }
    rows.end(SLO, entry, "");
  }

  private static void report(MeasurementReported e, LedgerEntry entry, Rows rows) {
    boolean tells = e.environment().equals(PRODUCTION) && !e.late();
    rows.log(
        MEASUREMENT,
        entry,
        new MeasurementRow(
            entry.stream(),
            e.measurement(),
            e.measuredAt(),
            e.value(),
            e.unit().word(),
            e.environment(),
            e.run(),
            e.met(),
            e.late(),
            tells,
            false,
            null,
            null,
            entry.recordedAt()));
    if (tells) {
      rows.change(SLO, entry, "", row -> row.measured(e.met()));
    }
  }

  private static void correct(MeasurementCorrected e, LedgerEntry entry, Rows rows) {
    // Where it corrects the measurement that tells, and turns the status, a breach's event follows.
    rows.log(
        MEASUREMENT,
        entry,
        new MeasurementRow(
            entry.stream(),
            e.measurement(),
            e.measuredAt(),
            e.value(),
            e.unit().word(),
            null,
            null,
            e.met(),
            false,
            false,
            true,
            e.previous(),
            e.reason(),
            entry.recordedAt()));
  }

  private static void open(BreachOpened e, LedgerEntry entry, Rows rows) {
    String key = Long.toString(entry.position());
    rows.change(SLO, entry, "", row -> row.breached(key, e.since()));
    SloRow row = rows.current(SLO, entry, "");
    if (row == null) {
      throw new IllegalStateException("`%s` is breached and not promised".formatted(e.subject()));
    }
    rows.begin(
        BREACH,
        entry,
        key,
        new BreachRow(
            row.subject(),
            row.promisedBy(),
            row.objective(),
            e.since(),
            e.value(),
            e.target(),
            null,
            null,
            null));
  }

  private static void recover(BreachRecovered e, LedgerEntry entry, Rows rows) {
    SloRow row = rows.current(SLO, entry, "");
    if (row == null || row.breach() == null) {
      throw new IllegalStateException(
          "`%s` recovers from a breach that is not open".formatted(e.subject()));
    }
    rows.change(
        BREACH, entry, row.breach(), breach -> breach.ended("recovered", e.until(), e.value()));
    rows.change(SLO, entry, "", SloRow::recovered);
  }
}

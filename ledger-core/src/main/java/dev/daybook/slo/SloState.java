package dev.daybook.slo;

import dev.daybook.mesh.Objective;
import dev.daybook.mesh.Objective.Unit;
import dev.daybook.mesh.SubjectName;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What an objective is, as far as its rules care. */
sealed interface SloState {

  /** What was measured so far. It outlives a dropped promise, for the same one may come back. */
  History history();

  /** Nothing of that name is promised. */
  record Undeclared(History history) implements SloState {}

  /**
   * @param breach the breach that is open
   */
  record Declared(
      SubjectName promisedBy, Objective objective, History history, Optional<Breach> breach)
      implements SloState {}

  /**
   * @param since when the measurement that opened it was made
   */
  record Breach(Instant since) {}

  /**
   * One measurement, as it stands now.
   *
   * @param reported the value first reported, by which a repeated report is known
   * @param value the value after corrections
   */
  record Measured(
      UUID id,
      Instant measuredAt,
      BigDecimal reported,
      BigDecimal value,
      Unit unit,
      String environment) {

    Measured corrected(BigDecimal other) {
      return new Measured(id, measuredAt, reported, other, unit, environment);
    }

    boolean isProduction() {
      return environment.equals(SloRules.PRODUCTION);
    }

    /** Whether {@code other} reports the very same thing. */
    boolean sameReport(Measured other) {
      return measuredAt.equals(other.measuredAt)
          && reported.compareTo(other.reported) == 0
          && unit == other.unit
          && environment.equals(other.environment);
    }
  }

  /**
   * The measurements remembered: the last {@value #MAX} in the order they were reported, and the
   * one that tells the status, however long ago it came.
   *
   * @param current the production measurement made last, by the reporters' clocks
   */
  record History(List<Measured> last, Optional<Measured> current) {

    /** Most measurements remembered. A repeat of an older one is recorded as a new one. */
    static final int MAX = 128;

    static final History EMPTY = new History(List.of(), Optional.empty());

    Optional<Measured> find(UUID id) {
      return last.reversed().stream()
          .filter(measured -> measured.id().equals(id))
          .findFirst()
          .or(() -> current.filter(measured -> measured.id().equals(id)));
    }

    /** Whether a production measurement made later than {@code measured} is known already. */
    boolean knowsLaterThan(Measured measured) {
      return current.filter(c -> c.measuredAt().isAfter(measured.measuredAt())).isPresent();
    }

    boolean isCurrent(UUID id) {
      return current.filter(measured -> measured.id().equals(id)).isPresent();
    }

    History with(Measured measured) {
      List<Measured> all = new ArrayList<>(last.size() + 1);
      all.addAll(last.size() < MAX ? last : last.subList(1, last.size()));
      all.add(measured);
      boolean tells = measured.isProduction() && !knowsLaterThan(measured);
      return new History(List.copyOf(all), tells ? Optional.of(measured) : current);
    }

    History corrected(UUID id, BigDecimal value) {
      return new History(
          last.stream().map(m -> m.id().equals(id) ? m.corrected(value) : m).toList(),
          current.map(m -> m.id().equals(id) ? m.corrected(value) : m));
    }
  }
}

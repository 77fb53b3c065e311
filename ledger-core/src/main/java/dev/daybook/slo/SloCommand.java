package dev.daybook.slo;

import dev.daybook.decision.SubjectCommand;
import dev.daybook.mesh.Objective;
import dev.daybook.mesh.Objective.Unit;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be asked of a service level objective. */
public sealed interface SloCommand extends SubjectCommand {

  /**
   * Says what is promised. Follows from documents, see {@link Consequences}.
   *
   * @param promisedBy the product or contract whose document promises it
   */
  record DeclareObjective(SubjectName subject, SubjectName promisedBy, Objective objective)
      implements SloCommand {
    public DeclareObjective {
      subject.require(SubjectKind.SLO);
    }
  }

  /** Ends a promise its document no longer makes. Follows from documents. */
  record DropObjective(SubjectName subject) implements SloCommand {
    public DropObjective {
      subject.require(SubjectKind.SLO);
    }
  }

  /**
   * Reports one measured value.
   *
   * @param measurement the caller's own id for it; the same id again changes nothing
   * @param measuredAt when it was measured, by the caller's clock
   * @param value a number in {@code unit}
   * @param unit what it is counted in, which must be what the objective is counted in
   * @param environment where it was measured; only {@code prod} opens and closes breaches
   * @param run the pipeline run it came out of
   */
  record ReportMeasurement(
      SubjectName subject,
      UUID measurement,
      Instant measuredAt,
      BigDecimal value,
      Unit unit,
      String environment,
      @Nullable String run)
      implements SloCommand {
    public ReportMeasurement {
      subject.require(SubjectKind.SLO);
    }
  }

  /**
   * Replaces a reported value that was wrong.
   *
   * @param value a number in {@code unit}
   * @param unit what it is counted in, which must be what the objective is counted in
   */
  record CorrectMeasurement(
      SubjectName subject, UUID measurement, BigDecimal value, Unit unit, String reason)
      implements SloCommand {
    public CorrectMeasurement {
      subject.require(SubjectKind.SLO);
    }
  }
}

package dev.daybook.cli;

import dev.daybook.cli.review.Level;
import dev.daybook.cli.review.Remark;
import dev.daybook.cli.review.Reviewed;
import dev.daybook.decision.BuiltInRule;
import dev.daybook.decision.Effect;
import dev.daybook.decision.Finding;
import dev.daybook.decision.Finding.WaiverUsed;
import dev.daybook.decision.Outcome;
import dev.daybook.document.Problem;
import dev.daybook.document.ReadDocument;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Findings, problems and notes of this process as what the command line tells of them. */
final class Remarks {

  private Remarks() {}

  /** What cannot be read, with everything wrong with it. */
  static Reviewed unreadable(
      String file, int index, @Nullable String subject, List<Problem> problems) {
    return new Reviewed(
        file,
        index,
        subject,
        Reviewed.Outcome.INVALID,
        null,
        List.of(),
        problems.stream().map(Remarks::of).toList());
  }

  static Remark of(Finding finding) {
    Effect uncapped = finding.uncapped();
    WaiverUsed waiver = finding.waiver();
    return new Remark(
        finding.rule(),
        finding.outcome().word(),
        finding.outcome() == Outcome.WAIVED ? Level.AUDIT : level(finding.effect()),
        finding.message(),
        finding.pointer(),
        finding.line(),
        finding.column(),
        finding.seen(),
        finding.wanted(),
        finding.fix(),
        finding.contact(),
        finding.documentation(),
        finding.controls(),
        finding.reason(),
        finding.failing(),
        uncapped == null ? null : level(uncapped),
        waiver == null ? null : "%s until %s".formatted(waiver.subject(), waiver.until()));
  }

  private static Level level(Effect effect) {
    return switch (effect) {
      case DENY -> Level.DENY;
      case WARN -> Level.WARN;
      case AUDIT -> Level.AUDIT;
    };
  }

  static Remark of(ReadDocument.Note note) {
    return new Remark(
        BuiltInRule.NOTE.id(),
        "fail",
        Level.WARN,
        note.message(),
        note.pointer(),
        note.line(),
        note.column(),
        null,
        null,
        null,
        null,
        null,
        List.of(),
        null,
        null,
        null,
        null);
  }

  static Remark of(Problem problem) {
    return new Remark(
        BuiltInRule.READABLE.id(),
        "fail",
        Level.DENY,
        problem.message(),
        problem.pointer(),
        problem.line(),
        problem.column(),
        problem.seen(),
        problem.wanted(),
        problem.fix(),
        null,
        null,
        List.of(),
        null,
        null,
        null,
        null);
  }
}

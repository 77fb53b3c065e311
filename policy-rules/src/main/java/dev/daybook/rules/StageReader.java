package dev.daybook.rules;

import dev.daybook.decision.Effect;
import dev.daybook.document.Days;
import dev.daybook.document.Node;
import dev.daybook.document.Problems;
import dev.daybook.policy.Enforcement;
import dev.daybook.policy.Stage;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads how hard a policy is: one word for good, or stages with their days. */
final class StageReader {

  private final Problems problems;

  StageReader(Problems problems) {
    this.problems = problems;
  }

  /** Stands for {@code deny} where what is there is wrong. */
  Enforcement read(DocumentReader spec) {
    Optional<Node> stages = spec.node("stages");
    if (stages.isEmpty()) {
      return Enforcement.always(
          spec.required("enforcement", "deny")
              .flatMap(scalar -> Word.EFFECT.read(scalar, problems))
              .orElse(Effect.DENY));
    }
    spec.scalar("enforcement")
        .ifPresent(
            scalar ->
                spec.problem(
                    scalar,
                    "`enforcement` stands beside `stages`",
                    scalar.text(),
                    "one or the other",
                    "make it the first stage: `- enforcement: %s`".formatted(scalar.text())));
    List<Stage> read = stages(spec);
    if (read.isEmpty()) {
      if (stages.get() instanceof Node.Sequence none && none.items().isEmpty()) {
        spec.problem(
            none,
            "`stages` is empty",
            null,
            "at least one stage",
            "write `enforcement: deny` in its place");
      }
      return Enforcement.always(Effect.DENY);
    }
    return new Enforcement(read);
  }

  private List<Stage> stages(DocumentReader spec) {
    List<Stage> stages = new ArrayList<>();
    LocalDate before = null;
    boolean first = true;
    for (DocumentReader reader : spec.mappings("stages", "a stage")) {
      Effect effect =
          reader
              .required("enforcement", "deny")
              .flatMap(scalar -> Word.EFFECT.read(scalar, problems))
              .orElse(Effect.DENY);
      Optional<Node.Scalar> written =
          first ? reader.scalar("from") : reader.required("from", "2026-06-01");
      reader.end();
      LocalDate from = written.flatMap(scalar -> day(reader, scalar)).orElse(null);
      if (from != null && before != null && !from.isAfter(before)) {
        reader.problem(
            written.orElseThrow(),
            "the stage from %s does not begin after the one before it, from %s"
                .formatted(from, before),
            from.toString(),
            "a later day",
            "write the stages in the order of their days");
      }
      stages.add(new Stage(effect, from));
      before = from == null ? before : from;
      first = false;
    }
    return stages;
  }

  private static Optional<LocalDate> day(DocumentReader reader, Node.Scalar scalar) {
    Optional<LocalDate> day = Days.read(scalar.text());
    if (day.isEmpty()) {
      reader.problem(
          scalar, "`%s` is no day".formatted(scalar.text()), scalar.text(), Days.WANTED, Days.FIX);
    }
    return day;
  }
}

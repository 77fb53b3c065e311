package dev.daybook.policy;

import dev.daybook.decision.Effect;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * How hard a policy is, and when. Mostly the same for good; or in stages, so that a mesh sees what
 * a rule would deny before it does.
 *
 * @param stages at least one, each but the first with its day, in the order of the days
 */
public record Enforcement(List<Stage> stages) {

  /** The words documents have for effects: those of Kubernetes, and those of data meshes. */
  public static final SequencedMap<String, Effect> WORDS = words();

  public Enforcement {
    stages = List.copyOf(stages);
    if (stages.isEmpty()) {
      throw new IllegalArgumentException("a policy does something when it fails");
    }
  }

  /** The same for good. */
  public static Enforcement always(Effect effect) {
    return new Enforcement(List.of(new Stage(effect, null)));
  }

  /** What a failing rule does at this time; nothing before the first stage, which asks no rule. */
  public Optional<Effect> at(Instant clock) {
    return stages.stream()
        .filter(stage -> stage.isBegun(clock))
        .reduce((_, later) -> later)
        .map(Stage::enforcement);
  }

  /** What it comes to: the last stage's effect. */
  public Effect last() {
    return stages.getLast().enforcement();
  }

  /** What its hardest stage does. */
  public Effect hardest() {
    return stages.stream().map(Stage::enforcement).reduce(last(), Enforcement::harder);
  }

  /** When its first rule is asked; empty where that is as soon as the policy is in force. */
  public Optional<Instant> begin() {
    return Optional.ofNullable(stages.getFirst().from()).map(Enforcement::beginning);
  }

  /** When its stages begin, of those that have a day. */
  public List<Instant> begins() {
    return stages.stream()
        .map(Stage::from)
        .filter(Objects::nonNull)
        .map(Enforcement::beginning)
        .toList();
  }

  private static Instant beginning(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** The stages as events and lists show them: none where it is the same for good. */
  public List<Stage> dated() {
    LocalDate from = stages.getFirst().from();
    return stages.size() == 1 && from == null ? List.of() : stages;
  }

  private static Effect harder(Effect one, Effect other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static SequencedMap<String, Effect> words() {
    SequencedMap<String, Effect> words = new LinkedHashMap<>();
    words.put("deny", Effect.DENY);
    words.put("warn", Effect.WARN);
    words.put("audit", Effect.AUDIT);
    words.put("required", Effect.DENY);
    words.put("recommended", Effect.WARN);
    words.put("optional", Effect.AUDIT);
    return Collections.unmodifiableSequencedMap(words);
  }
}

package dev.daybook.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/**
 * Given events, when a command, then events or a refusal: the whole life of a rule, without a
 * database or a framework.
 */
public final class Scenario<C extends SubjectCommand, E extends SubjectEvent, S> {

  private final Slice<C, E, S> slice;
  private final S state;

  private Scenario(Slice<C, E, S> slice, S state) {
    this.slice = slice;
    this.state = state;
  }

  /** A subject nothing happened to. */
  public static <C extends SubjectCommand, E extends SubjectEvent, S> Scenario<C, E, S> of(
      Slice<C, E, S> slice) {
    return new Scenario<>(slice, slice.initial());
  }

  /** The same subject after these events. */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  public final Scenario<C, E, S> given(E... events) {
    return given(List.of(events));
  }

  private Scenario<C, E, S> given(List<E> events) {
    S next = state;
    for (E event : events) {
      next = slice.evolve(next, event);
    }
    return new Scenario<>(slice, next);
  }

  /** The same subject after these commands, each of which must be accepted. */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  public final Scenario<C, E, S> after(C... commands) {
    Scenario<C, E, S> scenario = this;
    for (C command : commands) {
      scenario = scenario.given(scenario.when(command).events());
    }
    return scenario;
  }

  public Then<E> when(C command) {
    return new Then<>(command, slice.decide(state, command));
  }

  public java.util.Map<String, Object> facts() {
    return slice
        .facts(state)
        .<java.util.Map<String, Object>>map(dev.daybook.path.FactValues::of)
        .orElse(java.util.Map.of());
  }

  /** What a command was answered. */
  public record Then<E extends SubjectEvent>(SubjectCommand command, Verdict<E> verdict) {

    /** The events of an accepted command. */
    public List<E> events() {
      return switch (verdict) {
        case Verdict.Accepted<E>(List<E> events) -> events;
        case Verdict.Refused<E>(List<Finding> findings) ->
            throw new AssertionError(
                "wanted `%s` accepted; refused: %s".formatted(command.kind(), findings));
        case Verdict.Unchanged<E>() ->
            throw new AssertionError(
                "wanted `%s` accepted; it changes nothing".formatted(command.kind()));
      };
    }

    /** The one event of an accepted command. */
    public E event() {
      assertThat(events()).hasSize(1);
      return events().getFirst();
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public final void then(E... events) {
      assertThat(events()).containsExactly(events);
    }

    public void unchanged() {
      assertThat(verdict).isEqualTo(new Verdict.Unchanged<E>());
    }

    /** The finding of a command refused under exactly this rule. */
    public Finding refusedBy(BuiltInRule rule) {
      assertThat(verdict).isInstanceOf(Verdict.Refused.class);
      List<Finding> findings = ((Verdict.Refused<E>) verdict).findings();
      assertThat(findings).extracting(Finding::rule).containsExactly(rule.id());
      Finding finding = findings.getFirst();
      assertThat(finding.effect()).isEqualTo(Effect.DENY);
      assertThat(finding.fix()).isNotBlank();
      return finding;
    }
  }
}

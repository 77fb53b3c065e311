package dev.daybook.decision;

import java.util.List;

/** The domain's own answer to a command, before policies have a say. */
public sealed interface Verdict<E extends SubjectEvent> {

  /** The command stands; these events follow from it, at least one. */
  record Accepted<E extends SubjectEvent>(List<E> events) implements Verdict<E> {
    public Accepted {
      events = List.copyOf(events);
      if (events.isEmpty()) {
        throw new IllegalArgumentException("an accepted command has at least one event");
      }
    }
  }

  /** What was asked for is already so; nothing is recorded. */
  record Unchanged<E extends SubjectEvent>() implements Verdict<E> {}

  /** The domain forbids it, under built-in rules nobody can waive; one finding each. */
  record Refused<E extends SubjectEvent>(List<Finding> findings) implements Verdict<E> {
    public Refused {
      findings = List.copyOf(findings);
    }
  }

  static <E extends SubjectEvent> Verdict<E> accepted(List<? extends E> events) {
    return new Accepted<>(List.<E>copyOf(events));
  }

  static <E extends SubjectEvent> Verdict<E> unchanged() {
    return new Unchanged<>();
  }

  static <E extends SubjectEvent> Verdict<E> refused(Finding... findings) {
    return new Refused<>(List.of(findings));
  }
}

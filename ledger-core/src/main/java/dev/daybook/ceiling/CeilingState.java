package dev.daybook.ceiling;

import dev.daybook.decision.Effect;

/** What a ceiling is. */
sealed interface CeilingState {

  /** None is set here. */
  record NotSet() implements CeilingState {}

  /** Policies do no more than {@code level}. */
  record Set(Effect level) implements CeilingState {}
}

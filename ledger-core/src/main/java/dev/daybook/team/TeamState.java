package dev.daybook.team;

/** What a team is, as far as its rules care. */
sealed interface TeamState {

  /** Nobody registered it. */
  record Unregistered() implements TeamState {}

  record Registered(TeamSpec spec) implements TeamState {}
}

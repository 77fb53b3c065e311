package dev.daybook.domain;

/** What a domain is, as far as its rules care. */
sealed interface DomainState {

  /** Nobody registered it. */
  record Unregistered() implements DomainState {}

  record Registered(DomainSpec spec) implements DomainState {}
}

package dev.daybook.access;

import dev.daybook.access.AccessEvent.TokenIssued;

/** What access an actor has, as far as its rules care. */
sealed interface AccessState {

  /** The actor never had a token. */
  record Unknown() implements AccessState {}

  record Holding(TokenIssued token) implements AccessState {}

  /**
   * @param tokenSha256 the token revoked last
   */
  record Revoked(String tokenSha256) implements AccessState {}
}

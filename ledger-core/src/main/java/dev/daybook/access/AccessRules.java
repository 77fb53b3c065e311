package dev.daybook.access;

import static dev.daybook.decision.BuiltInRule.REASON_MISSING;
import static dev.daybook.decision.BuiltInRule.TOKEN_NOT_ISSUED;
import static dev.daybook.decision.BuiltInRule.TOKEN_REUSED;
import static dev.daybook.decision.BuiltInRule.TOKEN_WITHOUT_ROLE;

import dev.daybook.access.AccessCommand.IssueToken;
import dev.daybook.access.AccessCommand.ReplaceToken;
import dev.daybook.access.AccessCommand.RevokeToken;
import dev.daybook.access.AccessEvent.TokenIssued;
import dev.daybook.access.AccessEvent.TokenRevoked;
import dev.daybook.access.AccessState.Holding;
import dev.daybook.access.AccessState.Revoked;
import dev.daybook.access.AccessState.Unknown;
import dev.daybook.decision.Verdict;
import dev.daybook.mesh.SubjectName;
import java.util.List;

/** An actor has one token at a time: a new one makes the one before worthless. */
final class AccessRules {

  private AccessRules() {}

  static Verdict<AccessEvent> decide(AccessState state, AccessCommand command) {
    return switch (command) {
      case IssueToken c -> issue(state, c);
      case ReplaceToken c -> replace(state, c);
      case RevokeToken c -> revoke(state, c);
    };
  }

  private static Verdict<AccessEvent> issue(AccessState state, IssueToken command) {
    if (command.roles().isEmpty()) {
      return TOKEN_WITHOUT_ROLE.refuse(
          "the token for `%s` would allow nothing".formatted(command.subject()),
          "name at least one role: reader, publisher, approver, auditor or admin");
    }
    TokenIssued token = token(command);
    return switch (state) {
      case Unknown() -> Verdict.accepted(List.of(token));
      case Holding(TokenIssued held) when held.equals(token) -> Verdict.unchanged();
      case Holding _ -> Verdict.accepted(List.of(token));
      case Revoked(String sha256) when sha256.equals(token.tokenSha256()) ->
          TOKEN_REUSED.refuse(
              "that token of `%s` was revoked, and a revoked token never works again"
                  .formatted(command.subject()),
              "issue a new token");
      case Revoked _ -> Verdict.accepted(List.of(token));
    };
  }

  private static Verdict<AccessEvent> replace(AccessState state, ReplaceToken command) {
    return switch (state) {
      case Holding(TokenIssued held) -> issue(state, inPlaceOf(held, command));
      case Unknown _, Revoked _ -> notIssued(command.subject());
    };
  }

  private static IssueToken inPlaceOf(TokenIssued held, ReplaceToken command) {
    return new IssueToken(
        held.subject(),
        held.name(),
        held.actorKind(),
        held.roles(),
        held.domain(),
        command.expiresAt(),
        command.tokenSha256());
  }

  private static Verdict<AccessEvent> notIssued(SubjectName subject) {
    return TOKEN_NOT_ISSUED.refuse(
        "`%s` has no token".formatted(subject),
        "check the actor's id; one whose token was revoked is made anew, as another actor");
  }

  private static TokenIssued token(IssueToken command) {
    return new TokenIssued(
        command.subject(),
        command.name(),
        command.actorKind(),
        command.roles(),
        command.domain(),
        command.expiresAt(),
        command.tokenSha256());
  }

  private static Verdict<AccessEvent> revoke(AccessState state, RevokeToken command) {
    if (command.reason().isBlank()) {
      return REASON_MISSING.refuse(
          "the reason is empty; the ledger keeps it for those who ask later", "say why");
    }
    return switch (state) {
      case Holding(TokenIssued held) ->
          Verdict.accepted(
              List.of(new TokenRevoked(command.subject(), held.tokenSha256(), command.reason())));
      case Unknown _, Revoked _ -> notIssued(command.subject());
    };
  }

  static AccessState evolve(AccessEvent event) {
    return switch (event) {
      case TokenIssued token -> new Holding(token);
      case TokenRevoked(_, String tokenSha256, _) -> new Revoked(tokenSha256);
    };
  }
}

package dev.daybook.access;

import static dev.daybook.decision.BuiltInRule.REASON_MISSING;
import static dev.daybook.decision.BuiltInRule.TOKEN_DOMAIN;
import static dev.daybook.decision.BuiltInRule.TOKEN_EXPIRED;
import static dev.daybook.decision.BuiltInRule.TOKEN_NAME;
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
import dev.daybook.decision.Actor.Role;
import dev.daybook.decision.Finding;
import dev.daybook.decision.Verdict;
import dev.daybook.mesh.DomainNames;
import dev.daybook.mesh.Invisible;
import dev.daybook.mesh.SubjectName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An actor has one token at a time: a new one makes the one before worthless. */
final class AccessRules {

  /** Longest name a token is for, in UTF-16 units. */
  private static final int MAX_NAME = 200;

  /** What a token with a domain may allow: reading is never limited, writing is. */
  private static final Set<Role> LIMITED = EnumSet.of(Role.READER, Role.PUBLISHER);

  private AccessRules() {}

  static Verdict<AccessEvent> decide(AccessState state, AccessCommand command) {
    return switch (command) {
      case IssueToken c -> issue(state, c);
      case ReplaceToken c -> replace(state, c);
      case RevokeToken c -> revoke(state, c);
    };
  }

  private static Verdict<AccessEvent> issue(AccessState state, IssueToken command) {
    List<Finding> mistakes = mistakes(command);
    if (!mistakes.isEmpty()) {
      return new Verdict.Refused<>(mistakes);
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
        command.tokenSha256(),
        command.askedAt());
  }

  private static Verdict<AccessEvent> notIssued(SubjectName subject) {
    return TOKEN_NOT_ISSUED.refuse(
        "`%s` has no token".formatted(subject),
        "check the actor's id; one whose token was revoked is made anew, as another actor");
  }

  private static List<Finding> mistakes(IssueToken command) {
    List<Finding> mistakes = new ArrayList<>();
    name(command).ifPresent(mistakes::add);
    if (command.roles().isEmpty()) {
      mistakes.add(
          TOKEN_WITHOUT_ROLE.finding(
              "the token for `%s` would allow nothing".formatted(command.subject()),
              "name at least one role: reader, publisher, approver, auditor or admin"));
    }
    if (command.domain() != null) {
      domain(command.domain(), command.roles()).ifPresent(mistakes::add);
    }
    Instant expiresAt = command.expiresAt();
    if (expiresAt != null && !expiresAt.isAfter(command.askedAt())) {
      mistakes.add(
          TOKEN_EXPIRED.finding(
              "the token would be over when it is issued: it expires at %s, it is %s"
                  .formatted(expiresAt, command.askedAt()),
              expiresAt.toString(),
              "a moment after " + command.askedAt(),
              "name a later one, or none"));
    }
    return mistakes;
  }

  private static Optional<Finding> name(IssueToken command) {
    String name = command.name();
    if (name.isBlank() || name.length() > MAX_NAME) {
      return Optional.of(
          TOKEN_NAME.finding(
              "a token's name has 1 to %d characters; this one has %,d"
                  .formatted(MAX_NAME, name.length()),
              "say whom it is for in a few words"));
    }
    return Invisible.in(name.replace(" ", ""))
        .map(
            character ->
                TOKEN_NAME.finding(
                    "a token's name contains no character that nobody sees; seen " + character,
                    "leave it out"));
  }

  /** What a domain cannot limit is not issued with one: it would look limited and not be. */
  private static Optional<Finding> domain(String domain, List<Role> roles) {
    Optional<String> unusable = unusable(domain);
    if (unusable.isPresent()) {
      return unusable.map(said -> TOKEN_DOMAIN.finding(said, DomainNames.FIX));
    }
    List<String> wider =
        roles.stream().filter(role -> !LIMITED.contains(role)).map(Role::word).toList();
    if (wider.isEmpty() && roles.contains(Role.PUBLISHER)) {
      return Optional.empty();
    }
    return Optional.of(
        TOKEN_DOMAIN.finding(
            wider.isEmpty()
                ? "a domain limits what a publisher writes; this token has no such role"
                : "a domain limits what a publisher writes; %s would reach beyond `%s`"
                    .formatted(String.join(" and ", wider), domain),
            domain,
            "a domain beside publisher, with reader at most",
            "leave the domain out, or issue two tokens"));
  }

  private static Optional<String> unusable(String domain) {
    try {
      SubjectName.domain(domain);
      return DomainNames.isValid(domain)
          ? Optional.empty()
          : Optional.of(DomainNames.problem(domain));
    } catch (IllegalArgumentException e) {
      return Optional.ofNullable(e.getMessage());
    }
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

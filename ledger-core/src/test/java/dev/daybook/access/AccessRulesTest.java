package dev.daybook.access;

import static dev.daybook.decision.BuiltInRule.REASON_MISSING;
import static dev.daybook.decision.BuiltInRule.TOKEN_DOMAIN;
import static dev.daybook.decision.BuiltInRule.TOKEN_EXPIRED;
import static dev.daybook.decision.BuiltInRule.TOKEN_NAME;
import static dev.daybook.decision.BuiltInRule.TOKEN_NOT_ISSUED;
import static dev.daybook.decision.BuiltInRule.TOKEN_REUSED;
import static dev.daybook.decision.BuiltInRule.TOKEN_WITHOUT_ROLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.access.AccessCommand.IssueToken;
import dev.daybook.access.AccessCommand.ReplaceToken;
import dev.daybook.access.AccessCommand.RevokeToken;
import dev.daybook.access.AccessEvent.TokenIssued;
import dev.daybook.access.AccessEvent.TokenRevoked;
import dev.daybook.decision.Actor;
import dev.daybook.decision.Actor.Role;
import dev.daybook.decision.Finding;
import dev.daybook.decision.Scenario;
import dev.daybook.decision.Verdict;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.seal.CanonicalJson;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AccessRulesTest {

  private static final SubjectName SUBJECT =
      new SubjectName(SubjectKind.ACTOR, "act_0123456789abcdef");
  private static final Instant EXPIRY = Instant.parse("2027-01-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final String FIRST = "a".repeat(64);
  private static final String SECOND = "b".repeat(64);

  private final Scenario<AccessCommand, AccessEvent, AccessState> nothing =
      Scenario.of(new AccessSlice());
  private final Scenario<AccessCommand, AccessEvent, AccessState> holding =
      nothing.after(issue(FIRST, Role.PUBLISHER));
  private final Scenario<AccessCommand, AccessEvent, AccessState> revoked =
      holding.after(new RevokeToken(SUBJECT, "left"));

  private static IssueToken issue(String sha256, Role... roles) {
    return issue("ci", null, EXPIRY, sha256, roles);
  }

  private static IssueToken issue(
      String name,
      @Nullable String domain,
      @Nullable Instant expiresAt,
      String sha256,
      Role... roles) {
    return new IssueToken(
        SUBJECT, name, Actor.Kind.SERVICE, List.of(roles), domain, expiresAt, sha256, NOW);
  }

  private static TokenIssued issued(String sha256, Role... roles) {
    return new TokenIssued(SUBJECT, "ci", Actor.Kind.SERVICE, List.of(roles), null, EXPIRY, sha256);
  }

  @Test
  void anActorIsGivenAToken() {
    nothing.when(issue(FIRST, Role.PUBLISHER)).then(issued(FIRST, Role.PUBLISHER));
  }

  @Test
  void rolesAreKeptSortedAndOnce() {
    nothing
        .when(issue(FIRST, Role.ADMIN, Role.READER, Role.ADMIN))
        .then(issued(FIRST, Role.READER, Role.ADMIN));
  }

  @Test
  void aNewTokenReplacesTheOneBefore() {
    holding.when(issue(SECOND, Role.READER)).then(issued(SECOND, Role.READER));
    holding
        .after(issue(SECOND, Role.READER))
        .when(new RevokeToken(SUBJECT, "left"))
        .then(new TokenRevoked(SUBJECT, SECOND, "left"));
  }

  @Test
  void anActorsTokenIsReplacedByOneThatAllowsTheSame() {
    Instant later = EXPIRY.plusSeconds(60);
    nothing
        .after(issue("ci", "sales", null, FIRST, Role.PUBLISHER))
        .when(new ReplaceToken(SUBJECT, later, SECOND, NOW))
        .then(
            new TokenIssued(
                SUBJECT,
                "ci",
                Actor.Kind.SERVICE,
                List.of(Role.PUBLISHER),
                "sales",
                later,
                SECOND));
  }

  @Test
  void onlyATokenThatIsThereIsReplaced() {
    nothing.when(new ReplaceToken(SUBJECT, null, FIRST, NOW)).refusedBy(TOKEN_NOT_ISSUED);
    revoked.when(new ReplaceToken(SUBJECT, null, SECOND, NOW)).refusedBy(TOKEN_NOT_ISSUED);
  }

  @Test
  void theSameTokenAgainChangesNothing() {
    holding.when(issue(FIRST, Role.PUBLISHER)).unchanged();
  }

  @Test
  void aTokenWithoutARoleIsNone() {
    nothing.when(issue(FIRST)).refusedBy(TOKEN_WITHOUT_ROLE);
  }

  @Test
  void aDomainLimitsAPublisherAndNothingWider() {
    nothing
        .when(issue("ci", "sales", null, FIRST, Role.PUBLISHER, Role.READER))
        .then(
            new TokenIssued(
                SUBJECT,
                "ci",
                Actor.Kind.SERVICE,
                List.of(Role.READER, Role.PUBLISHER),
                "sales",
                null,
                FIRST));
    for (Role wider : List.of(Role.READER, Role.APPROVER, Role.AUDITOR, Role.ADMIN)) {
      nothing.when(issue("ci", "sales", null, FIRST, wider)).refusedBy(TOKEN_DOMAIN);
    }
    Finding finding =
        nothing
            .when(issue("ci", "sales", null, FIRST, Role.PUBLISHER, Role.ADMIN))
            .refusedBy(TOKEN_DOMAIN);
    assertThat(finding.message()).contains("admin would reach beyond `sales`");
  }

  @Test
  void aTokensDomainCanBeOne() {
    for (String domain : List.of("no.dot", "a/b", "a b", "a\u0000", "x".repeat(301))) {
      nothing.when(issue("ci", domain, null, FIRST, Role.PUBLISHER)).refusedBy(TOKEN_DOMAIN);
    }
  }

  @Test
  void aTokenEndsAfterItBegins() {
    nothing.when(issue("ci", null, NOW, FIRST, Role.READER)).refusedBy(TOKEN_EXPIRED);
    nothing
        .when(issue("ci", null, NOW.minusSeconds(1), FIRST, Role.READER))
        .refusedBy(TOKEN_EXPIRED);
    nothing.after(issue("ci", null, NOW.plusSeconds(1), FIRST, Role.READER));
    holding.when(new ReplaceToken(SUBJECT, NOW, SECOND, NOW)).refusedBy(TOKEN_EXPIRED);
  }

  @Test
  void aTokenIsForANameThatCanBeRead() {
    nothing.after(issue("Ada Lovelace", null, null, FIRST, Role.READER));
    for (String name : List.of(" ", "a\u0000b", "a\u202eb", "x".repeat(201))) {
      nothing.when(issue(name, null, null, FIRST, Role.READER)).refusedBy(TOKEN_NAME);
    }
  }

  @Test
  void everyMistakeOfATokenIsToldAtOnce() {
    assertThat(
            AccessRules.decide(
                new AccessState.Unknown(), issue("", "no.dot", Instant.EPOCH, FIRST)))
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused ->
                assertThat(((Verdict.Refused<?>) refused).findings())
                    .extracting(Finding::rule)
                    .containsExactly(
                        TOKEN_NAME.id(),
                        TOKEN_WITHOUT_ROLE.id(),
                        TOKEN_DOMAIN.id(),
                        TOKEN_EXPIRED.id()));
  }

  @Test
  void whenItIsAskedForIsNoPartOfWhatIsAsked() {
    IssueToken now = issue(FIRST, Role.READER);
    IssueToken later =
        new IssueToken(
            SUBJECT,
            now.name(),
            now.actorKind(),
            now.roles(),
            now.domain(),
            now.expiresAt(),
            now.tokenSha256(),
            NOW.plusSeconds(60));
    assertThat(CanonicalJson.write(later)).isEqualTo(CanonicalJson.write(now));
    assertThat(CanonicalJson.write(new ReplaceToken(SUBJECT, EXPIRY, SECOND, NOW.plusSeconds(60))))
        .isEqualTo(CanonicalJson.write(new ReplaceToken(SUBJECT, EXPIRY, SECOND, NOW)));
  }

  @Test
  void aTokenIsRevokedByItsDigest() {
    holding.when(new RevokeToken(SUBJECT, "left")).then(new TokenRevoked(SUBJECT, FIRST, "left"));
  }

  @Test
  void aRevokedTokenNeverWorksAgain() {
    revoked.when(issue(FIRST, Role.PUBLISHER)).refusedBy(TOKEN_REUSED);
  }

  @Test
  void anActorMayHaveAnotherTokenAfterARevokedOne() {
    revoked.when(issue(SECOND, Role.PUBLISHER)).then(issued(SECOND, Role.PUBLISHER));
  }

  @Test
  void onlyATokenThatIsThereIsRevoked() {
    nothing.when(new RevokeToken(SUBJECT, "left")).refusedBy(TOKEN_NOT_ISSUED);
    revoked.when(new RevokeToken(SUBJECT, "left")).refusedBy(TOKEN_NOT_ISSUED);
  }

  @Test
  void revokingGivesItsReason() {
    holding.when(new RevokeToken(SUBJECT, "")).refusedBy(REASON_MISSING);
  }

  @Test
  void policiesSeeTheRolesButNoName() {
    assertThat(nothing.facts()).isEmpty();
    assertThat(holding.facts())
        .containsEntry("holding", true)
        .containsEntry("roles", List.of("publisher"));
    assertThat(revoked.facts()).containsEntry("holding", false);
  }
}

package dev.daybook.access;

import static dev.daybook.decision.BuiltInRule.REASON_MISSING;
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
import dev.daybook.decision.Scenario;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccessRulesTest {

  private static final SubjectName SUBJECT =
      new SubjectName(SubjectKind.ACTOR, "act_0123456789abcdef");
  private static final Instant EXPIRY = Instant.parse("2027-01-01T00:00:00Z");
  private static final String FIRST = "a".repeat(64);
  private static final String SECOND = "b".repeat(64);

  private final Scenario<AccessCommand, AccessEvent, AccessState> nothing =
      Scenario.of(new AccessSlice());
  private final Scenario<AccessCommand, AccessEvent, AccessState> holding =
      nothing.after(issue(FIRST, Role.PUBLISHER));
  private final Scenario<AccessCommand, AccessEvent, AccessState> revoked =
      holding.after(new RevokeToken(SUBJECT, "left"));

  private static IssueToken issue(String sha256, Role... roles) {
    return new IssueToken(
        SUBJECT, "ci", Actor.Kind.SERVICE, List.of(roles), "sales", EXPIRY, sha256);
  }

  private static TokenIssued issued(String sha256, Role... roles) {
    return new TokenIssued(
        SUBJECT, "ci", Actor.Kind.SERVICE, List.of(roles), "sales", EXPIRY, sha256);
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
    holding
        .when(new ReplaceToken(SUBJECT, later, SECOND))
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
    nothing.when(new ReplaceToken(SUBJECT, null, FIRST)).refusedBy(TOKEN_NOT_ISSUED);
    revoked.when(new ReplaceToken(SUBJECT, null, SECOND)).refusedBy(TOKEN_NOT_ISSUED);
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

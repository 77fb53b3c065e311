package dev.daybook.waiver;

import static dev.daybook.decision.BuiltInRule.NOT_REGISTERED;
import static dev.daybook.decision.BuiltInRule.REASON_MISSING;
import static dev.daybook.decision.BuiltInRule.SECOND_PERSON;
import static dev.daybook.decision.BuiltInRule.WAIVER_EMERGENCY;
import static dev.daybook.decision.BuiltInRule.WAIVER_EXPIRY;
import static dev.daybook.decision.BuiltInRule.WAIVER_INCOMPLETE;
import static dev.daybook.decision.BuiltInRule.WAIVER_OF_BUILT_IN;
import static dev.daybook.decision.BuiltInRule.WAIVER_STEP;
import static dev.daybook.decision.BuiltInRule.WAIVER_TAKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.decision.Actor;
import dev.daybook.decision.Finding;
import dev.daybook.decision.Scenario;
import dev.daybook.decision.Verdict;
import dev.daybook.mesh.SubjectName;
import dev.daybook.waiver.WaiverCommand.ApproveWaiver;
import dev.daybook.waiver.WaiverCommand.GrantEmergencyWaiver;
import dev.daybook.waiver.WaiverCommand.RejectWaiver;
import dev.daybook.waiver.WaiverCommand.RenewWaiver;
import dev.daybook.waiver.WaiverCommand.RequestWaiver;
import dev.daybook.waiver.WaiverCommand.ReviewWaiver;
import dev.daybook.waiver.WaiverCommand.RevokeWaiver;
import dev.daybook.waiver.WaiverEvent.EmergencyWaiverGranted;
import dev.daybook.waiver.WaiverEvent.WaiverApproved;
import dev.daybook.waiver.WaiverEvent.WaiverRejected;
import dev.daybook.waiver.WaiverEvent.WaiverRenewalRequested;
import dev.daybook.waiver.WaiverEvent.WaiverRequested;
import dev.daybook.waiver.WaiverEvent.WaiverReviewed;
import dev.daybook.waiver.WaiverEvent.WaiverRevoked;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WaiverRulesTest {

  private static final SubjectName WAIVER = SubjectName.parse("waiver/crm-migration");
  private static final SubjectName PRODUCT = SubjectName.parse("product/sales.customer-360");
  private static final Waived MASKED = Waived.parse("pii-masking/masked");
  private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
  private static final Instant SPRING = Instant.parse("2027-04-01T00:00:00Z");
  private static final Instant SUMMER = Instant.parse("2027-07-01T00:00:00Z");
  private static final String ADA = "act_00000000000000aa";
  private static final String BOB = "act_00000000000000bb";

  private final Scenario<WaiverCommand, WaiverEvent, WaiverState> nothing =
      Scenario.of(new WaiverSlice());
  private final Scenario<WaiverCommand, WaiverEvent, WaiverState> requested =
      nothing.after(by(ADA, request(SPRING)));
  private final Scenario<WaiverCommand, WaiverEvent, WaiverState> approved =
      requested.after(by(BOB, approve()));
  private final Scenario<WaiverCommand, WaiverEvent, WaiverState> emergency =
      nothing.after(by(ADA, emergency(null)));

  @Test
  void whatOneAsksForAnotherGrants() {
    nothing
        .when(by(ADA, request(SPRING)))
        .then(
            new WaiverRequested(
                WAIVER, PRODUCT, MASKED, "sales-data", "the new CRM", "DM-7", SPRING, ADA));
    requested
        .when(by(BOB, approve()))
        .then(new WaiverApproved(WAIVER, 1, PRODUCT, MASKED, SPRING, ADA, BOB, "agreed"));
    assertThat(requested.facts()).containsEntry("requestedUntil", SPRING.toString());
    assertThat(approved.facts())
        .containsEntry("grantedUntil", SPRING.toString())
        .containsEntry("waives", "pii-masking/masked")
        .doesNotContainKey("requestedUntil");
  }

  @Test
  void nobodyGrantsWhatHeAskedFor() {
    requested.when(by(ADA, approve())).refusedBy(SECOND_PERSON);
  }

  @Test
  void theSameAgainChangesNothingAndAnotherUnderItsNameIsRefused() {
    requested.when(by(ADA, request(SPRING))).unchanged();
    requested.when(by(ADA, request(SUMMER))).refusedBy(WAIVER_TAKEN);
    approved.when(by(ADA, request(SPRING))).refusedBy(WAIVER_TAKEN);
    approved.when(by(ADA, emergency(null))).refusedBy(WAIVER_TAKEN);
    approved.when(by(BOB, approve())).unchanged();
  }

  @Test
  void itNamesWhoAnswersWhyWhereAndUntilWhenAndAllThatIsMissingIsToldAtOnce() {
    assertThat(
            rules(
                nothing.when(
                    by(
                        ADA,
                        new RequestWaiver(
                            WAIVER, PRODUCT, MASKED, " ", "", "", NOW.minusSeconds(1))))))
        .containsExactly(
            WAIVER_INCOMPLETE.id(),
            REASON_MISSING.id(),
            WAIVER_INCOMPLETE.id(),
            WAIVER_EXPIRY.id());
    nothing.when(by(ADA, request(NOW))).refusedBy(WAIVER_EXPIRY);
    requested
        .when(new ApproveWaiver(WAIVER, "late").by(actor(BOB), SPRING))
        .refusedBy(WAIVER_EXPIRY);
  }

  @Test
  void daybooksOwnRulesCannotBeWaived() {
    nothing
        .when(
            by(
                ADA,
                new RequestWaiver(
                    WAIVER,
                    PRODUCT,
                    Waived.parse("daybook/version-immutable"),
                    "o",
                    "r",
                    "t",
                    SPRING)))
        .refusedBy(WAIVER_OF_BUILT_IN);
  }

  @Test
  void whatIsRejectedHoldsNothingAndItsNameStaysTaken() {
    requested
        .when(by(BOB, new RejectWaiver(WAIVER, "no")))
        .then(new WaiverRejected(WAIVER, 1, "no", BOB));
    Scenario<WaiverCommand, WaiverEvent, WaiverState> rejected =
        requested.after(by(BOB, new RejectWaiver(WAIVER, "no")));
    rejected.when(by(BOB, approve())).refusedBy(WAIVER_STEP);
    rejected.when(by(ADA, renew())).refusedBy(WAIVER_STEP);
    rejected.when(by(ADA, request(SPRING))).refusedBy(WAIVER_TAKEN);
    rejected.when(by(BOB, new RejectWaiver(WAIVER, "no"))).refusedBy(WAIVER_STEP);
  }

  @Test
  void aRenewalIsAskedForAndGrantedLikeTheFirstAndWhatHoldsGoesOn() {
    approved
        .when(by(ADA, renew()))
        .then(new WaiverRenewalRequested(WAIVER, 2, "not done", "DM-8", SUMMER, ADA));
    Scenario<WaiverCommand, WaiverEvent, WaiverState> renewal = approved.after(by(ADA, renew()));
    renewal.when(by(ADA, renew())).unchanged();
    renewal.when(by(BOB, renew())).refusedBy(WAIVER_STEP);
    renewal.when(by(ADA, approve())).refusedBy(SECOND_PERSON);
    renewal
        .when(by(BOB, approve()))
        .then(new WaiverApproved(WAIVER, 2, PRODUCT, MASKED, SUMMER, ADA, BOB, "agreed"));
    assertThat(renewal.after(by(BOB, new RejectWaiver(WAIVER, "no"))).facts())
        .containsEntry("grantedUntil", SPRING.toString())
        .containsEntry("terms", 2L);
    requested.when(by(ADA, renew())).refusedBy(WAIVER_STEP);
  }

  @Test
  void whatHoldsIsRevokedForGood() {
    approved
        .when(by(ADA, new RevokeWaiver(WAIVER, "done")))
        .then(new WaiverRevoked(WAIVER, "done", ADA));
    Scenario<WaiverCommand, WaiverEvent, WaiverState> revoked =
        approved.after(by(ADA, new RevokeWaiver(WAIVER, "done")));
    revoked.when(by(ADA, renew())).refusedBy(WAIVER_STEP);
    revoked.when(by(ADA, new RevokeWaiver(WAIVER, "done"))).refusedBy(WAIVER_STEP);
    requested.when(by(ADA, new RevokeWaiver(WAIVER, "x"))).refusedBy(WAIVER_STEP);
    approved.when(new RevokeWaiver(WAIVER, "x").by(actor(ADA), SPRING)).refusedBy(WAIVER_STEP);
  }

  @Test
  void anEmergencyHoldsAtOnceForWhoOwnsTheDomainAndForThreeDaysAtMost() {
    Instant longest = NOW.plus(Duration.ofDays(3));
    nothing
        .when(by(ADA, emergency(null)))
        .then(
            new EmergencyWaiverGranted(
                WAIVER, PRODUCT, MASKED, "sales-data", "down", "INC-1", longest, "team", ADA));
    nothing.when(by(ADA, emergency(longest.plusSeconds(1)))).refusedBy(WAIVER_EXPIRY);
    nothing.when(by(ADA, emergency(null).entitledAs(null))).refusedBy(WAIVER_EMERGENCY);
  }

  @Test
  void anEmergencyIsReviewedByAnotherAndEndsIfItWasNone() {
    emergency.when(by(ADA, new ReviewWaiver(WAIVER, true, "x"))).refusedBy(SECOND_PERSON);
    emergency
        .when(by(BOB, new ReviewWaiver(WAIVER, true, "it was")))
        .then(new WaiverReviewed(WAIVER, true, "it was", BOB));
    Scenario<WaiverCommand, WaiverEvent, WaiverState> upheld =
        emergency.after(by(BOB, new ReviewWaiver(WAIVER, true, "it was")));
    upheld.when(by(BOB, new ReviewWaiver(WAIVER, false, "x"))).refusedBy(WAIVER_STEP);
    assertThat(upheld.when(by(ADA, renew())).events()).hasSize(1);
    emergency
        .after(by(BOB, new ReviewWaiver(WAIVER, false, "it was not")))
        .when(by(ADA, renew()))
        .refusedBy(WAIVER_STEP);
    approved.when(by(BOB, new ReviewWaiver(WAIVER, true, "x"))).refusedBy(WAIVER_STEP);
  }

  @Test
  void anEmergencyThatWasRenewedOrRevokedIsStillReviewed() {
    assertThat(
            emergency
                .after(by(ADA, renew()), by(BOB, approve()))
                .when(by(BOB, new ReviewWaiver(WAIVER, true, "it was")))
                .events())
        .hasSize(1);
    assertThat(
            emergency
                .after(by(ADA, new RevokeWaiver(WAIVER, "over")))
                .when(by(BOB, new ReviewWaiver(WAIVER, true, "it was")))
                .events())
        .hasSize(1);
  }

  @Test
  void everyStepSaysWhyAndIsAboutAWaiverThereIs() {
    for (WaiverCommand step :
        List.of(
            new ApproveWaiver(WAIVER, ""),
            new RejectWaiver(WAIVER, ""),
            new RevokeWaiver(WAIVER, ""),
            new RenewWaiver(WAIVER, "", "T", SUMMER),
            new ReviewWaiver(WAIVER, true, ""))) {
      approved.when(step).refusedBy(REASON_MISSING);
    }
    nothing.when(by(BOB, approve())).refusedBy(NOT_REGISTERED);
  }

  @Test
  void aWaiverIsOfAPolicyOrOfOneOfItsRules() {
    assertThat(Waived.parse("pii-masking").covers("pii-masking/masked")).isTrue();
    assertThat(Waived.parse("pii-masking").covers("pii-masking-too/masked")).isFalse();
    assertThat(MASKED.covers("pii-masking/masked")).isTrue();
    assertThat(MASKED.covers("pii-masking/other")).isFalse();
    for (String none : new String[] {"", "a/b/c", "A", "a b", "/a", "a/"}) {
      assertThatThrownBy(() -> Waived.parse(none)).hasMessageContaining("pii-masking/masked");
    }
  }

  private static RequestWaiver request(Instant expires) {
    return new RequestWaiver(WAIVER, PRODUCT, MASKED, "sales-data", "the new CRM", "DM-7", expires);
  }

  private static ApproveWaiver approve() {
    return new ApproveWaiver(WAIVER, "agreed");
  }

  private static RenewWaiver renew() {
    return new RenewWaiver(WAIVER, "not done", "DM-8", SUMMER);
  }

  private static GrantEmergencyWaiver emergency(@Nullable Instant until) {
    return new GrantEmergencyWaiver(WAIVER, PRODUCT, MASKED, "sales-data", "down", "INC-1", until)
        .entitledAs("team");
  }

  private static WaiverCommand by(String actor, WaiverCommand command) {
    return (WaiverCommand) command.by(actor(actor), NOW);
  }

  private static Actor actor(String id) {
    return new Actor(id, "name of " + id, Actor.Kind.PERSON, Set.of(), null);
  }

  private static List<String> rules(Scenario.Then<WaiverEvent> then) {
    return ((Verdict.Refused<WaiverEvent>) then.verdict())
        .findings().stream().map(Finding::rule).toList();
  }
}

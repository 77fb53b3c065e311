package dev.daybook.rules;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.daybook.ceiling.CeilingEvent.CeilingLowered;
import dev.daybook.decision.Effect;
import dev.daybook.decision.Facts;
import dev.daybook.decision.Finding;
import dev.daybook.decision.Finding.WaiverUsed;
import dev.daybook.decision.Judgement;
import dev.daybook.decision.Judgement.RuleOutcome;
import dev.daybook.decision.Outcome;
import dev.daybook.mesh.SubjectName;
import dev.daybook.mesh.Version;
import dev.daybook.policy.PolicyEvent.PolicyActivated;
import dev.daybook.policy.SecondPerson;
import dev.daybook.seal.CanonicalJson;
import dev.daybook.waiver.Waived;
import dev.daybook.waiver.WaiverEvent.EmergencyWaiverGranted;
import dev.daybook.waiver.WaiverEvent.WaiverApproved;
import dev.daybook.waiver.WaiverEvent.WaiverRejected;
import dev.daybook.waiver.WaiverEvent.WaiverRenewalRequested;
import dev.daybook.waiver.WaiverEvent.WaiverRequested;
import dev.daybook.waiver.WaiverEvent.WaiverReviewed;
import dev.daybook.waiver.WaiverEvent.WaiverRevoked;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** What waivers leave of what policies say, told by events and the clock of the facts alone. */
class WaiverTest {

  private static final String STRICT =
      """
      validations:
        - { name: hard, expression: product.name == 'x' }
        - { name: unclear, expression: product.description == 'x' }
        - { name: kept, expression: product.name == 'orders' }
      """;

  private static final SubjectName WAIVER = SubjectName.parse("waiver/crm");
  private static final SubjectName OTHER = SubjectName.parse("waiver/other");
  private static final SubjectName PRODUCT = SubjectName.parse("product/Sales.Orders");
  private static final Instant END = Instant.parse("2026-04-01T00:00:00Z");
  private static final String ADA = "act_00000000000000aa";
  private static final String BOB = "act_00000000000000bb";

  private final CelGate gate = CelGate.of(PolicySet.of(List.of(Policies.policyWith(STRICT))));

  @Test
  void whatIsOnlyAskedForWaivesNothing() {
    gate.apply(
        5, new WaiverRequested(WAIVER, PRODUCT, Waived.parse("test"), "o", "r", "t", END, ADA));

    assertThat(judge("2026-03-01T00:00:00Z").denies()).isTrue();
  }

  @Test
  void aRuleThatFailsUnderALiveWaiverIsWaivedAndNothingIsHidden() {
    approve(7, WAIVER, PRODUCT, "test/hard");

    Judgement judgement = judge("2026-03-01T00:00:00Z");

    assertThat(judgement.policyPosition()).isEqualTo(7);
    assertThat(judgement.rules())
        .extracting(RuleOutcome::rule, RuleOutcome::outcome)
        .containsExactly(
            tuple("test/hard", Outcome.WAIVED),
            tuple("test/unclear", Outcome.UNJUDGED),
            tuple("test/kept", Outcome.PASS));
    assertThat(judgement.findings())
        .extracting(Finding::rule, Finding::waiver)
        .containsExactlyInAnyOrder(
            tuple("test/hard", new WaiverUsed(WAIVER, BOB, END)), tuple("test/unclear", null));
    assertThat(judgement.denies()).isTrue();
  }

  @Test
  void aWaiverOfAPolicyCoversAllItsRulesThoseWithoutAnAnswerToo() {
    approve(7, WAIVER, PRODUCT, "test");

    Judgement judgement = judge("2026-03-01T00:00:00Z");

    assertThat(judgement.rules())
        .extracting(RuleOutcome::outcome)
        .containsExactly(Outcome.WAIVED, Outcome.WAIVED, Outcome.PASS);
    assertThat(judgement.denies()).isFalse();
    assertThat(judgement.wouldDeny()).isFalse();
  }

  @Test
  void itIsOverByTheClockOfTheFactsAndNoEventSaysSo() {
    approve(7, WAIVER, PRODUCT, "test");

    assertThat(judge("2026-03-31T23:59:59.999Z").denies()).isFalse();
    assertThat(judge(END.toString()).denies()).isTrue();
    assertThat(judge("2026-03-01T00:00:00Z").denies()).isFalse();
  }

  @Test
  void itIsForTheOneSubjectItNamesAlone() {
    approve(7, WAIVER, SubjectName.parse("product/sales.orders-2"), "test");
    assertThat(judge("2026-03-01T00:00:00Z").denies()).isTrue();

    approve(8, OTHER, SubjectName.parse("contract/sales.orders"), "test");
    assertThat(judge("2026-03-01T00:00:00Z").denies()).isTrue();
  }

  @Test
  void aRevokedOneAndAnEmergencyThatWasNoneAreOverAtOnce() {
    approve(7, WAIVER, PRODUCT, "test");
    gate.apply(8, new WaiverRevoked(WAIVER, "done", BOB));
    assertThat(judge("2026-03-01T00:00:00Z").denies()).isTrue();

    gate.apply(
        9,
        new EmergencyWaiverGranted(
            WAIVER, PRODUCT, Waived.parse("test"), "o", "r", "t", END, "team", ADA));
    assertThat(judge("2026-03-01T00:00:00Z").denies()).isFalse();
    gate.apply(10, new WaiverReviewed(WAIVER, true, "it was", BOB));
    assertThat(judge("2026-03-01T00:00:00Z").denies()).isFalse();
    gate.apply(11, new WaiverReviewed(WAIVER, false, "it was not", BOB));
    assertThat(judge("2026-03-01T00:00:00Z").denies()).isTrue();
    assertThat(gate.policies().position()).isEqualTo(11);
  }

  @Test
  void aRenewalHoldsOnceItIsGrantedAndWhatHeldGoesOnUntilThen() {
    approve(7, WAIVER, PRODUCT, "test");
    gate.apply(8, new WaiverRenewalRequested(WAIVER, 2, "r", "t", END.plusSeconds(60), ADA));
    assertThat(judge("2026-03-01T00:00:00Z").denies()).isFalse();
    assertThat(judge(END.toString()).denies()).isTrue();
    gate.apply(9, new WaiverRejected(WAIVER, 2, "no", BOB));
    assertThat(judge("2026-03-01T00:00:00Z").denies()).isFalse();

    gate.apply(
        10,
        new WaiverApproved(
            WAIVER, 3, PRODUCT, Waived.parse("test"), END.plusSeconds(60), ADA, BOB, "x"));
    assertThat(judge(END.toString()).denies()).isFalse();
  }

  @Test
  void ofSeveralTheOneThatLastsLongestIsNamed() {
    approve(7, OTHER, PRODUCT, "test");
    gate.apply(
        8,
        new WaiverApproved(
            WAIVER, 1, PRODUCT, Waived.parse("test/hard"), END.plusSeconds(1), ADA, BOB, "x"));

    assertThat(judge("2026-03-01T00:00:00Z").findings())
        .extracting(Finding::rule, finding -> requireNonNull(finding.waiver()).subject())
        .containsExactlyInAnyOrder(tuple("test/hard", WAIVER), tuple("test/unclear", OTHER));
  }

  @Test
  void underACeilingAWaivedRuleWouldDenyNobodyEither() {
    approve(7, WAIVER, PRODUCT, "test");
    gate.apply(8, new CeilingLowered(SubjectName.parse("ceiling/all"), Effect.AUDIT, null, "x"));

    Judgement judgement = judge("2026-03-01T00:00:00Z");

    assertThat(judgement.rules())
        .filteredOn(rule -> rule.rule().equals("test/hard"))
        .containsExactly(new RuleOutcome("test/hard", Outcome.WAIVED, Effect.AUDIT, Effect.DENY));
    assertThat(judgement.wouldDeny()).isFalse();
  }

  @Test
  void theSameEventsAndClockGetTheSameBytesWhateverCameBetween() {
    approve(7, WAIVER, PRODUCT, "test");
    byte[] before = CanonicalJson.write(judge("2026-03-01T00:00:00Z"));
    CelGate again =
        CelGate.following(_ -> Optional.of(Policies.text(STRICT).getBytes(StandardCharsets.UTF_8)));
    again.apply(
        6,
        new PolicyActivated(
            SubjectName.parse("policy/test"),
            new Version("1.0.0"),
            Policies.policyWith(STRICT).sha256(),
            null,
            "x",
            null,
            SecondPerson.SETTING_OFF));
    again.apply(
        7, new WaiverApproved(WAIVER, 1, PRODUCT, Waived.parse("test"), END, ADA, BOB, "agreed"));

    assertThat(CanonicalJson.write(again.judge(facts("2026-03-01T00:00:00Z")))).isEqualTo(before);
  }

  @Test
  void whatStandsIsAskedUnderTheSameWaivers() {
    approve(7, WAIVER, PRODUCT, "test");

    assertThat(assessed("2026-03-01T00:00:00Z")).containsEntry("test/hard", Outcome.WAIVED);
    assertThat(assessed(END.toString())).containsEntry("test/hard", Outcome.FAIL);
  }

  private Map<String, Outcome> assessed(String clock) {
    return requireNonNull(gate.assess(facts(clock)).policies().get("test")).rules();
  }

  private void approve(long position, SubjectName name, SubjectName covers, String waives) {
    gate.apply(
        position,
        new WaiverApproved(name, 1, covers, Waived.parse(waives), END, ADA, BOB, "agreed"));
  }

  private Judgement judge(String clock) {
    return gate.judge(facts(clock));
  }

  private static Facts facts(String clock) {
    SortedMap<String, Object> facts = Policies.factMap(Policies.orders());
    facts.put("clock", Instant.parse(clock));
    facts.put(
        "command",
        Policies.map(Map.of("kind", "PublishProduct", "subject", "product/sales.orders")));
    return Facts.freeze(facts);
  }
}

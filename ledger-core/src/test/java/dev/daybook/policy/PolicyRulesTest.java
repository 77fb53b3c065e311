package dev.daybook.policy;

import static dev.daybook.decision.BuiltInRule.GLOBAL_FLOOR;
import static dev.daybook.decision.BuiltInRule.NOT_IN_FORCE;
import static dev.daybook.decision.BuiltInRule.NOT_REGISTERED;
import static dev.daybook.decision.BuiltInRule.REASON_MISSING;
import static dev.daybook.decision.BuiltInRule.VERSION_IMMUTABLE;
import static dev.daybook.decision.BuiltInRule.VERSION_UNKNOWN;
import static dev.daybook.policy.Policies.piiHandling;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.Recorded;
import dev.daybook.decision.Scenario;
import dev.daybook.mesh.SubjectName;
import dev.daybook.mesh.Version;
import dev.daybook.policy.PolicyCommand.ActivatePolicy;
import dev.daybook.policy.PolicyCommand.PublishPolicy;
import dev.daybook.policy.PolicyCommand.WithdrawPolicy;
import dev.daybook.policy.PolicyEvent.PolicyActivated;
import dev.daybook.policy.PolicyEvent.PolicyPublished;
import dev.daybook.policy.PolicyEvent.PolicyWithdrawn;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyRulesTest {

  private static final PolicyText FIRST = piiHandling("1.0.0", "rules: []");
  private static final PolicyText SECOND = piiHandling("1.1.0", "rules: [a]");
  private static final SubjectName SUBJECT = FIRST.subject();
  private static final Version V1 = FIRST.version();
  private static final Version V2 = SECOND.version();

  private final Scenario<PolicyCommand, PolicyEvent, PolicyState> nothing =
      Scenario.of(new PolicySlice());
  private final Scenario<PolicyCommand, PolicyEvent, PolicyState> published =
      nothing.after(new PublishPolicy(FIRST));
  private final Scenario<PolicyCommand, PolicyEvent, PolicyState> inForce =
      published.after(alone(V1, "agreed"));

  /** An activation that needs nobody else. */
  private static ActivatePolicy alone(Version version, String reason) {
    return new ActivatePolicy(SUBJECT, version, reason).with(SecondPerson.SETTING_OFF);
  }

  @Test
  void publishingKeepsTheDigestAndPutsNothingInForce() {
    nothing
        .when(new PublishPolicy(FIRST))
        .then(
            new PolicyPublished(
                SUBJECT,
                V1,
                FIRST.sha256(),
                FIRST.title(),
                FIRST.description(),
                FIRST.owner(),
                FIRST.contact(),
                FIRST.documentation(),
                FIRST.enforcement(),
                FIRST.stages(),
                FIRST.domains(),
                FIRST.controls(),
                null));
    assertThat(published.facts()).doesNotContainKey("inForce");
  }

  @Test
  void lineEndsThatACheckoutTurnsMakeNoOtherPolicy() {
    PolicyText unix = piiHandling("2.0.0", "rules:\n- a\n");
    PolicyText windows = piiHandling("2.0.0", "rules:\r\n- a\r\n");

    nothing.after(new PublishPolicy(unix)).when(new PublishPolicy(windows)).unchanged();
    nothing.after(new PublishPolicy(windows)).when(new PublishPolicy(unix)).unchanged();
  }

  @Test
  void theSameBytesAgainChangeNothing() {
    published.when(new PublishPolicy(FIRST)).unchanged();
  }

  @Test
  void aPublishedVersionIsImmutableDownToItsComments() {
    published
        .when(new PublishPolicy(piiHandling("1.0.0", "rules: [] # none")))
        .refusedBy(VERSION_IMMUTABLE);
  }

  @Test
  void activatingPutsAVersionInForce() {
    published
        .when(alone(V1, "agreed"))
        .then(
            new PolicyActivated(
                SUBJECT, V1, FIRST.sha256(), null, "agreed", null, SecondPerson.SETTING_OFF));
    assertThat(inForce.facts()).containsEntry("inForce", "1.0.0");
  }

  @Test
  void activatingAnotherVersionNamesTheOneItReplaces() {
    inForce
        .after(new PublishPolicy(SECOND))
        .when(alone(V2, "stricter"))
        .then(
            new PolicyActivated(
                SUBJECT, V2, SECOND.sha256(), V1, "stricter", null, SecondPerson.SETTING_OFF));
  }

  @Test
  void goingBackIsActivatingAnEarlierVersion() {
    inForce
        .after(new PublishPolicy(SECOND), alone(V2, "stricter"))
        .when(alone(V1, "too strict"))
        .then(
            new PolicyActivated(
                SUBJECT, V1, FIRST.sha256(), V2, "too strict", null, SecondPerson.SETTING_OFF));
  }

  @Test
  void activatingWhatIsInForceChangesNothing() {
    inForce.when(alone(V1, "again")).unchanged();
  }

  @Test
  void onlyAPublishedVersionCanBeActivated() {
    published.when(alone(V2, "r")).refusedBy(VERSION_UNKNOWN);
    nothing.when(alone(V1, "r")).refusedBy(NOT_REGISTERED);
  }

  @Test
  void withdrawingTakesThePolicyOutOfForce() {
    inForce
        .when(new WithdrawPolicy(SUBJECT, "wrong"))
        .then(new PolicyWithdrawn(SUBJECT, V1, "wrong"));
  }

  @Test
  void aWithdrawnPolicyCanBeActivatedAgain() {
    inForce
        .after(new WithdrawPolicy(SUBJECT, "wrong"))
        .when(alone(V1, "right after all"))
        .then(
            new PolicyActivated(
                SUBJECT,
                V1,
                FIRST.sha256(),
                null,
                "right after all",
                null,
                SecondPerson.SETTING_OFF));
  }

  @Test
  void whatIsNotInForceIsNotWithdrawn() {
    published.when(new WithdrawPolicy(SUBJECT, "r")).refusedBy(NOT_IN_FORCE);
    inForce
        .after(new WithdrawPolicy(SUBJECT, "wrong"))
        .when(new WithdrawPolicy(SUBJECT, "again"))
        .refusedBy(NOT_IN_FORCE);
  }

  @Test
  void aVersionForSomeDomainsTakesNoGlobalOnesPlace() {
    var global = nothing.after(new PublishPolicy(ofAll("1.0.0")), alone(V1, "agreed"));
    global.when(new PublishPolicy(SECOND)).refusedBy(GLOBAL_FLOOR);
    nothing
        .after(new PublishPolicy(SECOND), new PublishPolicy(ofAll("1.0.0")), alone(V1, "agreed"))
        .when(alone(V2, "narrower"))
        .refusedBy(GLOBAL_FLOOR);
    global
        .after(new WithdrawPolicy(SUBJECT, "for now"), new PublishPolicy(SECOND))
        .when(alone(V2, "for sales"))
        .then(
            new PolicyActivated(
                SUBJECT, V2, SECOND.sha256(), null, "for sales", null, SecondPerson.SETTING_OFF));
  }

  private static PolicyText ofAll(String version) {
    PolicyText some = piiHandling(version, "for all");
    return new PolicyText(
        some.name(),
        some.version(),
        some.sha256(),
        some.text(),
        some.title(),
        some.description(),
        some.owner(),
        some.contact(),
        some.documentation(),
        some.enforcement(),
        some.stages(),
        List.of(),
        some.controls());
  }

  @Test
  void everyStepGivesItsReason() {
    published.when(alone(V1, "")).refusedBy(REASON_MISSING);
    inForce.when(new WithdrawPolicy(SUBJECT, " ")).refusedBy(REASON_MISSING);
  }

  @Test
  void policiesSeeWhatWasPublishedAndWhatIsInForce() {
    assertThat(nothing.facts()).isEmpty();
    assertThat(inForce.after(new PublishPolicy(SECOND)).facts())
        .containsEntry("versions", List.of("1.0.0", "1.1.0"))
        .containsEntry("inForce", "1.0.0");
  }

  @Test
  void commandsAreJudgedAgainAfterWhatChangesTheSetInForceAndNothingElse() {
    assertThat(
            Arrays.stream(PolicyEvent.class.getPermittedSubclasses())
                .filter(event -> event.getAnnotation(Recorded.class).changesPolicies()))
        .containsExactlyInAnyOrder(PolicyActivated.class, PolicyWithdrawn.class);
  }
}

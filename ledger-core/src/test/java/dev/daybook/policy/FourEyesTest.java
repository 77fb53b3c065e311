package dev.daybook.policy;

import static dev.daybook.decision.BuiltInRule.APPROVAL_MISSING;
import static dev.daybook.decision.BuiltInRule.NOT_REGISTERED;
import static dev.daybook.decision.BuiltInRule.REASON_MISSING;
import static dev.daybook.decision.BuiltInRule.SECOND_PERSON;
import static dev.daybook.decision.BuiltInRule.VERSION_UNKNOWN;
import static dev.daybook.policy.Policies.piiHandling;

import dev.daybook.decision.Scenario;
import dev.daybook.mesh.SubjectName;
import dev.daybook.mesh.Version;
import dev.daybook.policy.PolicyCommand.ActivatePolicy;
import dev.daybook.policy.PolicyCommand.ApprovePolicy;
import dev.daybook.policy.PolicyCommand.PublishPolicy;
import dev.daybook.policy.PolicyCommand.WithdrawPolicy;
import dev.daybook.policy.PolicyEvent.PolicyActivated;
import dev.daybook.policy.PolicyEvent.PolicyApproved;
import org.junit.jupiter.api.Test;

/** Nobody puts a policy in force alone, unless the server says that one person is enough. */
class FourEyesTest {

  private static final String ADA = "act_000000000000000a";
  private static final String BEN = "act_000000000000000b";
  private static final String CLEO = "act_000000000000000c";

  private static final PolicyText FIRST = piiHandling("1.0.0", "rules: []");
  private static final PolicyText SECOND = piiHandling("1.1.0", "rules: [a]");
  private static final SubjectName SUBJECT = FIRST.subject();
  private static final Version V1 = FIRST.version();
  private static final Version V2 = SECOND.version();

  private final Scenario<PolicyCommand, PolicyEvent, PolicyState> nothing =
      Scenario.of(new PolicySlice());
  private final Scenario<PolicyCommand, PolicyEvent, PolicyState> published =
      nothing.after(new PublishPolicy(FIRST, ADA));
  private final Scenario<PolicyCommand, PolicyEvent, PolicyState> approved =
      published.after(approval(V1, BEN));

  private static ApprovePolicy approval(Version version, String by) {
    return new ApprovePolicy(SUBJECT, version, "read and agreed", by);
  }

  private static ActivatePolicy activation(Version version) {
    return new ActivatePolicy(SUBJECT, version, "agreed");
  }

  @Test
  void aSecondPersonApprovesAVersion() {
    published
        .when(approval(V1, BEN))
        .then(new PolicyApproved(SUBJECT, V1, FIRST.sha256(), BEN, "read and agreed"));
  }

  @Test
  void nobodyApprovesWhatHePublishedHimself() {
    published.when(approval(V1, ADA)).refusedBy(SECOND_PERSON);
    published.when(new ApprovePolicy(SUBJECT, V1, "by nobody")).refusedBy(SECOND_PERSON);
  }

  @Test
  void oneApprovalIsEnough() {
    approved.when(approval(V1, BEN)).unchanged();
    approved.when(approval(V1, CLEO)).unchanged();
  }

  @Test
  void onlyWhatWasPublishedIsApprovedAndWithAReason() {
    published.when(approval(V2, BEN)).refusedBy(VERSION_UNKNOWN);
    nothing.when(approval(V1, BEN)).refusedBy(NOT_REGISTERED);
    published.when(new ApprovePolicy(SUBJECT, V1, " ", BEN)).refusedBy(REASON_MISSING);
  }

  @Test
  void whatNobodyElseApprovedIsNotPutInForce() {
    published.when(activation(V1)).refusedBy(APPROVAL_MISSING);
    approved.after(new PublishPolicy(SECOND, ADA)).when(activation(V2)).refusedBy(APPROVAL_MISSING);
  }

  @Test
  void anActivationNamesWhoApproved() {
    approved
        .when(activation(V1))
        .then(
            new PolicyActivated(
                SUBJECT, V1, FIRST.sha256(), null, "agreed", BEN, SecondPerson.WANTED));
  }

  @Test
  void anActivationWithoutApprovalSaysWhyItWentWithout() {
    for (SecondPerson why : new SecondPerson[] {SecondPerson.SETTING_OFF, SecondPerson.FIRST_START})
      published
          .when(activation(V1).with(why))
          .then(new PolicyActivated(SUBJECT, V1, FIRST.sha256(), null, "agreed", null, why));
  }

  @Test
  void anApprovalIsNamedWhereNoneWasNeeded() {
    approved
        .when(activation(V1).with(SecondPerson.SETTING_OFF))
        .then(
            new PolicyActivated(
                SUBJECT, V1, FIRST.sha256(), null, "agreed", BEN, SecondPerson.SETTING_OFF));
  }

  @Test
  void goingBackToAnApprovedVersionNeedsNoOtherApproval() {
    approved
        .after(activation(V1), new WithdrawPolicy(SUBJECT, "for now"))
        .when(activation(V1))
        .then(
            new PolicyActivated(
                SUBJECT, V1, FIRST.sha256(), null, "agreed", BEN, SecondPerson.WANTED));
  }

  @Test
  void whoeverApprovesWhatWasPublishedByNobodyKnownIsTheSecondPerson() {
    nothing
        .after(new PublishPolicy(FIRST))
        .when(approval(V1, ADA))
        .then(new PolicyApproved(SUBJECT, V1, FIRST.sha256(), ADA, "read and agreed"));
  }
}

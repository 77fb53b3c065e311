package dev.daybook.person;

import static dev.daybook.decision.BuiltInRule.ERASURE_BASIS;
import static dev.daybook.decision.BuiltInRule.ERASURE_STEP;
import static dev.daybook.decision.BuiltInRule.LEGAL_HOLD;
import static dev.daybook.decision.BuiltInRule.REASON_MISSING;
import static dev.daybook.decision.BuiltInRule.SECOND_PERSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.decision.Recorded;
import dev.daybook.decision.Scenario;
import dev.daybook.mesh.SubjectName;
import dev.daybook.person.PersonCommand.ConfirmErasure;
import dev.daybook.person.PersonCommand.LiftHold;
import dev.daybook.person.PersonCommand.PlaceHold;
import dev.daybook.person.PersonCommand.RecordDisclosure;
import dev.daybook.person.PersonCommand.RejectErasure;
import dev.daybook.person.PersonCommand.RequestErasure;
import dev.daybook.person.PersonEvent.ErasureRejected;
import dev.daybook.person.PersonEvent.ErasureRequested;
import dev.daybook.person.PersonEvent.HoldLifted;
import dev.daybook.person.PersonEvent.HoldPlaced;
import dev.daybook.person.PersonEvent.PersonDisclosed;
import dev.daybook.person.PersonEvent.PersonErased;
import org.junit.jupiter.api.Test;

class PersonRulesTest {

  private static final SubjectName PERSON = SubjectName.parse("person/per_1f0c9d2e3b4a5c6d");
  private static final String BASIS = "GDPR Art. 17(1)(b)";
  private static final String ONE = "act_0000000000000001";
  private static final String OTHER = "act_0000000000000002";

  private static final RequestErasure REQUEST = new RequestErasure(PERSON, BASIS, "asked", ONE);
  private static final ConfirmErasure CONFIRM = new ConfirmErasure(PERSON, "checked", OTHER);
  private static final PlaceHold HOLD = new PlaceHold(PERSON, "case-7", "order");

  private final Scenario<PersonCommand, PersonEvent, PersonState> named =
      Scenario.of(new PersonSlice());
  private final Scenario<PersonCommand, PersonEvent, PersonState> requested = named.after(REQUEST);
  private final Scenario<PersonCommand, PersonEvent, PersonState> erased = requested.after(CONFIRM);

  @Test
  void anErasureIsAskedForByOneAndConfirmedByAnother() {
    named.when(REQUEST).then(new ErasureRequested(PERSON, BASIS, "asked", ONE));
    requested.when(CONFIRM).then(new PersonErased(PERSON, BASIS, ONE, OTHER, "checked"));
    requested.when(new ConfirmErasure(PERSON, "checked", ONE)).refusedBy(SECOND_PERSON);
  }

  @Test
  void nothingIsConfirmedOrRejectedThatNobodyAskedFor() {
    named.when(CONFIRM).refusedBy(ERASURE_STEP);
    named.when(new RejectErasure(PERSON, "no")).refusedBy(ERASURE_STEP);
  }

  @Test
  void oneThatIsRejectedWaitsNoLonger() {
    requested
        .when(new RejectErasure(PERSON, "still employed"))
        .then(new ErasureRejected(PERSON, "still employed"));
    requested
        .after(new RejectErasure(PERSON, "still employed"))
        .when(CONFIRM)
        .refusedBy(ERASURE_STEP);
  }

  @Test
  void theSameAskedAgainIsNoOtherRequestAndAnotherOneWaits() {
    requested.when(REQUEST).unchanged();
    requested.when(new RequestErasure(PERSON, "another", "asked", ONE)).refusedBy(ERASURE_STEP);
    requested.when(new RequestErasure(PERSON, BASIS, "asked", OTHER)).refusedBy(ERASURE_STEP);
  }

  @Test
  void aHoldBlocksAskingAndConfirming() {
    named.when(HOLD).then(new HoldPlaced(PERSON, "case-7", "order"));
    named.after(HOLD).when(REQUEST).refusedBy(LEGAL_HOLD);
    requested.after(HOLD).when(CONFIRM).refusedBy(LEGAL_HOLD);
  }

  @Test
  void eachMatterHoldsByItselfUntilItIsLifted() {
    Scenario<PersonCommand, PersonEvent, PersonState> twice =
        requested.after(HOLD).after(new PlaceHold(PERSON, "case-8", "order"));

    twice.when(HOLD).unchanged();
    twice
        .when(new LiftHold(PERSON, "case-7", "settled"))
        .then(new HoldLifted(PERSON, "case-7", "settled"));
    twice.after(new LiftHold(PERSON, "case-7", "settled")).when(CONFIRM).refusedBy(LEGAL_HOLD);
    twice.when(new LiftHold(PERSON, "case-9", "settled")).refusedBy(ERASURE_STEP);
    twice
        .after(new LiftHold(PERSON, "case-7", "settled"))
        .after(new LiftHold(PERSON, "case-8", "settled"))
        .when(CONFIRM)
        .then(new PersonErased(PERSON, BASIS, ONE, OTHER, "checked"));
  }

  @Test
  void whoIsErasedIsErasedOnceAndCannotBeHeld() {
    erased.when(CONFIRM).unchanged();
    erased.when(REQUEST).refusedBy(ERASURE_STEP);
    erased.when(HOLD).refusedBy(ERASURE_STEP);
    assertThat(erased.facts()).containsEntry("erased", true);
  }

  @Test
  void everyStepSaysWhyAndARequestOnWhichGround() {
    named.when(new RequestErasure(PERSON, " ", "asked", ONE)).refusedBy(ERASURE_BASIS);
    named.when(new RequestErasure(PERSON, BASIS, "", ONE)).refusedBy(REASON_MISSING);
    requested.when(new ConfirmErasure(PERSON, "", OTHER)).refusedBy(REASON_MISSING);
    requested.when(new RejectErasure(PERSON, "")).refusedBy(REASON_MISSING);
    named.when(new PlaceHold(PERSON, "case-7", "")).refusedBy(REASON_MISSING);
    named.after(HOLD).when(new LiftHold(PERSON, "case-7", " ")).refusedBy(REASON_MISSING);
  }

  @Test
  void policiesSeeWhatWaitsAndWhatHoldsIt() {
    assertThat(named.facts()).isEmpty();
    assertThat(requested.after(HOLD).facts())
        .containsEntry("requestedOn", BASIS)
        .containsEntry("erased", false);
  }

  @Test
  void aDisclosureIsNotedAsLongAsThereIsSomethingToDisclose() {
    RecordDisclosure disclosure = new RecordDisclosure(PERSON, "q2.evidence", "audit");

    named.when(disclosure).then(new PersonDisclosed(PERSON, "q2.evidence", "audit"));
    named.after(HOLD).when(disclosure).then(new PersonDisclosed(PERSON, "q2.evidence", "audit"));
    erased.when(disclosure).refusedBy(ERASURE_STEP);
    named.when(new RecordDisclosure(PERSON, "q2.evidence", " ")).refusedBy(REASON_MISSING);
    requested
        .after(disclosure)
        .when(CONFIRM)
        .then(new PersonErased(PERSON, BASIS, ONE, OTHER, "checked"));
  }

  @Test
  void itIsAboutAPersonAndNothingElse() {
    assertThatThrownBy(() -> new RequestErasure(SubjectName.team("a"), BASIS, "asked"))
        .hasMessageContaining("person/");
  }

  @Test
  void commandsJudgedBeforeAnErasureAreJudgedAgainAfterIt() {
    assertThat(PersonErased.class.getAnnotation(Recorded.class).changesPolicies()).isTrue();
  }
}

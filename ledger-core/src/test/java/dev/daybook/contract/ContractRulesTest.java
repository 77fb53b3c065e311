package dev.daybook.contract;

import static dev.daybook.contract.ContractStatus.ACTIVE;
import static dev.daybook.contract.ContractStatus.DEPRECATED;
import static dev.daybook.contract.ContractStatus.DRAFT;
import static dev.daybook.contract.ContractStatus.PROPOSED;
import static dev.daybook.contract.ContractStatus.RETIRED;
import static dev.daybook.contract.Contracts.transactions;
import static dev.daybook.decision.BuiltInRule.CONTRACT_RETIRED;
import static dev.daybook.decision.BuiltInRule.DOMAIN_NAME;
import static dev.daybook.decision.BuiltInRule.NOT_REGISTERED;
import static dev.daybook.decision.BuiltInRule.OBJECTIVE_NAME;
import static dev.daybook.decision.BuiltInRule.POSITION_NOT_CITED;
import static dev.daybook.decision.BuiltInRule.REASON_MISSING;
import static dev.daybook.decision.BuiltInRule.STATUS_TRANSITION;
import static dev.daybook.decision.BuiltInRule.VERSION_IMMUTABLE;
import static dev.daybook.decision.BuiltInRule.VERSION_UNKNOWN;
import static dev.daybook.decision.BuiltInRule.VERSION_WITHDRAWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.contract.ContractCommand.ChangeContractStatus;
import dev.daybook.contract.ContractCommand.PublishContract;
import dev.daybook.contract.ContractCommand.WithdrawContract;
import dev.daybook.contract.ContractEvent.ContractDraftReplaced;
import dev.daybook.contract.ContractEvent.ContractStatusChanged;
import dev.daybook.contract.ContractEvent.ContractVersionPublished;
import dev.daybook.contract.ContractEvent.ContractVersionWithdrawn;
import dev.daybook.decision.Finding;
import dev.daybook.decision.Scenario;
import dev.daybook.mesh.Objective;
import dev.daybook.mesh.ObjectiveChange;
import dev.daybook.mesh.Objectives;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.mesh.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ContractRulesTest {

  private static final SubjectName SUBJECT = transactions().subject();
  private static final Version V1 = new Version("1.0.0");
  private static final Version V2 = new Version("2.0.0");
  private static final Objective STRICT = Objectives.completeness("0.999");
  private static final Objective LOOSE = Objectives.completeness("0.9");

  private final Scenario<ContractCommand, ContractEvent, ContractState> nothing =
      Scenario.of(new ContractSlice());
  private final Scenario<ContractCommand, ContractEvent, ContractState> draft =
      nothing.after(publish(transactions("1.0.0", DRAFT)));
  private final Scenario<ContractCommand, ContractEvent, ContractState> active =
      nothing.after(publish(transactions("1.0.0", ACTIVE)));
  private final Scenario<ContractCommand, ContractEvent, ContractState> retired =
      active.after(to(V1, DEPRECATED), to(V1, RETIRED));

  private static PublishContract publish(ContractSpec spec) {
    return new PublishContract(spec);
  }

  private static ChangeContractStatus to(Version version, ContractStatus status) {
    return new ChangeContractStatus(SUBJECT, version, status, "agreed");
  }

  private static ContractSpec described(String version, ContractStatus status, String text) {
    return transactions(version, status, text, List.of(STRICT));
  }

  /** The active version with one more label for each letter. */
  private static ContractSpec labelled(String letters) {
    ContractSpec spec = transactions("1.0.0", ACTIVE);
    Map<String, String> labels = new TreeMap<>(spec.labels());
    letters.chars().forEach(letter -> labels.put(Character.toString(letter), "new"));
    return Contracts.labelled(spec, labels);
  }

  @Test
  void aFirstActiveVersionPromisesAtOnce() {
    ContractSpec spec = transactions("1.0.0", ACTIVE);

    nothing
        .when(publish(spec))
        .then(
            new ContractVersionPublished(
                spec, ACTIVE, null, new ObjectiveChange(List.of(STRICT), List.of())));
  }

  @Test
  void aDraftPromisesNothingYet() {
    ContractSpec spec = transactions("1.0.0", DRAFT);

    nothing
        .when(publish(spec))
        .then(new ContractVersionPublished(spec, DRAFT, null, ObjectiveChange.none()));
  }

  @Test
  void aDocumentWithoutAStatusIsActive() {
    ContractSpec spec = transactions("1.0.0", null);

    assertThat(nothing.when(publish(spec)).event())
        .isInstanceOfSatisfying(
            ContractVersionPublished.class, e -> assertThat(e.status()).isEqualTo(ACTIVE));
  }

  @Test
  void aDocumentWithoutAStatusLeavesTheStatusAsItIs() {
    nothing
        .after(publish(transactions("1.0.0", null)), to(V1, DEPRECATED))
        .when(publish(transactions("1.0.0", null)))
        .unchanged();
  }

  @Test
  void nothingBeginsRetired() {
    nothing.when(publish(transactions("1.0.0", RETIRED))).refusedBy(STATUS_TRANSITION);
  }

  @Test
  void theSameDocumentAgainChangesNothing() {
    active.when(publish(transactions("1.0.0", ACTIVE))).unchanged();
  }

  @Test
  void thatVersionInOtherSpellingsChangesNothing() {
    Objective hours = Objectives.freshness("4h");
    Objective words = Objectives.freshness("within 240 minutes");

    nothing
        .after(publish(transactions("1.0.0", ACTIVE, "paid", List.of(hours))))
        .when(publish(transactions("v1.0", ACTIVE, "paid", List.of(words))))
        .unchanged();
  }

  @Test
  void aPublishedVersionIsImmutable() {
    Finding finding =
        active.when(publish(described("1.0.0", ACTIVE, "other"))).refusedBy(VERSION_IMMUTABLE);

    assertThat(finding.message()).contains("`/description`").contains("1.0.0");
    assertThat(finding.fix()).contains("1.1.0");
  }

  @Test
  void ofManyDifferencesTheFirstTenAreNamed() {
    assertThat(active.when(publish(labelled("abcdefghij"))).refusedBy(VERSION_IMMUTABLE).message())
        .endsWith("`/labels/i`, `/labels/j`");
    assertThat(active.when(publish(labelled("abcdefghijk"))).refusedBy(VERSION_IMMUTABLE).message())
        .endsWith("`/labels/i`, `/labels/j` and in more places");
  }

  @Test
  void anotherStatusDoesNotSmuggleAnotherContentIn() {
    active.when(publish(described("1.0.0", DEPRECATED, "other"))).refusedBy(VERSION_IMMUTABLE);
  }

  @Test
  void aProposedVersionIsImmutableToo() {
    draft
        .after(to(V1, PROPOSED))
        .when(publish(described("1.0.0", PROPOSED, "other")))
        .refusedBy(VERSION_IMMUTABLE);
  }

  @Test
  void aDraftMayBeReplaced() {
    ContractSpec other = described("1.0.0", DRAFT, "other");

    draft
        .when(publish(other))
        .then(
            new ContractDraftReplaced(
                other, DRAFT, List.of("/description"), ObjectiveChange.none()));
  }

  @Test
  void aDraftMayBeReplacedAndPublishedInOneStep() {
    ContractSpec other = described("1.0.0", ACTIVE, "other");

    draft
        .when(publish(other))
        .then(
            new ContractDraftReplaced(
                other,
                ACTIVE,
                List.of("/description"),
                new ObjectiveChange(List.of(STRICT), List.of())));
  }

  @Test
  void aReplacedDraftDoesNotSkipToItsEnd() {
    draft.when(publish(described("1.0.0", DEPRECATED, "other"))).refusedBy(STATUS_TRANSITION);
  }

  @Test
  void aDocumentThatDiffersOnlyByItsStatusMovesTheVersion() {
    active
        .when(publish(transactions("1.0.0", DEPRECATED)))
        .then(
            new ContractStatusChanged(
                SUBJECT, V1, ACTIVE, DEPRECATED, null, ObjectiveChange.none()));
  }

  @Test
  void aStatusMovesWithItsReason() {
    draft
        .when(to(V1, ACTIVE))
        .then(
            new ContractStatusChanged(
                SUBJECT,
                V1,
                DRAFT,
                ACTIVE,
                "agreed",
                new ObjectiveChange(List.of(STRICT), List.of())));
  }

  @Test
  void theStatusItHasChangesNothing() {
    active.when(to(V1, ACTIVE)).unchanged();
  }

  @Test
  void aStatusIsReadByItsWordIgnoringCase() {
    assertThat(ContractStatus.of("Active")).hasValue(ACTIVE);
    assertThat(ContractStatus.of("alive")).isEmpty();
  }

  @Test
  void statusMovesOnlyForward() {
    List<String> legal = new ArrayList<>();
    for (ContractStatus from : ContractStatus.values()) {
      for (ContractStatus next : ContractStatus.values()) {
        if (from.mayBecome(next)) {
          legal.add(from.word() + " -> " + next.word());
        }
      }
    }

    assertThat(legal)
        .containsExactly(
            "draft -> proposed",
            "draft -> active",
            "proposed -> active",
            "active -> deprecated",
            "deprecated -> retired");
  }

  @Test
  void anIllegalMoveIsRefusedWhicheverWayItIsAsked() {
    active.when(to(V1, DRAFT)).refusedBy(STATUS_TRANSITION);
    active.when(to(V1, RETIRED)).refusedBy(STATUS_TRANSITION);
    active.when(publish(transactions("1.0.0", DRAFT))).refusedBy(STATUS_TRANSITION);
    retired.when(to(V1, ACTIVE)).refusedBy(STATUS_TRANSITION);
  }

  @Test
  void aLaterVersionNamesTheOneBeforeIt() {
    ContractSpec second = transactions("2.0.0", ACTIVE);

    active
        .when(publish(second))
        .then(new ContractVersionPublished(second, ACTIVE, V1, ObjectiveChange.none()));
  }

  @Test
  void anOlderMajorMayStillBePatched() {
    nothing
        .after(publish(transactions("1.0.0", ACTIVE)), publish(transactions("2.0.0", ACTIVE)))
        .after(publish(transactions("1.0.1", ACTIVE)));
  }

  @Test
  void theHighestActiveVersionPromises() {
    ContractVersionPublished second =
        (ContractVersionPublished)
            active.when(publish(transactions("2.0.0", ACTIVE, "", List.of(LOOSE)))).event();
    assertThat(second.objectives().promised()).containsExactly(LOOSE);

    ContractVersionPublished patch =
        (ContractVersionPublished)
            active
                .given(second)
                .when(publish(transactions("1.0.1", ACTIVE, "", List.of())))
                .event();
    assertThat(patch.objectives()).isEqualTo(ObjectiveChange.none());
  }

  @Test
  void whatIsDeprecatedStillPromisesUntilItIsRetired() {
    assertThat(active.when(to(V1, DEPRECATED)).event())
        .isInstanceOfSatisfying(
            ContractStatusChanged.class,
            e -> assertThat(e.objectives()).isEqualTo(ObjectiveChange.none()));
    assertThat(active.after(to(V1, DEPRECATED)).when(to(V1, RETIRED)).event())
        .isInstanceOfSatisfying(
            ContractStatusChanged.class,
            e -> assertThat(e.objectives().ended()).containsExactly("completeness"));
  }

  @Test
  void aRetiredIdIsNeverReused() {
    retired.when(publish(transactions("2.0.0", ACTIVE))).refusedBy(CONTRACT_RETIRED);
    retired.when(publish(described("1.0.0", RETIRED, "other"))).refusedBy(VERSION_IMMUTABLE);
  }

  @Test
  void aMistakeKeepsNoRetiredContractAlive() {
    active
        .after(publish(transactions("2.0.0", ACTIVE)))
        .after(new WithdrawContract(SUBJECT, V2, 42, "too early"))
        .after(to(V1, DEPRECATED), to(V1, RETIRED))
        .when(publish(transactions("3.0.0", ACTIVE)))
        .refusedBy(CONTRACT_RETIRED);
  }

  @Test
  void aContractLivesAsLongAsOneVersionDoes() {
    active
        .after(publish(transactions("2.0.0", DRAFT)), to(V1, DEPRECATED), to(V1, RETIRED))
        .after(to(V2, ACTIVE));
  }

  @Test
  void aMistakeIsWithdrawnCitingItsEntryAndTheReason() {
    active
        .when(new WithdrawContract(SUBJECT, V1, 42, "published to the wrong mesh"))
        .then(
            new ContractVersionWithdrawn(
                SUBJECT,
                V1,
                42,
                "published to the wrong mesh",
                new ObjectiveChange(List.of(), List.of("completeness"))));
  }

  @Test
  void whenAMistakeIsWithdrawnTheVersionBeforePromisesAgain() {
    ContractVersionWithdrawn withdrawn =
        (ContractVersionWithdrawn)
            active
                .after(publish(transactions("2.0.0", ACTIVE, "", List.of(LOOSE))))
                .when(new WithdrawContract(SUBJECT, V2, 7, "too early"))
                .event();

    assertThat(withdrawn.objectives().promised()).containsExactly(STRICT);
  }

  @Test
  void aWithdrawnNumberStaysTaken() {
    Scenario<ContractCommand, ContractEvent, ContractState> withdrawn =
        active.after(new WithdrawContract(SUBJECT, V1, 42, "too early"));

    withdrawn.when(publish(transactions("1.0.0", ACTIVE))).refusedBy(VERSION_WITHDRAWN);
    withdrawn.when(to(V1, DEPRECATED)).refusedBy(VERSION_WITHDRAWN);
    withdrawn.when(new WithdrawContract(SUBJECT, V1, 42, "again")).refusedBy(VERSION_WITHDRAWN);
    withdrawn.after(publish(transactions("1.1.0", ACTIVE)));
  }

  @Test
  void aWithdrawalCitesAnEntry() {
    active.when(new WithdrawContract(SUBJECT, V1, 0, "too early")).refusedBy(POSITION_NOT_CITED);
    active.after(new WithdrawContract(SUBJECT, V1, 1, "too early"));
  }

  @Test
  void aRetiredVersionIsNoMistakeAnyMore() {
    retired.when(new WithdrawContract(SUBJECT, V1, 42, "too early")).refusedBy(STATUS_TRANSITION);
  }

  @Test
  void anUnknownVersionIsNamedWithThoseKnown() {
    assertThat(active.when(to(V2, DEPRECATED)).refusedBy(VERSION_UNKNOWN).message())
        .contains("2.0.0")
        .contains("known are 1.0.0");
    active.when(new WithdrawContract(SUBJECT, V2, 42, "r")).refusedBy(VERSION_UNKNOWN);
  }

  @Test
  void ofManyVersionsTheTenPublishedLastAreNamed() {
    Scenario<ContractCommand, ContractEvent, ContractState> ten = nothing;
    for (int minor = 0; minor < 10; minor++) {
      ten = ten.after(publish(transactions("1." + minor + ".0", ACTIVE)));
    }

    assertThat(ten.when(to(V2, DEPRECATED)).refusedBy(VERSION_UNKNOWN).message())
        .endsWith("known are 1.9.0, 1.8.0, 1.7.0, 1.6.0, 1.5.0, 1.4.0, 1.3.0, 1.2.0, 1.1.0, 1.0.0");
    assertThat(
            ten.after(publish(transactions("1.10.0", ACTIVE)))
                .when(to(V2, DEPRECATED))
                .refusedBy(VERSION_UNKNOWN)
                .message())
        .contains("known are 1.10.0, 1.9.0")
        .endsWith("1.2.0, 1.1.0 and older ones");
  }

  @Test
  void twoSpellingsOfOneVersionAreOneVersion() {
    active.when(publish(transactions("v1", ACTIVE))).unchanged();
    active.after(to(new Version("v1"), DEPRECATED));
  }

  @Test
  void whatWasNeverPublishedHasNoLife() {
    nothing.when(to(V1, ACTIVE)).refusedBy(NOT_REGISTERED);
    nothing.when(new WithdrawContract(SUBJECT, V1, 42, "r")).refusedBy(NOT_REGISTERED);
  }

  @Test
  void everyStepOfALifeGivesItsReason() {
    active.when(new ChangeContractStatus(SUBJECT, V1, DEPRECATED, " ")).refusedBy(REASON_MISSING);
    active.when(new WithdrawContract(SUBJECT, V1, 42, "")).refusedBy(REASON_MISSING);
  }

  @Test
  void anObjectiveStandsOnlyOnceInADocument() {
    nothing
        .when(publish(transactions("1.0.0", ACTIVE, "", List.of(STRICT, LOOSE))))
        .refusedBy(OBJECTIVE_NAME);
  }

  @Test
  void aDomainWithADotIsNoDomain() {
    nothing.when(publish(Contracts.in("sales.emea", transactions()))).refusedBy(DOMAIN_NAME);
  }

  @Test
  void policiesSeeEveryVersionAndItsStatus() {
    assertThat(nothing.facts()).isEmpty();
    assertThat(active.facts().get("last")).isEqualTo("1.0.0");
    assertThat(active.facts().get("versions")).hasToString("[{status=active, version=1.0.0}]");
    assertThat(active.after(new WithdrawContract(SUBJECT, V1, 42, "r")).facts().get("versions"))
        .hasToString("[{status=withdrawn, version=1.0.0}]");
  }

  @Test
  void aContractsCommandIsAboutAContract() {
    assertThatThrownBy(
            () ->
                new ChangeContractStatus(
                    new SubjectName(SubjectKind.PRODUCT, "sales.orders"), V1, ACTIVE, "r"))
        .hasMessageContaining("contract/");
  }
}

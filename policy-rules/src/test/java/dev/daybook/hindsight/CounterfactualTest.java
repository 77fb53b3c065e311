package dev.daybook.hindsight;

import static dev.daybook.hindsight.TestMesh.accepted;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.document.Documents;
import dev.daybook.document.Format;
import dev.daybook.mesh.Objective.Unit;
import dev.daybook.mesh.SubjectName;
import dev.daybook.moment.Timeline;
import dev.daybook.path.Answer;
import dev.daybook.path.Supposition;
import dev.daybook.rules.CelGate;
import dev.daybook.slo.SloCommand.CorrectMeasurement;
import dev.daybook.slo.SloCommand.ReportMeasurement;
import dev.daybook.store.LedgerEntry;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What commands would have come to, had a contract been in force that was not. */
class CounterfactualTest {

  private static final TestMesh MESH = new TestMesh();
  private static final SubjectName AVAILABILITY =
      SubjectName.parse("slo/contract/sales.orders/availability");
  private static final SubjectName LATENCY = SubjectName.parse("slo/contract/sales.orders/latency");
  private static final UUID FIRST = UUID.fromString("00000000-0000-4000-8000-000000000001");
  private static final UUID SECOND = UUID.fromString("00000000-0000-4000-8000-000000000002");

  private static long first;
  private static long good;
  private static long poor;
  private static long corrected;
  private static long undeclared;
  private static long later;

  @BeforeAll
  static void aHistory() {
    MESH.inForce(
        policy(
            "promised", "ReportMeasurement, CorrectMeasurement", "command.value >= state.target"));
    MESH.inForce(
        policy(
            "columns",
            "PublishContract",
            "!has(command.changed) || command.changed.all(at, !at.startsWith('/models'))"));
    first = decided(accepted(MESH.publish(contract("1.0.0", "99%", "id"))));
    good = decided(accepted(MESH.submit(measured(AVAILABILITY, FIRST, "0.995", Unit.FRACTION))));
    poor = decided(denied(MESH.submit(measured(AVAILABILITY, SECOND, "0.98", Unit.FRACTION))));
    corrected =
        decided(
            accepted(
                MESH.submit(
                    new CorrectMeasurement(
                        AVAILABILITY, FIRST, new BigDecimal("0.996"), Unit.FRACTION, "rounded"))));
    undeclared =
        decided(denied(MESH.submit(measured(LATENCY, FIRST, "14400000", Unit.MILLISECONDS))));
    later = decided(accepted(MESH.publish(contract("1.1.0", "99%", "id"))));
    accepted(MESH.publish(contract("3.0.0", "50%", "id")));
  }

  @AfterAll
  static void close() {
    MESH.close();
  }

  private static String policy(String name, String commands, String expression) {
    return """
    apiVersion: daybook/v1
    kind: Policy
    metadata: {name: %s, version: 1.0.0}
    spec:
      enforcement: deny
      match: {commands: [%s]}
      validations:
        - name: rule
          expression: "%s"
    """
        .formatted(name, commands, expression);
  }

  private static String contract(String version, String availability, String column) {
    return """
    apiVersion: v3.1.0
    kind: DataContract
    id: orders
    version: %s
    status: active
    domain: sales
    schema:
      - name: orders
        logicalType: object
        properties: [{name: %s, logicalType: string}]
    slaProperties:
      - {property: availability, value: %s}
    """
        .formatted(version, column, availability);
  }

  private static ReportMeasurement measured(
      SubjectName objective, UUID id, String value, Unit unit) {
    return new ReportMeasurement(
        objective, id, TestMesh.NOON, new BigDecimal(value), unit, "prod", null);
  }

  private static Answer denied(Answer answer) {
    assertThat(answer.result()).isEqualTo(Answer.Result.DENIED);
    return answer;
  }

  private static long decided(Answer answer) {
    return MESH.decision(answer).position();
  }

  private static Backtested had(String... contracts) {
    return had(Stretch.of(new Timeline(MESH.ledger()), null, null), contracts);
  }

  private static Backtested had(Stretch stretch, String... contracts) {
    return tested(trying(contracts), stretch);
  }

  private static Backtest trying(String... contracts) {
    DraftDocuments draft = new DraftDocuments();
    for (String contract : contracts) {
      Documents.read(contract.getBytes(StandardCharsets.UTF_8), Format.YAML, "draft")
          .forEach(each -> draft.add("draft", each));
    }
    assertThat(draft.mistakes()).isEmpty();
    return new Backtest(
        draft.draft(List.of(), List.of()), null, Supposition.of(MESH.ledger(), draft.contracts()));
  }

  private static Backtested tested(Backtest backtest, Stretch stretch) {
    Backtested.Sum all = new Backtested.Sum();
    var _ =
        new PastDecisions(MESH.ledger(), CelGate.following(MESH.ledger()::content))
            .through(
                stretch,
                Concerning.ALL,
                Duration.ofMinutes(1),
                backtest,
                (some, _) -> all.add(some));
    return all.all();
  }

  private static Backtested at(long position, String... contracts) {
    return had(new Stretch(position, position), contracts);
  }

  private static List<Long> positions(Backtested tested, Change change) {
    return tested.samples().stream()
        .filter(sample -> sample.change() == change)
        .map(Sample::position)
        .toList();
  }

  private static Sample only(Backtested tested) {
    assertThat(tested.samples()).hasSize(1);
    return tested.samples().getFirst();
  }

  @Test
  void measurementsAreJudgedByWhatTheContractWouldHavePromised() {
    Backtested tested = had(contract("2.0.0", "99.9%", "id"));
    assertThat(positions(tested, Change.NEWLY_DENIED)).containsExactly(good, corrected);
    assertThat(tested.samples().getFirst().findings().getFirst().rule()).isEqualTo("promised/rule");
    assertThat(positions(had(contract("2.0.0", "95%", "id")), Change.NEWLY_ALLOWED))
        .containsExactly(poor);
  }

  @Test
  void aLaterVersionOfTheContractIsComparedWithTheOneThatWouldHaveBeenTheLast() {
    Sample sample = only(at(later, contract("1.0.5", "99%", "other")));
    assertThat(sample.change()).isEqualTo(Change.NEWLY_DENIED);
    assertThat(sample.findings().getFirst().rule()).isEqualTo("columns/rule");
    assertThat(at(later, contract("1.0.5", "99%", "id")).counts().different()).isZero();
    assertThat(only(at(first, contract("0.9.0", "99%", "other"))).change())
        .as("there was no contract at all before the first")
        .isEqualTo(Change.NEWLY_DENIED);
  }

  @Test
  void theDomainItselfAnswersByTheContractThatWouldHaveBeen() {
    String other = contract("2.0.0", "99%", "id").replace("availability", "latency");
    String latency = other.replace("99%", "4, unit: h");
    Sample unknown = only(at(good, latency));
    assertThat(unknown.change()).isEqualTo(Change.NEWLY_DENIED);
    assertThat(unknown.findings().getFirst().rule()).isEqualTo("daybook/objective-not-declared");
    Sample known = only(at(undeclared, latency));
    assertThat(known.change()).as("4 hours were promised").isEqualTo(Change.NEWLY_ALLOWED);
    assertThat(known.gone()).containsExactly("daybook/objective-not-declared", "promised/rule");
    Sample taken = only(at(later, contract("1.1.0", "99%", "other")));
    assertThat(taken.findings()).extracting(Sample.Why::rule).contains("daybook/version-immutable");
  }

  @Test
  void whatStoodAlreadyAndWhatPromisesNothingYetChangeNothing() {
    Backtested same = at(good, contract("1.0.0", "99%", "id"));
    assertThat(same.counts().judged()).isEqualTo(1);
    assertThat(same.counts().different()).isZero();
    assertThat(same.met()).isZero();
    Backtested draft =
        at(good, contract("2.0.0", "99.9%", "id").replace("status: active", "status: draft"));
    assertThat(draft.counts().different()).isZero();
    Backtested lower = at(good, contract("0.9.0", "99.9%", "id"));
    assertThat(lower.counts().different()).as("the highest active version binds").isZero();
  }

  @Test
  void severalContractsAreMetInTheirOrder() {
    String strict = contract("2.0.0", "99.9%", "id");
    String loose = contract("4.0.0", "99%", "id");
    assertThat(at(good, strict, loose).counts().different()).isZero();
    assertThat(at(good, strict).counts().newlyDenied()).isEqualTo(1);
  }

  @Test
  void commandsBeforeWhichItCouldNotHaveBeenInForceAreCountedApart() {
    Backtested tested = had(contract("1.0.0", "99.9%", "id"));
    assertThat(positions(tested, Change.NEWLY_DENIED))
        .as("the version itself, where it would have been published with other content")
        .containsExactly(first);
    assertThat(tested.impossible()).isEqualTo(6);
    assertThat(requireNonNull(tested.whyImpossible())).contains("1.0.0").contains("active");
    assertThat(tested.counts().judged() + tested.impossible())
        .isEqualTo(had(contract("2.0.0", "99%", "id")).counts().judged());
  }

  @Test
  void whatIsAskedOfOthersMeetsNothingElse() {
    String other = contract("2.0.0", "99.9%", "id").replace("id: orders", "id: order");
    Backtested tested = had(other);
    assertThat(tested.met()).isZero();
    assertThat(tested.counts().different()).isZero();
  }

  @Test
  void aCommandWhoseSubjectHasAnotherHistoryByNowIsUnfounded() {
    LedgerEntry declared = MESH.ledger().stream(AVAILABILITY.stream(), 0, 1).getFirst();
    try (var _ = MESH.changed(declared, "\"target\":\"0.99\"", "\"target\":\"0.97\"")) {
      Backtested tested = had(contract("2.0.0", "99.9%", "id"));
      assertThat(tested.unfounded()).as("the measurements, and the correction").isEqualTo(3);
      assertThat(tested.counts().newlyDenied()).isZero();
    }
  }

  @Test
  void pieceByPieceItComesToTheSame() {
    String strict = contract("2.0.0", "99.9%", "other");
    Backtest trying = trying(strict);
    Backtested.Sum pieces = new Backtested.Sum();
    long head = MESH.ledger().head().position();
    for (long at = 1; at <= head; at += 3) {
      pieces.add(tested(trying, new Stretch(at, Math.min(head, at + 2))));
    }
    assertThat(pieces.all()).isEqualTo(had(strict));
    Backtested.Sum others = new Backtested.Sum();
    for (long at = head; at >= 1; at--) {
      others.add(tested(trying, new Stretch(at, at)));
    }
    assertThat(others.all().by()).as("in any order").isEqualTo(had(strict).by());
    assertThat(pieces.all().met()).as("all but the latency nobody promises").isEqualTo(6);
  }
}

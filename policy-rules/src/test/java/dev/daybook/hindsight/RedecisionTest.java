package dev.daybook.hindsight;

import static dev.daybook.hindsight.TestMesh.accepted;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.ceiling.CeilingCommand.RemoveCeiling;
import dev.daybook.ceiling.CeilingCommand.SetCeiling;
import dev.daybook.decision.DecisionRecorded;
import dev.daybook.decision.Effect;
import dev.daybook.decision.Judgement.RuleOutcome;
import dev.daybook.decision.Outcome;
import dev.daybook.edge.ProblemException;
import dev.daybook.hindsight.TestMesh.Tampered;
import dev.daybook.mesh.SubjectName;
import dev.daybook.moment.AskedMoment;
import dev.daybook.moment.Timeline;
import dev.daybook.path.Answer;
import dev.daybook.person.PersonCommand.ConfirmErasure;
import dev.daybook.person.PersonCommand.RequestErasure;
import dev.daybook.policy.PolicyCommand.WithdrawPolicy;
import dev.daybook.rules.CelGate;
import dev.daybook.store.LedgerBroken;
import dev.daybook.store.LedgerEntry;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real history of every kind of decision, judged again as it is and as somebody changed it. */
class RedecisionTest {

  private static final String POLICY =
      """
      apiVersion: daybook/v1
      kind: Policy
      metadata: {name: ports, version: 1.0.0, contact: "#governance"}
      spec:
        enforcement: deny
        match: {commands: [PublishProduct]}
        validations:
          - name: several
            expression: size(product.outputPorts) > 1
            messageExpression: "'too few ports: ' + string(size(product.outputPorts))"
          - name: kept
            expression: product.governance.retentionDays > 30
            enforcement: warn
          - name: by-day
            expression: clock.getHours('Europe/Berlin') < 23
      """;

  private static TestMesh mesh = new TestMesh();
  private static LedgerEntry denied;
  private static LedgerEntry waived;
  private static LedgerEntry capped;

  @BeforeAll
  static void aHistory() {
    accepted(mesh.publish(product("before", 1, "retentionPeriod: 1y")));
    mesh.inForce(POLICY);
    accepted(mesh.publish(product("orders", 2, "retentionPeriod: 1y")));
    Answer first = mesh.publish(product("orders", 1, "retentionPeriod: 1y"));
    assertThat(first.result()).isEqualTo(Answer.Result.DENIED);
    denied = mesh.decision(first);
    accepted(mesh.publish(product("unkept", 2, "gdprCompliant: true")));
    mesh.waive("few-ports", "product/sales.waived", "ports");
    waived = mesh.decision(accepted(mesh.publish(product("waived", 1, "retentionPeriod: 1y"))));
    SubjectName ceiling = SubjectName.parse("ceiling/sales");
    accepted(mesh.submit(new SetCeiling(ceiling, Effect.AUDIT, "a beginning")));
    capped = mesh.decision(accepted(mesh.publish(product("capped", 1, "retentionPeriod: 1y"))));
    accepted(mesh.submit(new RemoveCeiling(ceiling, "the beginning is over")));
    mesh.at("2026-04-01T21:30:00Z");
    assertThat(mesh.publish(product("late", 2, "retentionPeriod: 1y")).result())
        .isEqualTo(Answer.Result.DENIED);
    mesh.at("2026-04-02T12:00:00Z");
    accepted(
        mesh.publish(
            product("owned", 2, "retentionPeriod: 1y")
                .replace("owner: crm", "owner: Grace (grace@example.org)")));
    erase("grace@example.org");
    accepted(mesh.submit(new WithdrawPolicy(SubjectName.parse("policy/ports"), "the end")));
    // Facts larger than those that are read some hundred at once.
    String much = "x".repeat(80_000);
    accepted(
        mesh.publish(
            product("after", 1, "retentionPeriod: 1y")
                .replace("spec:", "spec:\n  description: " + much)));
    GoldenDecisionsTest.keep(mesh.ledger());
  }

  @AfterAll
  static void close() {
    mesh.close();
  }

  private static void erase(String mail) {
    SubjectName person = SubjectName.parse("person/" + mesh.ledger().person(mail).orElseThrow());
    accepted(mesh.submit(new RequestErasure(person, "GDPR Art. 17", "asked")));
    Answer answer = accepted(mesh.confirm(new ConfirmErasure(person, "checked")));
    mesh.ledger().awaitErasures(answer.position());
  }

  private static String product(String name, int ports, String governance) {
    return """
    apiVersion: datamesh/v1
    kind: DataProduct
    metadata: {name: %s, domain: sales, owner: crm, version: 1.0.0}
    spec:
      classification: {tier: bronze, pii: false}
      outputPorts: [%s]
      governance: {%s}
    """
        .formatted(
            name,
            ports == 1 ? "{name: a, type: sql}" : "{name: a, type: sql}, {name: b, type: sql}",
            governance);
  }

  private static Redecided redecided(Stretch stretch, Concerning concerning) {
    CelGate gate = CelGate.following(mesh.ledger()::content);
    Redecided[] all = {Redecided.NONE};
    long through =
        new PastDecisions(mesh.ledger(), gate)
            .through(
                stretch,
                concerning,
                Duration.ofMinutes(1),
                new Redecision(gate.engine()),
                (some, _) -> all[0] = all[0].and(some));
    assertThat(through).isEqualTo(stretch.last());
    return all[0];
  }

  private static Redecided redecided() {
    return redecided(all(), Concerning.ALL);
  }

  private static Stretch all() {
    return between(null, null);
  }

  private static Divergence only(Redecided decided) {
    assertThat(decided.otherwise()).as(decided.toString()).isEqualTo(1);
    return requireNonNull(decided.first());
  }

  @Test
  void theHistoryHasEveryKindOfDecision() {
    List<DecisionRecorded> decisions =
        mesh.ledger().entries(1, 1_000).stream()
            .map(LedgerEntry::event)
            .filter(DecisionRecorded.class::isInstance)
            .map(DecisionRecorded.class::cast)
            .toList();
    assertThat(decisions.stream().filter(each -> !each.accepted())).hasSize(2);
    assertThat(decisions.stream().flatMap(each -> each.rules().stream()))
        .extracting(RuleOutcome::outcome)
        .contains(Outcome.PASS, Outcome.FAIL, Outcome.WAIVED, Outcome.UNJUDGED);
    assertThat(decisions).anyMatch(each -> each.ceiling() != null);
  }

  @Test
  void everyDecisionComesToTheSameAndTheErasedAreCountedApart() {
    Redecided decided = redecided();
    assertThat(decided.first()).isNull();
    assertThat(decided.otherwise()).isZero();
    assertThat(decided.otherSteps()).isZero();
    assertThat(decided.notRecomputable()).isEqualTo(1);
    assertThat(decided.same()).isEqualTo(decided.decisions() - 1).isGreaterThan(15);
    assertThat(decided.engines()).containsExactly(Map.entry(engine(), decided.decisions()));
  }

  private static String engine() {
    return CelGate.following(_ -> Optional.empty()).engine();
  }

  @Test
  void aPolicyASubjectADomainOrAStretchAreJudgedAlone() {
    assertThat(redecided(all(), new Concerning("Ports", null, null)).decisions()).isEqualTo(7);
    SubjectName orders = SubjectName.parse("product/Sales.orders");
    assertThat(redecided(all(), new Concerning(null, orders, null)).decisions()).isEqualTo(2);
    assertThat(redecided(all(), new Concerning(null, null, "SALES")).decisions()).isEqualTo(11);
    assertThat(redecided(all(), new Concerning(null, null, "other")).decisions()).isZero();
    Stretch one = new Stretch(denied.position(), denied.position());
    assertThat(redecided(one, Concerning.ALL).same()).isEqualTo(1);
    assertThat(redecided(new Stretch(5, 4), Concerning.ALL)).isEqualTo(Redecided.NONE);
    long next = waived.position() + 1;
    assertThat(
            redecided(new Stretch(1, next - 1), Concerning.ALL)
                .and(redecided(new Stretch(next, all().last()), Concerning.ALL)))
        .isEqualTo(redecided());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "\"accepted\":false; \"accepted\":true; accepted: recorded `true`, judged again `false`",
        "too few ports: 1; too few ports: 0; ports/several message: recorded `too few ports: 0`,"
            + " judged again `too few ports: 1`",
        "\"severity\":\"error\"; \"severity\":\"info\"; ports/several severity: recorded `info`,"
            + " judged again `error`",
        "\"outcome\":\"fail\"; \"outcome\":\"unjudged\"; ports/several outcome: recorded"
            + " `unjudged`, judged again `fail`",
        "\"effect\":\"deny\",\"outcome\":\"pass\"; \"effect\":\"warn\",\"outcome\":\"pass\";"
            + " ports/by-day effect: recorded `warn`, judged again `deny`",
        "\"rule\":\"ports/by-day\"; \"rule\":\"ports/by-week\"; ports/by-day answer: recorded"
            + " nothing",
        "\"clock\":\"2026-03-31T12:00:00Z\"; \"clock\":\"2026-03-30T12:00:00Z\"; clock: recorded"
            + " `2026-03-30T12:00:00Z`",
        "sales.orders; sales.others; subject: recorded `product/sales.others`",
        "\"version\":\"1.0.0\"; \"version\":\"1.0.1\"; policy.ports.version: recorded `1.0.1`",
        "\"value\":\"false\"; \"value\":\"true\"; ports/several part: recorded"
            + " `size(product.outputPorts) > 1 is true`, judged again `size(product.outputPorts) >"
            + " 1 is false`",
      })
  void whatWasChangedInARowIsToldByItsRuleAndPart(String from, String to, String difference) {
    try (Tampered _ = mesh.changed(denied, from, to)) {
      Divergence divergence = only(redecided());
      assertThat(divergence.position()).isEqualTo(denied.position());
      assertThat(divergence.decision()).isEqualTo(((DecisionRecorded) denied.event()).id());
      assertThat(divergence.why()).contains("the engine is the one of then", "daybook verify");
      assertThat(divergence.differences())
          .extracting(Difference::sentence)
          .anySatisfy(sentence -> assertThat(sentence).contains(difference));
    }
    assertThat(redecided().otherwise()).isZero();
  }

  @Test
  void anotherCeilingIsTold() {
    try (Tampered _ = mesh.changed(capped, "\"level\":\"audit\"", "\"level\":\"warn\"")) {
      assertThat(only(redecided()).differences())
          .extracting(Difference::sentence)
          .containsExactly("ceiling.level: recorded `warn`, judged again `audit`");
    }
  }

  @Test
  void otherStepsByTheSameEngineAreNeverRight() {
    String trace = ((DecisionRecorded) denied.event()).traceSha256();
    try (Tampered _ = mesh.changed(denied, trace, "0".repeat(64))) {
      Divergence divergence = only(redecided());
      assertThat(divergence.why()).contains("the answer is the same, the steps to it are others");
      assertThat(divergence.differences()).isEmpty();
    }
  }

  @Test
  void otherStepsOfAnOlderEngineToTheSameAnswerAreCountedApart() {
    String trace = ((DecisionRecorded) denied.event()).traceSha256();
    String older = engine().replaceAll("tzdb .*", "tzdb 1999a");
    try (Tampered _ = mesh.changed(denied, engine(), older)) {
      assertThat(redecided().otherwise()).isZero();
      assertThat(redecided().engines()).containsEntry(older, 1L);
      LedgerEntry now = mesh.ledger().entry(denied.position()).orElseThrow();
      try (Tampered _ = mesh.changed(now, trace, "0".repeat(64))) {
        Redecided decided = redecided();
        assertThat(decided.otherwise()).isZero();
        assertThat(decided.otherSteps()).isEqualTo(1);
        assertThat(requireNonNull(decided.first()).why())
            .startsWith("the answer is the same, the steps to it are others: ")
            .contains("judged by another engine: tzdb 1999a then, ");
      }
    }
  }

  @Test
  void anotherAnswerOfAnOlderEngineIsToldWithWhatOfItIsAnother() {
    String older =
        engine().replace("cel-java 0", "cel-java 00").replaceAll("tzdb .*", "tzdb 1999a");
    try (Tampered _ = mesh.changed(denied, engine(), older)) {
      LedgerEntry now = mesh.ledger().entry(denied.position()).orElseThrow();
      try (Tampered _ = mesh.changed(now, "too few ports: 1", "too few ports")) {
        Divergence divergence = only(redecided());
        assertThat(divergence.engine()).isEqualTo(older);
        assertThat(divergence.engineNow()).isEqualTo(engine());
        assertThat(divergence.why())
            .contains("by another engine: cel-java 00.14.0 then", "; tzdb 1999a then, ", " now")
            .doesNotContain("daybook-rules");
        assertThat(divergence.differences())
            .extracting(Difference::sentence)
            .containsExactly(
                "ports/several message: recorded `too few ports`, judged again `too few ports: 1`");
      }
    }
  }

  @Test
  void factsThatWereChangedOrThrownAwayAreNoErasure() {
    String facts = ((DecisionRecorded) denied.event()).factsSha256();
    try (Tampered _ = mesh.contentChanged(facts, "\"name\":\"a\"", "\"name\":\"z\"")) {
      assertThat(only(redecided()).why()).contains("was changed: it has another digest");
    }
    try (Tampered _ = mesh.contentGone(facts)) {
      Redecided decided = redecided();
      assertThat(only(decided).why()).contains("are not in the ledger");
      assertThat(decided.notRecomputable()).isEqualTo(1);
    }
  }

  @Test
  void aPolicyDocumentThatWasChangedIsToldOfEachOfItsDecisions() {
    String policy = ((DecisionRecorded) denied.event()).policies().getFirst().sha256();
    try (Tampered _ = mesh.contentChanged(policy, "outputPorts) > 1", "outputPorts) > 0")) {
      Redecided decided = redecided();
      assertThat(decided.otherwise()).isEqualTo(6);
      assertThat(requireNonNull(decided.first()).differences())
          .extracting(Difference::what)
          .contains("policy.ports.sha256");
    }
  }

  @Test
  void policiesOfAnotherMomentThanItsPlaceAreTold() {
    long position = ((DecisionRecorded) denied.event()).policyPosition();
    try (Tampered _ =
        mesh.changed(denied, "\"policyPosition\":" + position, "\"policyPosition\":0")) {
      assertThat(only(redecided()).differences())
          .extracting(Difference::sentence)
          .contains("policies as of position: recorded `0`, judged again `%d`".formatted(position))
          .anySatisfy(sentence -> assertThat(sentence).startsWith("accepted: recorded `false`"));
    }
  }

  @Test
  void whatCannotBeReadAnyMoreIsTold() {
    try (Tampered _ = mesh.changed(denied, "\"accepted\":false", "\"accepted\":maybe")) {
      Divergence divergence = only(redecided());
      assertThat(divergence.decision()).isNull();
      assertThat(divergence.position()).isEqualTo(denied.position());
      assertThat(divergence.why()).contains("cannot be read any more");
    }
    LedgerEntry activated =
        mesh.ledger().entries(1, 1_000).stream()
            .filter(entry -> entry.type().equals("policy.activated"))
            .findFirst()
            .orElseThrow();
    try (Tampered _ = mesh.changed(activated, "\"version\":", "\"version\":nothing")) {
      assertThatThrownBy(RedecisionTest::redecided)
          .isInstanceOf(LedgerBroken.class)
          .hasMessageContaining("position %d changed the policies", activated.position());
    }
  }

  @Test
  void aStretchIsBetweenAnyTwoMomentsBothIncluded() {
    long head = mesh.ledger().head().position();
    assertThat(all()).isEqualTo(new Stretch(1, head));
    assertThat(between("3", "5")).isEqualTo(new Stretch(3, 5));
    assertThat(between("0", "size:5")).isEqualTo(new Stretch(1, 5));
    assertThat(between("HEAD~3", "HEAD~1")).isEqualTo(new Stretch(head - 3, head - 1));
    String then = denied.recordedAt().toString();
    Stretch behind = between(then, null);
    assertThat(behind.first()).isLessThanOrEqualTo(denied.position());
    assertThat(mesh.ledger().entry(behind.first()).orElseThrow().recordedAt())
        .isEqualTo(denied.recordedAt());
    assertThat(between(null, then).last())
        .isGreaterThanOrEqualTo(denied.position())
        .isLessThan(waived.position());
  }

  @Test
  void aStretchFromADayBeginsWithTheDay() {
    LocalDate day = LocalDate.ofInstant(denied.recordedAt(), ZoneOffset.UTC);
    long before = between(null, day.minusDays(1).toString()).last();
    assertThat(between(day.toString(), null).first()).isEqualTo(before + 1);
    assertThat(before).isLessThan(denied.position());
  }

  @Test
  void anEndThatIsNoMomentIsRefusedByItsName() {
    long head = mesh.ledger().head().position();
    for (String future : List.of("9999-01-01T00:00:00Z", "9998-12-31")) {
      assertThatThrownBy(() -> between(future, null))
          .hasMessageContaining("`from` names ")
          .hasMessageContaining("which is in the future");
    }
    assertThatThrownBy(() -> between("1", Long.toString(head + 1)))
        .hasMessage("`to` names position %d; the ledger ends at %d", head + 1, head);
    assertThatThrownBy(() -> between("2026-02-30", null)).hasMessageContaining("`from` cannot be");
    assertThatThrownBy(() -> between(null, "quarter-2026Q1")).hasMessageContaining("`to` names");
  }

  @Test
  void aStretchThatWouldEndBeforeItBeginsIsRefused() {
    for (String[] ends :
        new String[][] {
          {"5", "4"}, {"HEAD", "0"}, {"2026-02-01", "2026-01-01"}, {"HEAD~1", "2000-01-01"}
        }) {
      assertThatThrownBy(() -> between(ends[0], ends[1]))
          .as(List.of(ends).toString())
          .isInstanceOf(ProblemException.class)
          .hasMessageStartingWith("`from` comes after `to`");
    }
    assertThat(between("2000-01-01", "2000-01-01").positions()).isZero();
  }

  private static Stretch between(@Nullable String from, @Nullable String to) {
    return Stretch.of(
        new Timeline(mesh.ledger()),
        from == null ? null : AskedMoment.beginning("from", from, ZoneOffset.UTC),
        to == null ? null : AskedMoment.read("to", to, ZoneOffset.UTC));
  }
}

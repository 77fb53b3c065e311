package dev.daybook.hindsight;

import static dev.daybook.hindsight.TestMesh.accepted;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.Facts;
import dev.daybook.document.Documents;
import dev.daybook.document.Format;
import dev.daybook.mesh.SubjectName;
import dev.daybook.moment.Timeline;
import dev.daybook.path.Answer;
import dev.daybook.path.Supposition;
import dev.daybook.policy.PolicyCommand.WithdrawPolicy;
import dev.daybook.rules.CelGate;
import dev.daybook.rules.Draft;
import dev.daybook.rules.PolicySet;
import dev.daybook.store.Ledger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Drafts tried on a small real history, and what each of its commands would have come to. */
class BacktestTest {

  private static final TestMesh MESH = new TestMesh();

  /** Asks for more than one port, of all there is. */
  private static final String PORTS =
      policy("ports", "1.0.0", "deny", "size(product.outputPorts) > 1", "");

  @BeforeAll
  static void aHistory() {
    MESH.inForce(PORTS);
    MESH.at("2026-01-15T12:00:00Z");
    accepted(MESH.publish(product("sales", "two", 2, "1.0.0")));
    assertThat(MESH.publish(product("sales", "one", 1, "1.0.0")).result())
        .isEqualTo(Answer.Result.DENIED);
    MESH.at("2026-02-15T12:00:00Z");
    MESH.waive("few", "product/crm.waived", "ports");
    accepted(MESH.publish(product("crm", "waived", 1, "1.0.0")));
    for (int i = 1; i < 5; i++) {
      accepted(MESH.publish(product("crm", "often", i % 2 + 2, "1.0." + i)));
    }
    accepted(MESH.submit(new WithdrawPolicy(SubjectName.parse("policy/ports"), "the end")));
    accepted(MESH.publish(product("sales", "after", 1, "1.0.0")));
  }

  @AfterAll
  static void close() {
    MESH.close();
  }

  private static String product(String domain, String name, int ports, String version) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < ports; i++) {
      all.append(i == 0 ? "" : ", ").append("{name: p").append(i).append(", type: sql}");
    }
    return """
    apiVersion: datamesh/v1
    kind: DataProduct
    metadata: {name: %s, domain: %s, owner: crm-team, version: %s}
    spec:
      classification: {tier: bronze, pii: false}
      outputPorts: [%s]
    """
        .formatted(name, domain, version, all);
  }

  private static String policy(
      String name, String version, String enforcement, String expression, String more) {
    return """
    apiVersion: daybook/v1
    kind: Policy
    metadata: {name: %s, version: %s}
    spec:
      enforcement: %s
      match: {commands: [PublishProduct]}
      validations:
        - name: rule
          expression: %s
    %s
    """
        .formatted(name, version, enforcement, expression, more.indent(6));
  }

  private static Backtested tested(String... documents) {
    return tested(List.of(), List.of(), null, documents);
  }

  private static Backtested tested(
      List<String> withoutPolicies,
      List<String> withoutWaivers,
      @Nullable String domain,
      String... documents) {
    return tested(
        MESH.ledger(),
        trying(MESH, draft(documents).draft(withoutPolicies, withoutWaivers), null),
        new Concerning(null, null, domain));
  }

  private static Backtest trying(TestMesh mesh, Draft draft, @Nullable PolicySet base) {
    return new Backtest(draft, base, Supposition.of(mesh.ledger(), List.of()));
  }

  private static DraftDocuments draft(String... documents) {
    DraftDocuments read = new DraftDocuments();
    for (String document : documents) {
      add(read, "draft", document);
    }
    assertThat(read.mistakes()).isEmpty();
    return read;
  }

  private static Backtested tested(Ledger ledger, Backtest backtest, Concerning concerning) {
    return tested(ledger, backtest, concerning, Stretch.of(new Timeline(ledger), null, null));
  }

  private static Backtested tested(
      Ledger ledger, Backtest backtest, Concerning concerning, Stretch stretch) {
    Backtested.Sum all = new Backtested.Sum();
    var _ =
        new PastDecisions(ledger, CelGate.following(ledger::content))
            .through(
                stretch, concerning, Duration.ofMinutes(1), backtest, (some, _) -> all.add(some));
    return all.all();
  }

  private static void add(DraftDocuments draft, String file, String text) {
    Documents.read(text.getBytes(StandardCharsets.UTF_8), Format.YAML, file)
        .forEach(each -> draft.add(file, each));
  }

  private static Counts counts(Backtested tested, String what, String value) {
    return requireNonNull(requireNonNull(tested.by().get(what)).get(value));
  }

  private static List<String> subjects(Backtested tested, Change change) {
    return tested.samples().stream()
        .filter(sample -> sample.change() == change)
        .map(Sample::subject)
        .distinct()
        .toList();
  }

  @Test
  void theSamePolicyAgainChangesNothingWhereItWasInForceAndDeniesWhereItWasNot() {
    Backtested tested = tested(PORTS);
    assertThat(tested.counts().newlyDenied()).isEqualTo(1);
    assertThat(tested.counts().different()).isEqualTo(1);
    assertThat(subjects(tested, Change.NEWLY_DENIED)).containsExactly("product/sales.after");
    Sample.Why why = tested.samples().getFirst().findings().getFirst();
    assertThat(why.rule()).isEqualTo("ports/rule");
    assertThat(why.expression()).isEqualTo("size(product.outputPorts) > 1");
    assertThat(why.end()).isGreaterThan(why.begin());
    assertThat(tested.asked()).isEqualTo(8);
  }

  @Test
  void aStricterVersionIsCountedByDomainOwnerSubjectMonthAndRule() {
    Backtested tested =
        tested(policy("ports", "2.0.0", "deny", "size(product.outputPorts) > 2", ""));
    // two, often twice, after; one was denied before, and waived is waived still.
    assertThat(tested.counts().newlyDenied()).isEqualTo(4);
    assertThat(counts(tested, "domain", "crm").newlyDenied()).isEqualTo(2);
    assertThat(counts(tested, "domain", "sales").newlyDenied()).isEqualTo(2);
    assertThat(counts(tested, "owner", "crm-team").newlyDenied()).isEqualTo(4);
    assertThat(tested.by().get("month")).containsOnlyKeys("2026-01", "2026-02", "2026-03");
    assertThat(counts(tested, "month", "2026-01").newlyDenied()).isEqualTo(1);
    assertThat(counts(tested, "subject", "product/crm.often").newlyDenied()).isEqualTo(2);
    assertThat(tested.by().get("subject")).doesNotContainKey("product/crm.waived");
    assertThat(tested.by().get("rule")).containsOnlyKeys("ports/rule");
    assertThat(tested.flapping()).containsExactly("product/crm.often");
    assertThat(tested(List.of(), List.of(), "CRM", PORTS).counts().judged()).isEqualTo(5);
  }

  @Test
  void aLooserVersionAllowsWhatWasDenied() {
    Backtested tested =
        tested(policy("ports", "2.0.0", "deny", "size(product.outputPorts) > 0", ""));
    assertThat(tested.counts().newlyAllowed()).isEqualTo(1);
    assertThat(tested.counts().noLongerWarned()).as("was waived").isEqualTo(1);
    assertThat(subjects(tested, Change.NEWLY_ALLOWED)).containsExactly("product/sales.one");
    assertThat(tested.flapping()).isEmpty();
  }

  @Test
  void anotherSeverityOrEffectIsAChangeThatDeniesNobody() {
    Backtested tested =
        tested(policy("ports", "2.0.0", "deny", "size(product.outputPorts) > 1", "severity: info"));
    assertThat(tested.counts().changed()).as("denied, and waived").isEqualTo(2);
    assertThat(tested.counts().newlyDenied()).isEqualTo(1);
    Backtested warns = tested(policy("more", "1.0.0", "warn", "size(product.outputPorts) > 1", ""));
    assertThat(warns.counts().newlyWarned()).isEqualTo(3);
    assertThat(warns.counts().different()).isEqualTo(3);
  }

  @Test
  void withoutAWaiverOrAPolicyItIsAsIfTheyHadNeverBeen() {
    Backtested unwaived = tested(List.of(), List.of("few"), null);
    assertThat(unwaived.counts().newlyDenied()).isEqualTo(1);
    assertThat(subjects(unwaived, Change.NEWLY_DENIED)).containsExactly("product/crm.waived");
    Backtested free = tested(List.of("ports"), List.of(), null);
    assertThat(free.counts().newlyAllowed()).isEqualTo(1);
    assertThat(free.samples().getFirst().gone()).containsExactly("ports/rule");
    assertThat(free.asked()).isZero();
  }

  @Test
  void byThePoliciesOfAnotherMomentItIsAsIfTheyHadAlwaysBeenInForce() {
    PastDecisions past =
        new PastDecisions(MESH.ledger(), CelGate.following(MESH.ledger()::content));
    long head = MESH.ledger().head().position();
    PolicySet now = past.inForceAt(head);
    Draft nothing = draft().draft(List.of(), List.of());
    Backtested byNow = tested(MESH.ledger(), trying(MESH, nothing, now), Concerning.ALL);
    assertThat(byNow.counts().newlyAllowed()).as("the policy is withdrawn by now").isEqualTo(1);
    PolicySet then = past.inForceAt(4);
    Backtested byThen = tested(MESH.ledger(), trying(MESH, nothing, then), Concerning.ALL);
    assertThat(then.policies()).hasSize(1);
    assertThat(subjects(byThen, Change.NEWLY_DENIED))
        .as("there was no waiver yet")
        .containsExactly("product/crm.waived", "product/sales.after");
  }

  @Test
  void pieceByPieceItComesToTheSame() {
    Backtest stricter =
        trying(
            MESH,
            draft(policy("ports", "2.0.0", "deny", "size(product.outputPorts) > 2", ""))
                .draft(List.of(), List.of()),
            null);
    Backtested.Sum pieces = new Backtested.Sum();
    long head = MESH.ledger().head().position();
    for (long at = 1; at <= head; at += 4) {
      pieces.add(
          tested(MESH.ledger(), stricter, Concerning.ALL, new Stretch(at, Math.min(head, at + 3))));
    }
    assertThat(pieces.all()).isEqualTo(tested(MESH.ledger(), stricter, Concerning.ALL));
    assertThat(pieces.all().flapping()).containsExactly("product/crm.often");
  }

  @Test
  void whatTheDraftCannotAnswerIsUnjudgedAndNeverNewlyDenied() {
    Backtested tested =
        tested(policy("new", "1.0.0", "deny", "product.governance.retentionDays > 30", ""));
    assertThat(tested.counts().newlyDenied()).isZero();
    assertThat(tested.counts().unjudged()).isEqualTo(8);
    assertThat(tested.notFrozen()).as("it was not said, which is no want of facts").isZero();
  }

  @Test
  void forWantOfAFactNobodyFrozeThenIsSaidToBeSo() {
    Facts facts =
        Facts.freeze(
            new TreeMap<>(
                Map.of(
                    "clock", TestMesh.NOON,
                    "command",
                        new TreeMap<>(
                            Map.of("kind", "PublishProduct", "subject", "product/old.orders")),
                    "domain", new TreeMap<>(Map.of("name", "old", "registered", false)),
                    "product", new TreeMap<>(Map.of("name", "orders", "domain", "old")),
                    "state", new TreeMap<>())));
    try (TestMesh old = new TestMesh()) {
      old.recorded("product/old.orders", facts);
      Backtested tested = alone(old, "size(lineage.upstream) < 9");
      assertThat(tested.counts().unjudged()).isEqualTo(1);
      assertThat(tested.notFrozen()).isEqualTo(1);
      assertThat(subjects(tested, Change.UNJUDGED)).containsExactly("product/old.orders");
      Backtested other = alone(old, "product.description != ''");
      assertThat(other.counts().unjudged()).isEqualTo(1);
      assertThat(other.notFrozen()).isZero();
    }
  }

  @Test
  void whatTheDomainItselfRefusedStaysDenied() {
    try (TestMesh other = new TestMesh()) {
      accepted(other.publish(product("sales", "two", 2, "1.0.0")));
      assertThat(other.publish(product("sales", "two", 2, "0.9.0")).result())
          .isEqualTo(Answer.Result.DENIED);
      Backtested tested = alone(other, "product.name != ''");
      assertThat(tested.counts().judged()).isEqualTo(2);
      assertThat(tested.counts().different()).isZero();
    }
  }

  private static Backtested alone(TestMesh mesh, String expression) {
    Draft draft = draft(policy("new", "1.0.0", "deny", expression, "")).draft(List.of(), List.of());
    return tested(mesh.ledger(), trying(mesh, draft, null), Concerning.ALL);
  }

  @Test
  void newParamsAreTriedOnTheirPolicies() {
    String bound =
        policy("bound", "1.0.0", "deny", "size(product.outputPorts) >= params.least", "")
            + "  params: {least: 1}\n  paramsFrom: {name: least}\n";
    String params =
        """
        apiVersion: daybook/v1
        kind: PolicyParams
        metadata: {name: least, version: 1.0.0}
        spec: {scope: global, values: {least: 3}}
        """;
    assertThat(tested(bound, params).counts().newlyDenied()).isEqualTo(4 + 1);
  }

  @Test
  void whatIsWrongWithADraftIsToldAllAtOnce() {
    DraftDocuments read = new DraftDocuments();
    add(read, "a.yaml", policy("a", "1.0.0", "deny", "product.nmae == 'x'", ""));
    add(read, "b.yaml", product("sales", "x", 1, "1.0.0"));
    assertThat(read.mistakes())
        .extracting(DraftDocuments.Mistake::toString)
        .anySatisfy(mistake -> assertThat(mistake).startsWith("a.yaml:").contains("nmae"))
        .anySatisfy(mistake -> assertThat(mistake).startsWith("b.yaml:").contains("no policy"));
  }
}

package dev.daybook.hindsight;

import static dev.daybook.hindsight.TestMesh.accepted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.Effect;
import dev.daybook.decision.Outcome;
import dev.daybook.hindsight.PostureDifference.Kind;
import dev.daybook.hindsight.PostureDifference.Told;
import dev.daybook.hindsight.PostureDifference.Why;
import dev.daybook.hindsight.TestMesh.Tampered;
import dev.daybook.mesh.SubjectName;
import dev.daybook.path.Answer;
import dev.daybook.policy.PolicyCommand.WithdrawPolicy;
import dev.daybook.product.ProductCommand.RetireProduct;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the rules say otherwise at another moment, and what did it. */
class PostureDiffTest {

  private TestMesh mesh = new TestMesh();
  private PostureMoment first = new PostureMoment(0, Instant.EPOCH);

  @BeforeEach
  void aMeshWithOneProductAndOneRule() {
    mesh.inForce(ports("1.0.0", "audit", 1));
    accepted(mesh.publish(product("one", 3, "1.0.0", "")));
    first = mesh.assessed();
  }

  @AfterEach
  void close() {
    mesh.close();
  }

  private static String product(String name, int ports, String version, String source) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < ports; i++) {
      all.append(i == 0 ? "" : ", ").append("{name: p").append(i).append(", type: sql}");
    }
    return """
    apiVersion: datamesh/v1
    kind: DataProduct
    metadata: {name: %s, domain: sales, owner: crm-team, version: %s}
    spec:
      classification: {tier: bronze, pii: false}
      inputPorts: [%s]
      outputPorts: [%s]
    """
        .formatted(name, version, source, all);
  }

  private static String ports(String version, String enforcement, int more) {
    return policy("ports", version, enforcement, "size(product.outputPorts) > " + more, "");
  }

  private static String policy(
      String name, String version, String enforcement, String expression, String more) {
    return """
    apiVersion: daybook/v1
    kind: Policy
    metadata: {name: %s, version: %s}
    spec:
      match: {commands: [PublishProduct]}
    %s
    %s
      validations:
        - name: rule
          expression: >-
            %s
    """
        .formatted(
            name,
            version,
            enforcement.isEmpty() ? "" : "  enforcement: " + enforcement,
            more,
            expression);
  }

  private PostureDifference one(PostureMoment to) {
    List<PostureDifference> differences = mesh.diff(first, to);
    assertThat(differences).hasSize(1);
    return differences.getFirst();
  }

  private static List<Reason> reasons(PostureDifference difference) {
    return difference.reasons().stream().map(Why::reason).toList();
  }

  private static List<String> types(PostureDifference difference) {
    return difference.reasons().stream()
        .flatMap(why -> why.entries().stream())
        .map(Told::type)
        .toList();
  }

  @Test
  void nothingDiffersWhereNothingHappened() {
    assertThat(mesh.diff(first, first)).isEmpty();
    accepted(mesh.publish(product("one", 2, "1.1.0", "")));
    assertThat(mesh.diff(first, mesh.assessed())).isEmpty();
  }

  @Test
  void aNewerDocumentIsTheReasonAndOfSeveralTheOneThatMadeTheDifference() {
    Answer published = mesh.publish(product("one", 1, "1.1.0", ""));
    accepted(published);
    long broke = published.positions().getLast();
    accepted(mesh.publish(product("one", 0, "1.2.0", "")));
    PostureDifference difference = one(mesh.assessed());
    assertThat(difference.kind()).isEqualTo(Kind.NEWLY_VIOLATED);
    assertThat(difference.was()).isEqualTo(Outcome.PASS);
    assertThat(difference.now()).isEqualTo(Outcome.FAIL);
    assertThat(difference.proved()).isTrue();
    assertThat(reasons(difference)).containsExactly(Reason.SUBJECT);
    assertThat(difference.reasons().getFirst().entries())
        .extracting(Told::position)
        .containsExactly(broke);
    assertThat(Objects.requireNonNull(difference.recorded()).cause()).isEqualTo("subject-changed");
  }

  @Test
  void aStricterPolicyIsTheReason() {
    mesh.inForce(ports("2.0.0", "audit", 3));
    accepted(mesh.publish(product("one", 3, "1.1.0", "{name: in, source: crm}")));
    PostureDifference difference = one(mesh.assessed());
    assertThat(reasons(difference)).containsExactly(Reason.POLICY);
    assertThat(types(difference)).containsExactly("policy.activated");
  }

  @Test
  void whereEitherAloneWouldHaveKeptItBothAreReasons() {
    mesh.inForce(ports("2.0.0", "audit", 2));
    accepted(mesh.publish(product("one", 2, "1.1.0", "")));
    PostureDifference difference = one(mesh.assessed());
    assertThat(reasons(difference)).containsExactly(Reason.SUBJECT, Reason.POLICY);
    assertThat(difference.together()).isFalse();
  }

  @Test
  void whereEitherAloneWouldHaveBrokenItTheyAreReasonsTogether() {
    mesh.inForce(ports("2.0.0", "audit", 3));
    accepted(mesh.publish(product("one", 1, "1.1.0", "")));
    PostureDifference difference = one(mesh.assessed());
    assertThat(reasons(difference)).containsExactly(Reason.SUBJECT, Reason.POLICY);
    assertThat(difference.together()).isTrue();
  }

  @Test
  void paramsAreTheReasonWherePublishingThemChangedTheAnswer() {
    mesh.inForce(
        policy(
            "limits",
            "1.0.0",
            "audit",
            "size(product.outputPorts) >= params.least",
            """
              paramsFrom: {name: limits}
              params: {least: 1}
            """
                .stripTrailing()));
    accepted(mesh.publish(limits("1.0.0", 1)));
    first = mesh.assessed();
    accepted(mesh.publish(limits("1.1.0", 9)));
    PostureDifference difference = one(mesh.assessed());
    assertThat(difference.rule()).isEqualTo("limits/rule");
    assertThat(reasons(difference)).containsExactly(Reason.PARAMS);
    assertThat(types(difference)).containsExactly("params.published");
  }

  private static String limits(String version, int least) {
    return """
    apiVersion: daybook/v1
    kind: PolicyParams
    metadata: {name: limits, version: %s}
    spec: {scope: global, values: {least: %d}}
    """
        .formatted(version, least);
  }

  @Test
  void aWaiverIsTheReasonAndTimeOnceItRunsOut() {
    accepted(mesh.publish(product("one", 1, "1.1.0", "")));
    first = mesh.assessed();
    mesh.waive("few", "product/sales.one", "ports");
    PostureMoment waived = mesh.assessed();
    PostureDifference granted = one(waived);
    assertThat(granted.kind()).isEqualTo(Kind.NEWLY_SATISFIED);
    assertThat(reasons(granted)).containsExactly(Reason.WAIVER);
    assertThat(types(granted)).containsExactly("waiver.approved");

    first = waived;
    mesh.at("2026-06-01T12:00:00Z");
    PostureDifference ended = one(mesh.assessed());
    assertThat(ended.kind()).isEqualTo(Kind.NEWLY_VIOLATED);
    assertThat(reasons(ended)).containsExactly(Reason.TIME);
    assertThat(streams(ended)).containsExactly("waiver/few");
    assertThat(types(ended)).containsExactly("waiver.approved");
    assertThat(ended.reasons().getFirst().at()).isEqualTo(TestMesh.NOON.plus(Duration.ofDays(30)));
  }

  private static List<String> streams(PostureDifference difference) {
    return difference.reasons().stream()
        .flatMap(why -> why.entries().stream())
        .map(Told::stream)
        .toList();
  }

  @Test
  void ofTwoWaiversThatRanOutTheOneThatLastedLongerIsNamed() {
    accepted(mesh.publish(product("one", 1, "1.1.0", "")));
    mesh.waive("aaa", "product/sales.one", "ports", Duration.ofDays(20));
    mesh.waive("bbb", "product/sales.one", "ports/rule", Duration.ofDays(40));
    mesh.waive("ccc", "product/sales.one", "ports", Duration.ofDays(10));
    mesh.waive("ddd", "product/sales.one", "stages", Duration.ofDays(50));
    first = mesh.assessed();
    mesh.at("2026-07-01T12:00:00Z");
    PostureDifference ended = one(mesh.assessed());
    assertThat(streams(ended)).containsExactly("waiver/bbb");
    assertThat(ended.reasons().getFirst().at()).isEqualTo(TestMesh.NOON.plus(Duration.ofDays(40)));
  }

  @Test
  void aDateThatPassedIsToldToTheSecond() {
    mesh.inForce(
        policy("dates", "1.0.0", "audit", "clock < timestamp('2026-05-01T08:30:07Z')", ""));
    first = mesh.assessed();
    mesh.at("2026-06-02T12:00:00Z");
    PostureDifference difference = one(mesh.assessed());
    assertThat(reasons(difference)).containsExactly(Reason.TIME);
    assertThat(types(difference)).isEmpty();
    assertThat(difference.reasons().getFirst().at()).isEqualTo("2026-05-01T08:30:07Z");
  }

  @Test
  void whatChangedAndChangedBackDoesNotDiffer() {
    accepted(mesh.publish(product("one", 1, "1.1.0", "")));
    PostureMoment broken = mesh.assessed();
    accepted(mesh.publish(product("one", 2, "1.2.0", "")));
    PostureMoment mended = mesh.assessed();
    assertThat(mesh.diff(first, mended)).isEmpty();
    assertThat(mesh.diff(first, broken)).hasSize(1);
    assertThat(mesh.diff(broken, mended)).hasSize(1);
  }

  @Test
  void whatAPolicyWouldDoIsADifferenceToo() {
    accepted(mesh.publish(product("one", 1, "1.1.0", "")));
    first = mesh.assessed();
    mesh.inForce(ports("1.1.0", "warn", 1));
    PostureDifference difference = one(mesh.assessed());
    assertThat(difference.kind()).isEqualTo(Kind.CHANGED_EFFECT);
    assertThat(difference.effectWas()).isEqualTo(Effect.AUDIT);
    assertThat(difference.effectNow()).isEqualTo(Effect.WARN);
    assertThat(reasons(difference)).containsExactly(Reason.POLICY);
  }

  @Test
  void aStageThatBeganIsOwedToTimeAlone() {
    mesh.inForce(
        policy(
            "stages",
            "1.0.0",
            "",
            "size(product.outputPorts) > 7",
            "  stages: [{enforcement: audit}, {enforcement: deny, from: 2026-05-01}]"));
    first = mesh.assessed();
    mesh.at("2026-05-02T12:00:00Z");
    PostureDifference difference = one(mesh.assessed());
    assertThat(difference.kind()).isEqualTo(Kind.CHANGED_EFFECT);
    assertThat(difference.effectNow()).isEqualTo(Effect.DENY);
    assertThat(reasons(difference)).containsExactly(Reason.TIME);
    assertThat(streams(difference)).containsExactly("policy/stages");
    assertThat(types(difference)).containsExactly("policy.activated");
    assertThat(difference.reasons().getFirst().at()).isEqualTo("2026-05-01T00:00:00Z");
  }

  @Test
  void whatIsSparedNoLongerIsOwedToTheDayOfItsPolicy() {
    mesh.inForce(
        policy(
            "late",
            "1.0.0",
            "audit",
            "size(product.outputPorts) > 7",
            "  grandfather: {appliesTo: everything, from: 2026-05-01}"));
    first = mesh.assessed();
    mesh.at("2026-05-02T12:00:00Z");
    PostureDifference difference = one(mesh.assessed());
    assertThat(difference.kind()).isEqualTo(Kind.APPEARED);
    assertThat(reasons(difference)).containsExactly(Reason.TIME);
    assertThat(streams(difference)).containsExactly("policy/late");
    assertThat(difference.reasons().getFirst().at()).isEqualTo("2026-05-01T00:00:00Z");
  }

  @Test
  void whatIsNewAppearsAndWhatIsWithdrawnGoes() {
    accepted(mesh.publish(product("two", 2, "1.0.0", "")));
    PostureDifference appeared = one(mesh.assessed());
    assertThat(appeared.kind()).isEqualTo(Kind.APPEARED);
    assertThat(reasons(appeared)).containsExactly(Reason.SUBJECT);
    assertThat(types(appeared)).containsExactly("product.registered");

    first = mesh.moment();
    accepted(mesh.submit(new WithdrawPolicy(SubjectName.parse("policy/ports"), "the end")));
    List<PostureDifference> went = mesh.diff(first, mesh.assessed());
    assertThat(went).hasSize(2);
    assertThat(went)
        .allSatisfy(
            each -> {
              assertThat(each.kind()).isEqualTo(Kind.WENT);
              assertThat(reasons(each)).containsExactly(Reason.POLICY);
              assertThat(types(each)).containsExactly("policy.withdrawn");
            });
  }

  @Test
  void whatWasSoBeforeAndWasNoticedLaterIsLate() {
    Answer published = mesh.publish(product("one", 1, "1.1.0", ""));
    accepted(published);
    first = new PostureMoment(published.positions().getLast(), mesh.moment().clock());
    PostureDifference difference = one(mesh.assessed());
    assertThat(difference.kind()).isEqualTo(Kind.NEWLY_VIOLATED);
    assertThat(reasons(difference)).containsExactly(Reason.LATE);
    assertThat(difference.reasons().getFirst().entries())
        .extracting(Told::position)
        .containsExactly(first.position());
  }

  @Test
  void whatItIsMadeOfIsTheReasonWhereThatChanged() {
    mesh.inForce(
        policy(
            "sources",
            "1.0.0",
            "audit",
            "lineage.upstream.all(each, !has(each.life) || each.life == 'live')",
            ""));
    accepted(mesh.publish(product("two", 2, "1.0.0", "{name: in, source: sales.one}")));
    first = mesh.assessed();
    accepted(mesh.submit(new RetireProduct(SubjectName.parse("product/sales.one"), "gone")));
    List<PostureDifference> differences = mesh.diff(first, mesh.assessed());
    assertThat(differences)
        .filteredOn(each -> each.subject().equals("product/sales.two"))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(reasons(each)).containsExactly(Reason.LINEAGE);
              assertThat(types(each)).containsExactly("product.retired");
            });
  }

  @Test
  void onlyWhatChangedBetweenTheMomentsIsRead() {
    accepted(mesh.publish(product("two", 2, "1.0.0", "")));
    first = mesh.assessed();
    accepted(mesh.publish(product("two", 1, "1.1.0", "")));
    PostureMoment second = mesh.assessed();
    try (Tampered _ = unreadable("one")) {
      assertThat(mesh.diff(first, second))
          .extracting(PostureDifference::subject)
          .containsExactly("product/sales.two");
    }
  }

  @Test
  void aPageReadsNothingOfTheSubjectsBeforeIt() {
    accepted(mesh.publish(product("one", 1, "1.1.0", "")));
    accepted(mesh.publish(product("two", 2, "1.0.0", "")));
    accepted(mesh.publish(product("three", 2, "1.0.0", "")));
    PostureMoment second = mesh.assessed();
    List<PostureDifference> all = mesh.diff(first, second);
    try (Tampered _ = unreadable("one")) {
      assertThat(
              mesh.between(first, second)
                  .differences(PostureDiff.Wanted.ALL, PostureDiff.key(all.get(1)), 10))
          .isEqualTo(all.subList(2, 3));
    }
  }

  /** What was recorded first of a product's posture, so that who reads it cannot go on. */
  private Tampered unreadable(String product) {
    return mesh.changed(
        mesh.ledger().stream("posture/product/sales." + product, 0, 1).getFirst(),
        "\"policies\":",
        "\"policies\":none");
  }

  @Test
  void onePageGoesOnBehindTheOther() {
    accepted(mesh.publish(product("two", 2, "1.0.0", "")));
    accepted(mesh.publish(product("three", 2, "1.0.0", "")));
    accepted(mesh.publish(product("one", 1, "1.1.0", "")));
    PostureMoment second = mesh.assessed();
    PostureDiff diff = mesh.between(first, second);
    List<PostureDifference> all = diff.differences(PostureDiff.Wanted.ALL, "", 10);
    assertThat(all)
        .extracting(PostureDifference::subject)
        .containsExactly("product/sales.one", "product/sales.three", "product/sales.two");
    List<PostureDifference> begun = diff.differences(PostureDiff.Wanted.ALL, "", 1);
    assertThat(diff.differences(PostureDiff.Wanted.ALL, PostureDiff.key(begun.getFirst()), 10))
        .isEqualTo(all.subList(1, 3));
    assertThat(
            diff.differences(
                new PostureDiff.Wanted(SubjectName.parse("product/sales.two"), "sales", "ports"),
                "",
                10))
        .isEqualTo(all.subList(2, 3));
    assertThat(diff.differences(new PostureDiff.Wanted(null, "crm", null), "", 10)).isEmpty();
    assertThat(diff.differences(new PostureDiff.Wanted(null, null, "other/rule"), "", 10))
        .isEmpty();
  }
}

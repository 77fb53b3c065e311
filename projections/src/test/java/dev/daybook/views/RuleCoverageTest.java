package dev.daybook.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.Effect;
import dev.daybook.decision.Judgement.RuleOutcome;
import dev.daybook.decision.Outcome;
import dev.daybook.edge.Limit;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.mesh.Version;
import dev.daybook.policy.PolicyEvent.PolicyActivated;
import dev.daybook.policy.PolicyEvent.PolicyPublished;
import dev.daybook.policy.SecondPerson;
import dev.daybook.seal.Sha256;
import dev.daybook.views.coverage.CoverageQueries;
import dev.daybook.views.coverage.CoverageQueries.Covered;
import dev.daybook.views.coverage.CoverageView;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which rules fire in recorded decisions, and which of those in force never do. */
class RuleCoverageTest {

  private static final SubjectName ORDERS = Samples.product("sales.orders");
  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

  private final Book book = Book.open();
  private final CoverageQueries coverage =
      new CoverageQueries(new ViewReader(book.views()), book.ledger());

  @AfterEach
  void close() {
    book.close();
  }

  @Test
  void everyAnswerOfARuleIsCountedWithItsFirstAndLastDecision() {
    long first = book.judge(ORDERS, answer("p/a", Outcome.PASS), answer("p/b", Outcome.FAIL));
    book.judge(ORDERS, answer("p/a", Outcome.WAIVED));
    book.settle();
    book.judge(ORDERS, answer("p/a", Outcome.UNJUDGED));
    long last = book.judge(ORDERS, answer("p/a", Outcome.FAIL));
    book.settle();

    assertThat(of("p", "p/a"))
        .extracting("asked", "passed", "failed", "waived", "unjudged")
        .containsExactly(4L, 1L, 1L, 1L, 1L);
    assertThat(of("p", "p/a"))
        .extracting("firstPosition", "lastPosition", "version")
        .containsExactly(first, last, null);
    assertThat(of("p", "p/b").failed()).isEqualTo(1);
  }

  @Test
  void aRuleInForceThatWasNeverAskedOrNeverBrokenOrAlwaysUnjudgedIsSaidToBe() {
    inForce("p", "unasked", "kept", "unclear", "busy");
    for (int i = 0; i < 3; i++) {
      book.judge(
          ORDERS,
          answer("p/kept", Outcome.PASS),
          answer("p/unclear", Outcome.UNJUDGED),
          answer("p/busy", i == 0 ? Outcome.FAIL : Outcome.PASS));
    }
    book.settle();

    assertThat(of("p", "p/unasked").remarks()).containsExactly("never-asked");
    assertThat(of("p", "p/kept").remarks()).containsExactly("never-broken");
    assertThat(of("p", "p/unclear").remarks()).containsExactly("always-unjudged");
    assertThat(of("p", "p/busy").remarks()).isEmpty();
    assertThat(of("p", "p/busy").version()).isEqualTo("1.0.0");
    assertThat(list("p", null, null, "never-asked"))
        .extracting(Covered::rule)
        .containsExactly("p/unasked");
  }

  @Test
  void aRuleIsShadowedByOneThatIsBrokenWheneverItIs() {
    inForce("p", "narrow", "wide", "other");
    for (int i = 0; i < 9; i++) {
      book.judge(ORDERS, answer("p/narrow", Outcome.FAIL), answer("p/wide", Outcome.UNJUDGED));
    }
    book.judge(ORDERS, answer("p/wide", Outcome.FAIL), answer("p/other", Outcome.FAIL));
    book.settle();
    assertThat(of("p", "p/narrow").remarks()).isEmpty();

    book.judge(ORDERS, answer("p/narrow", Outcome.WAIVED), answer("p/wide", Outcome.FAIL));
    book.settle();
    assertThat(of("p", "p/narrow").remarks()).containsExactly("shadowed");
    assertThat(of("p", "p/narrow").shadowedBy()).containsExactly("p/wide");
    assertThat(of("p", "p/wide").remarks()).isEmpty();

    book.judge(ORDERS, answer("p/narrow", Outcome.FAIL), answer("p/wide", Outcome.PASS));
    book.settle();
    assertThat(of("p", "p/narrow").remarks()).isEmpty();
  }

  @Test
  void daysAndPoliciesAreChosen() {
    book.judge(ORDERS, answer("p/a", Outcome.PASS), answer("q/a", Outcome.PASS));
    book.settle();

    assertThat(list("q", null, null, null)).extracting(Covered::rule).containsExactly("q/a");
    assertThat(list(null, today.minusDays(1), today.plusDays(1), null)).hasSize(2);
    assertThat(list(null, today.plusDays(2), null, null)).isEmpty();
    assertThat(list(null, null, today.minusDays(2), null)).isEmpty();
    assertThat(coverage.list(now(), null, null, null, null, Limit.of(1), "p/a").items())
        .extracting(Covered::rule)
        .containsExactly("q/a");
  }

  @Test
  void asOfAMomentOnlyWhatWasDecidedByThenCounts() {
    for (int i = 0; i < 10; i++) {
      book.judge(ORDERS, answer("p/a", Outcome.FAIL), answer("p/b", Outcome.FAIL));
    }
    long then = book.ledger().head().position();
    book.settle();
    Covered before = of("p", "p/a");
    assertThat(before.failed()).isEqualTo(10);

    book.judge(ORDERS, answer("p/a", Outcome.PASS), answer("q/new", Outcome.PASS));
    book.judge(ORDERS, answer("p/a", Outcome.FAIL));
    inForce("p", "a");
    book.settle();

    assertThat(asOf(then, "p", "p/a")).isEqualTo(before);
    assertThat(asOf(then, "p", "p/a").version()).isNull();
    assertThat(
            coverage.list(new Moment(then), null, null, null, null, Limit.of(null), null).items())
        .extracting(Covered::rule)
        .containsExactly("p/a", "p/b");
    assertThat(asOf(then - 4, "p", "p/a").failed()).isEqualTo(6);
    assertThat(asOf(then - 4, "p", "p/a").lastPosition()).isEqualTo(then - 4);
    assertThat(of("p", "p/a"))
        .extracting(Covered::passed, Covered::failed, Covered::version)
        .containsExactly(1L, 11L, "1.0.0");
  }

  @Test
  void whatWasShadowedThenIsSaidToHaveBeen() {
    inForce("p", "narrow", "wide");
    for (int i = 0; i < 10; i++) {
      book.judge(ORDERS, answer("p/narrow", Outcome.FAIL), answer("p/wide", Outcome.FAIL));
    }
    long then = book.ledger().head().position();
    book.judge(ORDERS, answer("p/narrow", Outcome.FAIL), answer("p/wide", Outcome.PASS));
    book.settle();

    assertThat(of("p", "p/narrow").shadowedBy()).isEmpty();
    assertThat(asOf(then, "p", "p/narrow").shadowedBy()).containsExactly("p/wide");
  }

  @Test
  void blocksBeforeTheMomentsOwnAreCountedOnce() {
    for (int i = 0; i < CoverageView.BLOCK + 200; i++) {
      book.judge(ORDERS, answer("p/a", Outcome.PASS));
    }
    book.settle();
    long last = book.ledger().head().position();

    assertThat(of("p", "p/a").passed()).isEqualTo(last);
    for (long at : new long[] {1, CoverageView.BLOCK - 1, CoverageView.BLOCK, last - 1}) {
      assertThat(asOf(at, "p", "p/a"))
          .extracting(Covered::passed, Covered::firstPosition, Covered::lastPosition)
          .containsExactly(at, 1L, at);
    }
  }

  @Test
  void manyDecisionsOfOneBatchMakeOneRowARule() {
    book.views().pause();
    for (int i = 0; i < 200; i++) {
      book.judge(ORDERS, answer("p/a", Outcome.PASS));
    }
    book.views().resume();
    book.settle();
    assertThat(book.rows("SELECT rule, sum(passed) FROM views.rule_day GROUP BY rule"))
        .containsExactly("p/a|200");
  }

  private static RuleOutcome answer(String rule, Outcome outcome) {
    return new RuleOutcome(rule, outcome, Effect.DENY, null);
  }

  private Covered of(String policy, String rule) {
    return list(policy, null, null, null).stream()
        .filter(each -> each.rule().equals(rule))
        .findFirst()
        .orElseThrow();
  }

  private Covered asOf(long position, String policy, String rule) {
    return coverage
        .list(new Moment(position), policy, null, null, null, Limit.of(null), null)
        .items()
        .stream()
        .filter(each -> each.rule().equals(rule))
        .findFirst()
        .orElseThrow();
  }

  private List<Covered> list(
      @Nullable String policy,
      @Nullable LocalDate from,
      @Nullable LocalDate to,
      @Nullable String remark) {
    return coverage.list(now(), policy, from, to, remark, Limit.of(null), null).items();
  }

  private Moment now() {
    return new Moment(book.ledger().head().position());
  }

  private void inForce(String name, String... rules) {
    StringBuilder text =
        new StringBuilder(
            """
            apiVersion: daybook/v1
            kind: Policy
            metadata: { name: %s, version: 1.0.0 }
            spec:
              enforcement: deny
              match: { commands: [PublishProduct] }
              validations:
            """
                .formatted(name));
    for (String rule : rules) {
      text.append("  - { name: ").append(rule).append(", expression: \"true\" }\n");
    }
    byte[] document = text.toString().getBytes(StandardCharsets.UTF_8);
    SubjectName policy = new SubjectName(SubjectKind.POLICY, name);
    Version one = new Version("1.0.0");
    String sha256 = Sha256.hex(document);
    book.publish(
        document,
        new PolicyPublished(
            policy,
            one,
            sha256,
            null,
            null,
            null,
            null,
            null,
            Effect.DENY,
            List.of(),
            List.of(),
            List.of(),
            null));
    book.record(
        new PolicyActivated(policy, one, sha256, null, "agreed", null, SecondPerson.SETTING_OFF));
  }
}

package dev.daybook.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.daybook.decision.Judgement.ParamsUsed;
import dev.daybook.decision.Outcome;
import dev.daybook.edge.Limit;
import dev.daybook.edge.Page;
import dev.daybook.mesh.SubjectName;
import dev.daybook.posture.Cause;
import dev.daybook.posture.Posture;
import dev.daybook.posture.PostureEvent.PolicyPosture;
import dev.daybook.posture.PostureEvent.PostureChanged;
import dev.daybook.posture.PostureEvent.RulePosture;
import dev.daybook.views.posture.PostureQueries;
import dev.daybook.views.posture.PostureQueries.Count;
import dev.daybook.views.posture.PostureQueries.Filter;
import dev.daybook.views.posture.PostureQueries.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the rules say of what stands, found by whatever one may ask for it by. */
class PostureQueriesTest {

  private static final Book BOOK = Book.open();
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Limit ALL = Limit.of(1_000);

  private static final SubjectName ORDERS = SubjectName.parse("product/Sales.orders");
  private static final SubjectName LEADS = SubjectName.parse("contract/crm.leads");

  private static final SubjectName GONE = SubjectName.parse("product/hr.gone");

  private static long before;
  private final PostureQueries posture = new PostureQueries(new ViewReader(BOOK.views()));

  @BeforeAll
  static void twoSubjectsUnderTwoPolicies() {
    BOOK.record(
        changed(
            ORDERS,
            policy("naming", "S0-1", new RulePosture("naming/form", null, Outcome.FAIL, true)),
            policy(
                "pii",
                "GDPR-Art-32",
                rule("pii/masked", null, Outcome.PASS),
                rule("pii/tagged", null, Outcome.UNJUDGED))));
    BOOK.record(changed(LEADS, policy("naming", "S0-1", rule("naming/form", null, Outcome.PASS))));
    before = BOOK.ledger().head().position();
    BOOK.record(
        changed(
            ORDERS,
            policy("naming", "S0-1", rule("naming/form", Outcome.FAIL, Outcome.WAIVED)),
            policy("pii", "GDPR-Art-32", rule("pii/tagged", Outcome.UNJUDGED, null))));
    BOOK.record(changed(GONE, policy("naming", "S0-1", rule("naming/form", null, Outcome.PASS))));
    BOOK.record(changed(GONE, policy("naming", "S0-1", rule("naming/form", Outcome.PASS, null))));
    BOOK.settle();
  }

  @AfterAll
  static void close() {
    BOOK.close();
  }

  @Test
  void everyRuleSaysSinceWhenAndWhy() {
    assertThat(list(Filter.NONE))
        .extracting(Rule::subject, Rule::rule, Rule::status, Rule::was, Rule::cause)
        .containsExactly(
            tuple("contract/crm.leads", "naming/form", "pass", null, "policy-changed"),
            tuple("product/Sales.orders", "naming/form", "waived", "fail", "policy-changed"),
            tuple("product/Sales.orders", "pii/masked", "pass", null, "policy-changed"));
    Rule first = list(Filter.NONE).getFirst();
    assertThat(first.since()).isEqualTo(NOON);
    assertThat(first.causedBy()).isEqualTo(4L);
    assertThat(first.version()).isEqualTo("1.0.0");
    assertThat(first.controls()).containsExactly("S0-1");
  }

  @Test
  void itIsFoundBySubjectDomainPolicyRuleStatusAndControl() {
    assertThat(list(new Filter(LEADS, null, null, null, null))).hasSize(1);
    assertThat(list(new Filter(null, "SALES", null, null, null))).hasSize(2);
    assertThat(list(new Filter(null, null, "naming", null, null))).hasSize(2);
    assertThat(list(new Filter(null, null, "pii/masked", null, null))).hasSize(1);
    assertThat(list(new Filter(null, null, null, List.of("waived"), null))).hasSize(1);
    assertThat(list(new Filter(null, null, null, List.of("waived", "pass"), null))).hasSize(3);
    assertThat(list(new Filter(null, null, null, null, "GDPR-Art-32"))).hasSize(1);
  }

  @Test
  void whatItWasIsThereAsOfThen() {
    assertThat(posture.list(new Moment(before), Filter.NONE, ALL, null).items())
        .extracting(Rule::rule, Rule::status, Rule::floor)
        .containsExactly(
            tuple("naming/form", "pass", null),
            tuple("naming/form", "fail", "naming-standard"),
            tuple("pii/masked", "pass", null),
            tuple("pii/tagged", "unjudged", null));
  }

  @Test
  void pagesGoOnBehindEachOther() {
    List<Rule> all = new ArrayList<>();
    String after = null;
    do {
      Page<Rule> page = posture.list(now(), Filter.NONE, Limit.of(1), after);
      all.addAll(page.items());
      after = page.next().orElse(null);
    } while (after != null);
    assertThat(all).isEqualTo(list(Filter.NONE));
  }

  @Test
  void itIsCountedByWhateverBarsAreDrawnFor() {
    assertThat(counts("domain"))
        .containsExactly(new Count("crm", 1, 0, 0, 0, 1), new Count("sales", 1, 0, 1, 0, 1));
    assertThat(counts("policy"))
        .containsExactly(new Count("naming", 1, 0, 1, 0, 2), new Count("pii", 1, 0, 0, 0, 1));
    assertThat(counts("rule")).extracting(Count::key).containsExactly("naming/form", "pii/masked");
    assertThat(counts("control")).extracting(Count::key).containsExactly("GDPR-Art-32", "S0-1");
    assertThat(counts("subject"))
        .extracting(Count::key)
        .containsExactly("contract/crm.leads", "product/Sales.orders");
  }

  @Test
  void whatIsCountedAheadIsWhatTheRulesComeToAtEveryMoment() {
    for (long at = 0; at <= BOOK.ledger().head().position(); at++) {
      assertCountedAhead(posture, at);
    }
    assertThat(posture.count(now(), "subject", Filter.NONE, Limit.of(1), "a").items())
        .as("a page of them")
        .hasSize(1);
    assertThat(posture.count(now(), "rule", Filter.NONE, Limit.of(1), "naming/form").items())
        .extracting(Count::key)
        .containsExactly("pii/masked");
  }

  @Test
  void itIsSoWhereLargeAndSmallBlocksAreBehind() {
    try (Book book = Book.open()) {
      List<SubjectName> subjects = List.of(ORDERS, LEADS, GONE);
      List<Outcome> outcomes = List.of(Outcome.values());
      Map<SubjectName, Outcome> says = new HashMap<>();
      for (int i = 0; i < 6_000; i++) {
        SubjectName subject = subjects.get(i % subjects.size());
        Outcome now = i % 7 == 0 ? null : outcomes.get(i % outcomes.size());
        Outcome was = now == null ? says.remove(subject) : says.put(subject, now);
        if (now != was) {
          String control = i % 5 == 0 ? "S0-2" : "S0-1";
          book.record(changed(subject, policy("naming", control, rule("naming/form", was, now))));
        }
      }
      for (int i = 0; i < 150; i++) {
        book.accept(ORDERS);
      }
      Outcome last = says.get(LEADS);
      assertThat(last).as("what leaves off since the last block began").isNotNull();
      book.record(changed(LEADS, policy("naming", "S0-1", rule("naming/form", last, null))));
      book.settle();
      long head = book.ledger().head().position();
      PostureQueries asked = new PostureQueries(new ViewReader(book.views()));
      for (long at :
          new long[] {1, 99, 100, 101, 1_377, 9_899, 9_999, 10_000, 10_001, 10_150, head}) {
        assertCountedAhead(asked, at);
      }
    }
  }

  /** Counts that are kept, held against those of a filter that every row passes. */
  private static void assertCountedAhead(PostureQueries asked, long at) {
    Filter everyRule =
        new Filter(null, null, null, List.of("pass", "fail", "waived", "unjudged"), null);
    Moment then = new Moment(at);
    for (String by : List.of("domain", "subject", "policy", "rule", "control")) {
      assertThat(asked.count(then, by, Filter.NONE, ALL, null).items())
          .as("by %s as of %d", by, at)
          .isEqualTo(asked.count(then, by, everyRule, ALL, null).items());
    }
  }

  private List<Rule> list(Filter filter) {
    return posture.list(now(), filter, ALL, null).items();
  }

  private List<Count> counts(String by) {
    return posture.count(now(), by, Filter.NONE, ALL, null).items();
  }

  private static Moment now() {
    return new Moment(BOOK.ledger().head().position());
  }

  private static PostureChanged changed(SubjectName about, PolicyPosture... policies) {
    return new PostureChanged(Posture.of(about), about, 0, 4, NOON, List.of(policies));
  }

  private static PolicyPosture policy(String name, String control, RulePosture... rules) {
    return new PolicyPosture(
        name,
        "1.0.0",
        "a".repeat(64),
        null,
        new ParamsUsed("naming-standard", "1.1.0", "b".repeat(64)),
        List.of(control),
        Cause.POLICY_CHANGED,
        4L,
        List.of(rules));
  }

  private static RulePosture rule(String rule, @Nullable Outcome was, @Nullable Outcome now) {
    return new RulePosture(rule, was, now);
  }
}

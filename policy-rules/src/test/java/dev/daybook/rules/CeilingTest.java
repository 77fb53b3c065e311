package dev.daybook.rules;

import static dev.daybook.decision.Effect.AUDIT;
import static dev.daybook.decision.Effect.DENY;
import static dev.daybook.decision.Effect.WARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.daybook.ceiling.CeilingEvent.CeilingLowered;
import dev.daybook.ceiling.CeilingEvent.CeilingRaised;
import dev.daybook.ceiling.CeilingEvent.CeilingRemoved;
import dev.daybook.decision.Effect;
import dev.daybook.decision.Facts;
import dev.daybook.decision.Finding;
import dev.daybook.decision.Judgement;
import dev.daybook.decision.Judgement.CeilingUsed;
import dev.daybook.mesh.SubjectName;
import dev.daybook.mesh.Version;
import dev.daybook.policy.PolicyEvent.PolicyActivated;
import dev.daybook.policy.SecondPerson;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** What a ceiling leaves of what policies say, and what it keeps in mind. */
class CeilingTest {

  private static final String STRICT =
      """
      validations:
        - { name: hard, expression: product.name == 'x' }
        - { name: soft, expression: product.name == 'x', enforcement: warn }
        - { name: kept, expression: product.name == 'orders' }
      """;

  private static final SubjectName ALL = SubjectName.parse("ceiling/all");
  private static final SubjectName SALES = SubjectName.parse("ceiling/Sales");

  private final CelGate gate =
      CelGate.following(_ -> Optional.of(Policies.text(STRICT).getBytes(StandardCharsets.UTF_8)));

  CeilingTest() {
    gate.apply(
        1,
        new PolicyActivated(
            SubjectName.parse("policy/test"),
            new Version("1.0.0"),
            "00",
            null,
            "x",
            null,
            SecondPerson.SETTING_OFF));
  }

  @Test
  void withoutOneEveryEffectIsThePolicysOwn() {
    Judgement judgement = judge("sales");
    assertThat(judgement.denies()).isTrue();
    assertThat(judgement.ceiling()).isNull();
    assertThat(judgement.findings()).extracting(Finding::uncapped).containsOnlyNulls();
  }

  @Test
  void itCapsEveryEffectFromItsEventOnAndKeepsWhatThatWouldHaveBeen() {
    lower(7, ALL, AUDIT);

    Judgement judgement = judge("sales");

    assertThat(judgement.policyPosition()).isEqualTo(7);
    assertThat(judgement.denies()).isFalse();
    assertThat(judgement.wouldDeny()).isTrue();
    assertThat(judgement.ceiling()).isEqualTo(new CeilingUsed(ALL, AUDIT));
    assertThat(judgement.findings()).extracting(Finding::effect).containsOnly(AUDIT);
    assertThat(judgement.findings())
        .extracting(Finding::rule, Finding::uncapped)
        .containsExactlyInAnyOrder(tuple("test/hard", DENY), tuple("test/soft", WARN));
    assertThat(judgement.rules())
        .extracting(Judgement.RuleOutcome::effect, Judgement.RuleOutcome::uncapped)
        .containsExactly(tuple(AUDIT, DENY), tuple(AUDIT, WARN), tuple(AUDIT, DENY));
  }

  @Test
  void whatIsNoHarderThanTheCeilingStaysAsItIs() {
    lower(7, ALL, WARN);

    assertThat(judge("sales").findings())
        .extracting(Finding::rule, Finding::effect, Finding::uncapped)
        .containsExactlyInAnyOrder(tuple("test/hard", WARN, DENY), tuple("test/soft", WARN, null));
  }

  @Test
  void aDomainsOwnCeilingWinsOverThatOfAllUntilItIsRemoved() {
    lower(7, ALL, AUDIT);
    gate.apply(8, new CeilingRaised(SALES, DENY, null, "x"));

    assertThat(judge("sales").denies()).isTrue();
    assertThat(judge("sales").ceiling()).isEqualTo(new CeilingUsed(SALES, DENY));
    assertThat(judge("finance").denies()).isFalse();

    gate.apply(9, new CeilingRemoved(SALES, DENY, "x"));
    assertThat(judge("sales").denies()).isFalse();

    gate.apply(10, new CeilingRemoved(ALL, AUDIT, "x"));
    assertThat(judge("sales").denies()).isTrue();
    assertThat(judge("sales").policyPosition()).isEqualTo(10);
  }

  @Test
  void aSubjectOfNoDomainIsUnderThatOfAll() {
    lower(7, ALL, AUDIT);
    SortedMap<String, Object> facts = Policies.factMap(Policies.orders());
    facts.remove("domain");

    assertThat(gate.judge(Facts.freeze(facts)).denies()).isFalse();
  }

  @Test
  void aPolicyTriedOutByItselfIsUnderTheSameCeiling() {
    lower(7, ALL, AUDIT);
    CompiledPolicy draft = Policies.rule("product.name == 'y'");

    Judgement judgement =
        CelGate.of(gate.policies().alone(draft)).judge(Policies.facts(Policies.orders()));

    assertThat(judgement.rules())
        .extracting(Judgement.RuleOutcome::rule)
        .containsExactly("test/rule");
    assertThat(judgement.wouldDeny()).isTrue();
    assertThat(judgement.denies()).isFalse();
  }

  private void lower(long position, SubjectName ceiling, Effect level) {
    gate.apply(position, new CeilingLowered(ceiling, level, null, "x"));
  }

  private Judgement judge(String domain) {
    SortedMap<String, Object> facts = Policies.factMap(Policies.orders());
    facts.put("domain", Policies.map(Map.of("name", domain, "registered", true)));
    return gate.judge(Facts.freeze(facts));
  }
}

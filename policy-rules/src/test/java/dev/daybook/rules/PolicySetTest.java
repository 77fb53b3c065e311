package dev.daybook.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.Effect;
import dev.daybook.decision.Facts;
import dev.daybook.decision.Judgement;
import dev.daybook.decision.Outcome;
import dev.daybook.mesh.SubjectName;
import dev.daybook.mesh.Version;
import dev.daybook.policy.PolicyEvent.PolicyActivated;
import dev.daybook.policy.PolicyEvent.PolicyPublished;
import dev.daybook.policy.PolicyEvent.PolicyWithdrawn;
import dev.daybook.policy.SecondPerson;
import dev.daybook.seal.CanonicalJson;
import dev.daybook.seal.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PolicySetTest {

  private static final String STRICT = "validations: [{name: r, expression: product.name == 'x'}]";
  private static final String LAX = "validations: [{name: r, expression: product.name != ''}]";

  private final Map<String, byte[]> documents = new HashMap<>();
  private final CelGate gate =
      CelGate.following(sha256 -> Optional.ofNullable(documents.get(sha256)));
  private final SubjectName subject = SubjectName.parse("policy/test");

  @Test
  void publishingAPolicyJudgesNothingYet() {
    gate.apply(
        5,
        new PolicyPublished(
            subject,
            new Version("1.0.0"),
            keep(STRICT),
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

    assertThat(judge().rules()).isEmpty();
    assertThat(gate.policies().position()).isZero();
  }

  @Test
  void anActivatedPolicyJudgesUntilAnotherVersionTakesItsPlaceOrItIsWithdrawn() {
    activate(7, STRICT);
    assertThat(judge().denies()).isTrue();
    assertThat(judge().policyPosition()).isEqualTo(7);

    activate(9, LAX);
    assertThat(judge().denies()).isFalse();
    assertThat(judge().rules()).hasSize(1);
    assertThat(judge().policies().getFirst().sha256()).isEqualTo(keep(LAX));

    gate.apply(12, new PolicyWithdrawn(subject, new Version("1.0.0"), "no longer needed"));
    assertThat(judge().rules()).isEmpty();
    assertThat(judge().policyPosition()).isEqualTo(12);
  }

  @Test
  void aPolicyThatWasExpectedJudgesAsItWasCompiled() {
    CompiledPolicy compiled = Policies.policyWith(STRICT);
    gate.expect(List.of(compiled));

    gate.apply(
        7,
        new PolicyActivated(
            subject,
            compiled.version(),
            compiled.sha256(),
            null,
            "goes into force",
            null,
            SecondPerson.SETTING_OFF));

    assertThat(documents).as("where else it would be read from").isEmpty();
    assertThat(judge().rules())
        .singleElement()
        .satisfies(rule -> assertThat(rule.outcome()).isEqualTo(Outcome.FAIL));
  }

  @Test
  void whoWaitsForAPositionGoesOnOnceItsPoliciesAreIn() throws Exception {
    CompletableFuture<Judgement> waiting =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                gate.awaitPolicies(7);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return judge();
            });

    activate(7, STRICT);

    assertThat(waiting.get(5, TimeUnit.SECONDS).denies()).isTrue();
  }

  @Test
  void aGateWithAFixedSetWaitsForNothing() throws InterruptedException {
    CelGate.of(PolicySet.empty()).awaitPolicies(1_000);
  }

  @Test
  void aPolicyWhoseDocumentIsGoneIsUnjudgedForAllButPolicies() {
    gate.apply(
        3,
        new PolicyActivated(
            subject,
            new Version("1.0.0"),
            "00",
            null,
            "goes into force",
            null,
            SecondPerson.SETTING_OFF));

    Judgement judgement = judge();
    assertThat(judgement.rules().getFirst().outcome()).isEqualTo(Outcome.UNJUDGED);
    assertThat(judgement.findings().getFirst().message())
        .isEqualTo("could not be judged: its document is not in the ledger");

    var about = Policies.factMap(Policies.orders());
    about.put("command", Policies.map(Map.of("kind", "WithdrawPolicy", "subject", "policy/test")));
    assertThat(gate.judge(Facts.freeze(about)).denies()).isFalse();
  }

  @Test
  void theDigestOfASetDependsOnItsPoliciesAloneAndNotOnTheirOrder() {
    CompiledPolicy one = Policies.policy(Policies.text(STRICT).replace("name: test", "name: one"));
    CompiledPolicy two = Policies.policy(Policies.text(LAX).replace("name: test", "name: two"));

    String expected =
        List.of(one.sha256(), two.sha256()).stream().sorted().reduce("", (a, b) -> a + b + "\n");

    assertThat(PolicySet.of(List.of(one, two)).digest())
        .isEqualTo(PolicySet.of(List.of(two, one)).digest())
        .isEqualTo(PolicySet.empty().with(4, two).with(9, one).digest())
        .isEqualTo(Sha256.hex(expected.getBytes(StandardCharsets.US_ASCII)))
        .isNotEqualTo(PolicySet.of(List.of(one)).digest());
  }

  @Test
  void theSameFactsGetTheSameBytes() {
    CelGate pack = CelGate.of(StarterPack.load());
    CelGate again = CelGate.of(StarterPack.load());
    byte[] first = CanonicalJson.write(pack.judge(Policies.facts(Policies.orders())));

    IntStream.range(0, 200)
        .parallel()
        .forEach(
            _ ->
                assertThat(CanonicalJson.write(again.judge(Policies.facts(Policies.orders()))))
                    .isEqualTo(first));
  }

  private void activate(long position, String spec) {
    gate.apply(
        position,
        new PolicyActivated(
            subject,
            new Version("1.0.0"),
            keep(spec),
            null,
            "goes into force",
            null,
            SecondPerson.SETTING_OFF));
  }

  private String keep(String spec) {
    byte[] bytes = Policies.text(spec).getBytes(StandardCharsets.UTF_8);
    documents.put(Sha256.hex(bytes), bytes);
    return Sha256.hex(bytes);
  }

  private Judgement judge() {
    return gate.judge(Policies.facts(Policies.orders()));
  }
}

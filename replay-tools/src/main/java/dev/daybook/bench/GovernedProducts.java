package dev.daybook.bench;

import dev.daybook.contract.ContractEvent.ContractStatusChanged;
import dev.daybook.contract.ContractEvent.ContractVersionPublished;
import dev.daybook.contract.ContractSpec;
import dev.daybook.contract.ContractStatus;
import dev.daybook.decision.Outcome;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.mesh.ObjectiveChange;
import dev.daybook.mesh.SubjectName;
import dev.daybook.mesh.Version;
import dev.daybook.posture.Cause;
import dev.daybook.posture.Posture;
import dev.daybook.posture.PostureEvent.PolicyPosture;
import dev.daybook.posture.PostureEvent.PostureChanged;
import dev.daybook.posture.PostureEvent.RulePosture;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What governance adds to each product of a {@link SampleHistory}: a contract, of which every
 * fourth change of the product publishes another version and deprecates the one before, and the
 * answers of {@value #RULES} rules, one of which turns at every fourth.
 */
final class GovernedProducts implements SampleHistory.Besides {

  private static final int RULES = 8;

  private static final Instant CLOCK = Instant.parse("2026-01-01T00:00:00Z");

  private static final String DIGEST = "0".repeat(64);

  @Override
  public List<SubjectEvent> happens(int product, long amended) {
    if (amended == 0) {
      return List.of(version(product, 0, null), posture(product, everyRule()));
    }
    if (amended % 4 == 1) {
      long minor = amended / 4 + 1;
      Version before = new Version("1.%d.0".formatted(minor - 1));
      ContractVersionPublished published = version(product, minor, before);
      return List.of(
          published,
          new ContractStatusChanged(
              published.subject(),
              before,
              ContractStatus.ACTIVE,
              ContractStatus.DEPRECATED,
              "replaced",
              ObjectiveChange.none()));
    }
    return amended % 4 == 3 ? List.of(posture(product, List.of(turned(amended / 4)))) : List.of();
  }

  private static ContractVersionPublished version(
      int product, long minor, @Nullable Version previous) {
    SubjectName about = SampleHistory.product(product);
    ContractSpec spec =
        new ContractSpec(
            about.domainPart(),
            about.localPart() + "-contract",
            new Version("1.%d.0".formatted(minor)),
            ContractStatus.ACTIVE,
            null,
            about.localPart(),
            null,
            "What product %d promises".formatted(product),
            null,
            null,
            List.of(new ContractSpec.Consumer("marketing", "campaigns", "targeting")),
            null,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            null,
            null,
            List.of(),
            Map.of());
    return new ContractVersionPublished(
        spec, ContractStatus.ACTIVE, previous, ObjectiveChange.none());
  }

  private static List<RulePosture> everyRule() {
    List<RulePosture> rules = new ArrayList<>();
    for (int rule = 0; rule < RULES; rule++) {
      rules.add(new RulePosture("governed/rule-" + rule, null, Outcome.PASS));
    }
    return rules;
  }

  /** Rules turn one after the other, from pass to fail and, once all have, back. */
  private static RulePosture turned(long times) {
    boolean fails = times / RULES % 2 == 0;
    return new RulePosture(
        "governed/rule-" + times % RULES,
        fails ? Outcome.PASS : Outcome.FAIL,
        fails ? Outcome.FAIL : Outcome.PASS);
  }

  private static SubjectEvent posture(int product, List<RulePosture> rules) {
    SubjectName about = SampleHistory.product(product);
    return new PostureChanged(
        Posture.of(about),
        about,
        0,
        1,
        CLOCK,
        List.of(
            new PolicyPosture(
                "governed",
                "1.0.0",
                DIGEST,
                null,
                null,
                List.of("GDPR-Art-32"),
                Cause.SUBJECT_CHANGED,
                1L,
                rules)));
  }
}

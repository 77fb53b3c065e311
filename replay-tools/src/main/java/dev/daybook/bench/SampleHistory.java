package dev.daybook.bench;

import dev.daybook.decision.Actor;
import dev.daybook.decision.Context;
import dev.daybook.decision.DecisionRecorded;
import dev.daybook.decision.Effect;
import dev.daybook.decision.EntryMetadata;
import dev.daybook.decision.Finding;
import dev.daybook.decision.Judgement;
import dev.daybook.decision.Outcome;
import dev.daybook.decision.Severity;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.mesh.Objective;
import dev.daybook.mesh.Objective.Unit;
import dev.daybook.mesh.ObjectiveChange;
import dev.daybook.mesh.Party;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.mesh.Version;
import dev.daybook.product.ProductEvent.ProductAmended;
import dev.daybook.product.ProductEvent.ProductRegistered;
import dev.daybook.product.ProductSpec;
import dev.daybook.seal.Sha256;
import dev.daybook.slo.SloEvent.BreachOpened;
import dev.daybook.slo.SloEvent.BreachRecovered;
import dev.daybook.slo.SloEvent.MeasurementReported;
import dev.daybook.slo.SloEvent.ObjectiveDeclared;
import dev.daybook.store.Append;
import dev.daybook.store.Ledger;
import dev.daybook.store.NewEvent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * A made-up history, the same for the same seed: of every hundred commands about seventy report a
 * measurement, twenty amend or register a product and ten are denied, each with its decision.
 */
final class SampleHistory {

  /** Products there are in the end, for every thousand entries. */
  private static final int PRODUCTS_PER_THOUSAND = 5;

  /** Entries of one append. */
  private static final int APPEND = 500;

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** In place of every document, of all facts, and of what policies say. */
  private static final byte[] CONTENT = "{}".getBytes(StandardCharsets.UTF_8);

  private static final String DIGEST = Sha256.hex(CONTENT);

  /** What else happens to a product, in streams of its own, when it is registered or amended. */
  interface Besides {

    /** Nothing else. */
    Besides NOTHING = (_, _) -> List.of();

    /**
     * @param product its number, from 0
     * @param amended how often it was amended before; 0 where it is registered
     */
    List<SubjectEvent> happens(int product, long amended);
  }

  private final Ledger ledger;
  private final Besides besides;
  private final Map<String, Long> heads = new HashMap<>();
  private final Random random;
  private final int products;
  private final List<NewEvent> waiting = new ArrayList<>();
  private final List<Long> productHeads = new ArrayList<>();
  private final List<Long> sloHeads = new ArrayList<>();
  private final List<Boolean> breached = new ArrayList<>();
  private int commands;

  private SampleHistory(Ledger ledger, int entries, long seed, Besides besides) {
    this.ledger = ledger;
    this.besides = besides;
    this.random = new Random(seed);
    this.products = Math.max(1, entries / 1_000 * PRODUCTS_PER_THOUSAND);
  }

  /** Appends about {@code entries} entries to an empty ledger. */
  static void fill(Ledger ledger, int entries, long seed) {
    fill(ledger, entries, seed, Besides.NOTHING);
  }

  /** The same with more happening to products than that. */
  static void fill(Ledger ledger, int entries, long seed, Besides besides) {
    SampleHistory history = new SampleHistory(ledger, entries, seed, besides);
    int recorded = 0;
    while (recorded < entries) {
      recorded += history.command();
      if (history.waiting.size() >= APPEND) {
        history.flush();
      }
    }
    history.flush();
  }

  private void flush() {
    if (!waiting.isEmpty()) {
      ledger.append(List.copyOf(waiting), Append.alone().content(CONTENT));
      waiting.clear();
    }
  }

  private int command() {
    commands++;
    int kind = random.nextInt(100);
    if (productHeads.isEmpty() || (kind < 20 && productHeads.size() < products && kind < 4)) {
      return register();
    }
    if (kind < 20) {
      return amend(random.nextInt(productHeads.size()));
    }
    if (kind < 30) {
      return deny(random.nextInt(productHeads.size()));
    }
    return measure(random.nextInt(productHeads.size()));
  }

  private int register() {
    int product = productHeads.size();
    productHeads.add(0L);
    sloHeads.add(0L);
    breached.add(false);
    UUID decision = decide(product(product), "PublishProduct", true);
    add(decision, 0, new ProductRegistered(spec(product, "1.0.0"), ObjectiveChange.none()));
    add(decision, 0, new ObjectiveDeclared(slo(product), product(product), completeness()));
    return 3 + more(decision, product, 0);
  }

  private int more(UUID decision, int product, long amended) {
    List<SubjectEvent> events = besides.happens(product, amended);
    for (SubjectEvent event : events) {
      long sequence = heads.merge(event.subject().stream(), 0L, (head, _) -> head + 1);
      add(decision, sequence, event);
    }
    return events.size();
  }

  private int amend(int product) {
    UUID decision = decide(product(product), "PublishProduct", true);
    long sequence = productHeads.get(product) + 1;
    productHeads.set(product, sequence);
    add(
        decision,
        sequence,
        new ProductAmended(
            spec(product, "1.0." + sequence), List.of("/version"), ObjectiveChange.none()));
    return 2 + more(decision, product, sequence);
  }

  private int deny(int product) {
    decide(product(product), "PublishProduct", false);
    return 1;
  }

  private int measure(int product) {
    boolean met = random.nextInt(20) > 0;
    SubjectName slo = slo(product);
    UUID decision = decide(slo, "ReportMeasurement", true);
    UUID measurement = new UUID(random.nextLong(), random.nextLong());
    Instant at = START.plusSeconds(commands);
    BigDecimal value = new BigDecimal(met ? "0.995" : "0.9");
    add(
        decision,
        next(product),
        new MeasurementReported(
            slo, measurement, at, value, Unit.FRACTION, "prod", "run-" + commands, met, false));
    if (met == breached.get(product)) {
      breached.set(product, !met);
      add(
          decision,
          next(product),
          met
              ? new BreachRecovered(slo, measurement, at, at, value, Unit.FRACTION)
              : new BreachOpened(
                  slo, measurement, at, value, completeness().target(), Unit.FRACTION));
      return 3;
    }
    return 2;
  }

  private long next(int product) {
    long sequence = sloHeads.get(product) + 1;
    sloHeads.set(product, sequence);
    return sequence;
  }

  private UUID decide(SubjectName subject, String command, boolean accepted) {
    UUID id = new UUID((random.nextLong() & ~0xF000L) | 0x8000L, random.nextLong());
    DecisionRecorded decision =
        new DecisionRecorded(
            id,
            subject,
            command,
            DIGEST,
            0,
            1,
            List.of(
                new Judgement.PolicyUsed("product-naming", "1.0.0", DIGEST, null, null),
                new Judgement.PolicyUsed("product-documentation", "1.0.0", DIGEST, null, null)),
            List.of(
                new Judgement.RuleOutcome(
                    "product-naming/form",
                    accepted ? Outcome.PASS : Outcome.FAIL,
                    Effect.DENY,
                    null),
                new Judgement.RuleOutcome(
                    "product-documentation/description", Outcome.PASS, Effect.DENY, null)),
            DIGEST,
            DIGEST,
            accepted,
            accepted ? List.of() : List.of(finding()),
            null,
            START.plusSeconds(commands),
            "none 0",
            null);
    waiting.add(NewEvent.of(DecisionRecorded.stream(id), 0, decision, metadata(id)));
    return id;
  }

  private void add(UUID decision, long sequence, SubjectEvent event) {
    waiting.add(NewEvent.of(event.subject().stream(), sequence, event, metadata(decision)));
  }

  private static EntryMetadata metadata(UUID decision) {
    return new EntryMetadata(
        "act_0123456789abcdef", Actor.Kind.SERVICE, decision, Context.prod(), null);
  }

  private static Finding finding() {
    return new Finding(
        "product-naming/form",
        Outcome.FAIL,
        Effect.DENY,
        Severity.ERROR,
        "the name has capitals",
        "/metadata/name",
        4,
        9,
        "Customer360",
        "lower case with hyphens",
        "write it as customer-360",
        null,
        List.of());
  }

  static SubjectName product(int number) {
    return SubjectName.product("domain-" + number % 20, "product-" + number);
  }

  static SubjectName slo(int number) {
    return new SubjectName(SubjectKind.SLO, product(number).path() + "/completeness");
  }

  private static Objective completeness() {
    return new Objective(
        "completeness",
        "99%",
        Objective.Comparison.AT_LEAST,
        new BigDecimal("0.99"),
        Objective.Unit.FRACTION,
        "non_null_ratio",
        null);
  }

  private static ProductSpec spec(int number, String version) {
    return new ProductSpec(
        "domain-" + number % 20,
        "product-" + number,
        new Version(version),
        Party.team("team-" + number % 7),
        "What domain %d knows about subject %d".formatted(number % 20, number),
        new ProductSpec.Classification("aggregate", "gold", false),
        List.of("sample", "tag-" + number % 11),
        List.of(new ProductSpec.InputPort("in", "batch", "source-" + number % 50, null, null)),
        List.of(
            new ProductSpec.OutputPort(
                "out", "sql", "trino", "lake", "domain", null, null, null, null)),
        null,
        List.of(),
        List.of(completeness()),
        new ProductSpec.Governance(null, "7y", 2_557L, true, true, true),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Map.of());
  }
}

package dev.daybook.bench;

import dev.daybook.decision.Facts;
import dev.daybook.document.Documents;
import dev.daybook.document.Format;
import dev.daybook.document.ReadDocument;
import dev.daybook.path.FactValues;
import dev.daybook.product.ProductCommand.PublishProduct;
import dev.daybook.rules.CelGate;
import dev.daybook.rules.PolicySet;
import dev.daybook.rules.StarterPack;
import dev.daybook.rules.UnguardedRules;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntSupplier;

/**
 * How many rules a second one core judges with the starter pack, guard and trace on, and what share
 * that is of the expression library alone, evaluating the same rules on the same facts.
 *
 * <p>Counts the thread's own processor time, so that what else runs on the machine matters little.
 */
public final class PolicyBench {

  /** How often gate and library take turns, so that a slow moment meets both. */
  private static final int TURNS = 8;

  /** A product with personal columns and ports, as they are sent; one rule of the pack warns. */
  private static final String PRODUCT =
      """
      apiVersion: datamesh/v1
      kind: DataProduct
      metadata: { name: customer-360, domain: sales, owner: sales-data-team, version: 2.1.0 }
      spec:
        description: Everything known of a customer in one place.
        classification: { type: aggregate, tier: gold, pii: true }
        inputPorts:
          - { name: crm, type: cdc-stream, source: salesforce, format: avro }
          - { name: web, type: stream, source: segment, format: json }
        outputPorts:
          - { name: sql-access, type: sql, engine: trino, catalog: sales, schema: customer_360 }
          - { name: api-access, type: rest, endpoint: /api/customers, authentication: oauth2 }
        schema:
          format: iceberg
          location: s3://lake/customer-360/
          fields:
            - { name: customer_id, type: string }
            - { name: email, type: string, constraints: { pii: true, masking: hash } }
            - { name: full_name, type: string, constraints: { pii: true, masking: redact } }
            - { name: region, type: string }
            - { name: segment, type: string }
            - { name: lifetime_value, type: decimal }
            - { name: last_order_at, type: timestamp }
            - { name: updated_at, type: timestamp }
        slos:
          freshness: { target: 4h, measurement: last_updated_timestamp }
          completeness: { target: 99.5%, measurement: non_null_ratio }
          availability: { target: 99.9%, measurement: uptime_percentage }
        governance:
          dataClassification: confidential
          retentionPeriod: 7y
          gdprCompliant: true
          accessControl:
            - { role: sales-analysts, permissions: [read] }
            - { role: sales-data-team, permissions: [read, write, admin] }
      """;

  private PolicyBench() {}

  /**
   * A run.
   *
   * @param policies policies of the starter pack
   * @param rules rules they ask of one product
   * @param evaluationsPerSecondPerCore rules judged: guard, trace, outcomes, findings
   * @param rawPerSecondPerCore the same expressions evaluated by the library alone
   * @param ratio judged to raw
   * @param microsecondsPerCommand processor time to judge one product with the whole pack
   */
  public record Result(
      int policies,
      int rules,
      double evaluationsPerSecondPerCore,
      double rawPerSecondPerCore,
      double ratio,
      double microsecondsPerCommand) {}

  /** Measures for {@code each} with the gate and as long without, after as long to warm up. */
  public static Result run(Duration each) {
    PolicySet pack = StarterPack.load();
    CelGate gate = CelGate.of(pack);
    UnguardedRules library = new UnguardedRules(pack);
    Facts facts = facts();
    IntSupplier judged = () -> gate.judge(facts).rules().size();
    IntSupplier raw = () -> library.evaluate(facts);
    Duration turn = each.dividedBy(TURNS);
    Tally judging = new Tally();
    Tally evaluating = new Tally();
    for (int i = 0; i < 2 * TURNS; i++) {
      boolean warm = i >= TURNS;
      judging.add(judged, turn, warm);
      evaluating.add(raw, turn, warm);
    }
    int rules = judged.getAsInt();
    return new Result(
        pack.policies().size(),
        rules,
        judging.perSecond(),
        evaluating.perSecond(),
        judging.perSecond() / evaluating.perSecond(),
        rules * 1e6 / judging.perSecond());
  }

  private static Facts facts() {
    byte[] bytes = PRODUCT.getBytes(StandardCharsets.UTF_8);
    if (!(Documents.read(bytes, Format.YAML, "bench").getFirst()
            instanceof ReadDocument.Readable readable)
        || !(readable.command() instanceof PublishProduct publish)) {
      throw new IllegalStateException("the bench's product cannot be read");
    }
    SortedMap<String, Object> facts = new TreeMap<>();
    facts.put("clock", Instant.parse("2026-01-01T00:00:00Z"));
    facts.put(
        "command",
        new TreeMap<>(Map.of("kind", publish.kind(), "subject", publish.subject().toString())));
    facts.put("context", new TreeMap<>(Map.of("environment", "prod")));
    facts.put("domain", new TreeMap<>(Map.of("name", "sales", "registered", true)));
    facts.put(
        "actor",
        new TreeMap<>(
            Map.of(
                "id", "act_0000000000000000", "kind", "service", "roles", List.of("publisher"))));
    facts.put("state", new TreeMap<>());
    facts.put("product", FactValues.of(publish.spec()));
    return Facts.freeze(facts);
  }

  /** Rules and the processor time they took. */
  private static final class Tally {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private long rules;
    private long nanoseconds;

    void add(IntSupplier work, Duration time, boolean counts) {
      long end = System.nanoTime() + time.toNanos();
      long before = THREADS.getCurrentThreadCpuTime();
      long done = 0;
      do {
        for (int i = 0; i < 100; i++) {
          done += work.getAsInt();
        }
      } while (System.nanoTime() - end < 0);
      if (counts) {
        rules += done;
        nanoseconds += THREADS.getCurrentThreadCpuTime() - before;
      }
    }

    double perSecond() {
      return rules * 1e9 / nanoseconds;
    }
  }
}

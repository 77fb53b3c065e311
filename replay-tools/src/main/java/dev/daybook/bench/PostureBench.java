package dev.daybook.bench;

import dev.daybook.assess.Assessor;
import dev.daybook.edge.Server;
import dev.daybook.edge.ServerSettings;
import dev.daybook.mesh.SubjectName;
import dev.daybook.path.MeshDirectory;
import dev.daybook.path.Republication;
import dev.daybook.rules.CelGate;
import dev.daybook.rules.CelGate.Assessment;
import dev.daybook.store.Ledger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;

/**
 * How long it takes to ask every rule in force of every product: the first time, when each answer
 * is recorded; after a change of policy that no answer minds; and after one by which each product
 * fails a rule.
 */
public final class PostureBench {

  /** Rules asked of each product, most of them the starter pack's. */
  private static final int RULES = 40;

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration LOOK = Duration.ofMillis(20);

  private final Server server;
  private final String token;
  private int requests;

  private PostureBench(Server server, String token) {
    this.server = server;
    this.token = token;
  }

  /**
   * A run.
   *
   * @param rules asked of each product
   * @param gatePerSecond the bare limit: rules a second the gate judges by itself, on one thread,
   *     of facts that are there
   * @param first asked for the first time, every answer recorded
   * @param unchanged asked again, no answer otherwise
   * @param changed asked again, one answer of each product otherwise
   */
  public record Result(
      int products, int rules, double gatePerSecond, Sweep first, Sweep unchanged, Sweep changed) {}

  /**
   * Everything asked once.
   *
   * @param entries recorded
   * @param ratio rules a second to the bare limit
   */
  public record Sweep(double seconds, double rulesPerSecond, long entries, double ratio) {}

  /** Measures in {@code folder}, which it fills with a ledger of its own. */
  public static Result run(Path folder, int products) throws IOException, InterruptedException {
    Path data = folder.resolve("data");
    try (Server server =
        Server.start(
            ServerSettings.in(data).withPort(-1).withPosture(false).withSecondPerson(false))) {
      String token = Files.readString(data.resolve("admin.token")).strip();
      return new PostureBench(server, token).run(products);
    }
  }

  private Result run(int products) throws IOException, InterruptedException {
    register(products);
    int more = RULES - ruleCount();
    inForce("1.0.0", more, "true");
    int rules = ruleCount();
    double bare = bare();
    try (Assessor assessor =
        Assessor.start(
            server.part(Ledger.class),
            server.part(CelGate.class),
            server.part(MeshDirectory.class),
            Clock.systemUTC(),
            () -> false)) {
      Sweep first = sweep(assessor, products * (double) rules, bare, System.nanoTime());
      long start = inForce("1.1.0", more, "1 < 2");
      Sweep unchanged = sweep(assessor, products * (double) rules, bare, start);
      start = inForce("1.2.0", more, "false");
      Sweep changed = sweep(assessor, products * (double) rules, bare, start);
      return new Result(products, rules, bare, first, unchanged, changed);
    }
  }

  private void register(int products) throws IOException {
    Load load =
        new Load(
            server.url(),
            16,
            n -> post("/api/v1/documents", SmallProduct.named("product-" + (n % products))));
    load.count(products);
    if (load.firstRefusal() != null) {
      throw new IOException("the server refused a product: " + load.firstRefusal());
    }
  }

  /** Puts a policy in force whose first rule says {@code first}; when it was, in nanoseconds. */
  private long inForce(String version, int rules, String first) throws IOException {
    StringBuilder policy =
        new StringBuilder(
            """
            {"apiVersion":"daybook/v1","kind":"Policy",
            "metadata":{"name":"bench-posture","version":"%s"},
            "spec":{"enforcement":"audit","match":{"commands":["PublishProduct"]},"validations":[
            {"name":"first","expression":"size(product.name) > 0 && %s"}
            """
                .formatted(version, first));
    for (int i = 1; i < rules; i++) {
      policy.append(
          ",{\"name\":\"rule-%d\",\"expression\":\"product.outputPorts.all(p, size(p.name) > 0)\"}\n"
              .formatted(i));
    }
    policy.append("]}}");
    send("/api/v1/documents", policy.toString());
    send(
        "/api/v1/commands",
        """
        {"command":"ActivatePolicy","subject":"policy/bench-posture","version":"%s","reason":"bench"}
        """
            .formatted(version));
    return System.nanoTime();
  }

  private void send(String path, String body) throws IOException {
    Load one = new Load(server.url(), 1, _ -> post(path, body));
    one.count(1);
    if (one.firstRefusal() != null) {
      throw new IOException("the server refused a command: " + one.firstRefusal());
    }
  }

  private byte[] post(String path, String body) {
    return Load.post(
        server.url(), path, token, "posture-" + requests++, body.getBytes(StandardCharsets.UTF_8));
  }

  private int ruleCount() throws InterruptedException {
    CelGate gate = server.part(CelGate.class);
    gate.awaitPolicies(server.part(Ledger.class).head().policyPosition());
    return judged(gate.assess(example().facts().orElseThrow()));
  }

  private Republication.Standing example() {
    return new Republication(server.part(Ledger.class), server.part(MeshDirectory.class))
        .of(SubjectName.product("bench", "product-0"), Clock.systemUTC().instant());
  }

  private static int judged(Assessment answer) {
    return answer.policies().values().stream()
        .map(policy -> policy.rules().keySet())
        .mapToInt(Collection::size)
        .sum();
  }

  private double bare() {
    CelGate gate = server.part(CelGate.class);
    Republication.Standing standing = example();
    double perSecond = 0;
    for (int turn = 0; turn < 2; turn++) { // the first one warms up
      long rules = 0;
      long start = System.nanoTime();
      while (System.nanoTime() - start < Duration.ofSeconds(3).toNanos()) {
        rules += judged(gate.assess(standing.facts().orElseThrow()));
      }
      perSecond = rules * 1e9 / (System.nanoTime() - start);
    }
    return perSecond;
  }

  private Sweep sweep(Assessor assessor, double rules, double bare, long start)
      throws InterruptedException {
    Ledger ledger = server.part(Ledger.class);
    long before = ledger.head().position();
    while (assessor.position() < before || assessor.behind() > 0) {
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        throw new IllegalStateException(
            "%d products are still to be asked after %s".formatted(assessor.behind(), PATIENCE));
      }
      Thread.sleep(LOOK);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Sweep(
        seconds,
        rules / seconds,
        ledger.head().position() - before,
        Math.round(1000 * rules / seconds / bare) / 1000.0);
  }
}

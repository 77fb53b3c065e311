package dev.daybook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daybook.cli.review.Level;
import dev.daybook.cli.review.Review;
import dev.daybook.cli.review.Reviewed;
import dev.daybook.cli.review.Reviewed.Outcome;
import dev.daybook.cli.review.TextForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a demo does on a running server: applies the sample mesh, measures some promises, has two
 * products change, applies what is refused, and says what to look at. On a ledger that has the mesh
 * already it only says what to look at.
 */
final class Demo {

  private static final Map<String, String> WHY = Map.of("reason", "the demo's sample mesh");

  /** The rule behind the denial that is offered for explaining. */
  private static final String EXPLAINED = "undeclared-pii/product-columns";

  /** The product that has a history worth looking at. */
  private static final String CHANGED = "supply-chain.supplier-performance";

  /** The product that is handed over last of all. */
  private static final String HANDED_OVER = "sales.sales-pipeline";

  private static final String NEW_OWNER = "sales-data-team";

  private final Client client;
  private final Talk talk;
  private final Path data;

  Demo(Client client, Talk talk, Path data) {
    this.client = client;
    this.talk = talk;
    this.data = data;
  }

  void run() throws IOException {
    talk.data().println();
    if (isFilled()) {
      talk.data().println("the sample mesh    is there from an earlier demo");
    } else {
      fill();
    }
    next();
    talk.data().flush();
  }

  /** Whether the last step of filling was taken: one that was cut off is done over. */
  private boolean isFilled() {
    JsonNode handedOver = client.raw("/data-products/" + HANDED_OVER.replace('.', '/')).body();
    return handedOver.path("owner").toString().contains(NEW_OWNER);
  }

  private void fill() throws IOException {
    Review mesh = apply(Samples.mesh());
    talk.data().println("the sample mesh    " + mesh.summary());
    Review refused = apply(Samples.refused());
    talk.data().println("measurements       " + measure());
    step(
        Json.object()
            .put("command", "DeprecateProduct")
            .put("subject", "product/" + CHANGED)
            .put("sunset", middleOfNextYear().toString())
            .put("reason", "its questions are answered by logistics from next summer on"));
    step(
        Json.object()
            .put("command", "HandOverProduct")
            .put("subject", "product/" + HANDED_OVER)
            .put("to", NEW_OWNER)
            .put("reason", "revenue operations hands its sources to those who make them"));
    client.see(head());
    talk.data().println("refused            " + refused.summary());
    talk.data().println();
    List<Reviewed> denials = refused.documents().stream().map(Demo::onlyWhatDenies).toList();
    talk.data().print(TextForm.of(new Review(null, denials, List.of()), (_, text) -> text, false));
  }

  private Review apply(Path folder) throws IOException {
    return new Applying(client, WHY, false).apply(DocumentSources.read(List.of(folder)));
  }

  private long head() {
    return client.get("/ledger/head", Map.of()).path("position").asLong();
  }

  /** Reports the sample measurements; answers how many promises they break. */
  private String measure() throws IOException {
    JsonNode body = Json.parse(Files.readAllBytes(Samples.measurements()));
    Client.Answer answer = client.post("/measurements", WHY, body, "demo-measurements");
    JsonNode results = client.expectSuccess(answer).body().path("results");
    client.see(head());
    int broken = client.list("/slos", Map.of("status", "breached"), Client.MAX_PAGE).size();
    return "%d reported; %d promises stand broken".formatted(results.size(), broken);
  }

  private void step(ObjectNode command) {
    client.expectSuccess(
        client.post("/commands", WHY, command, "demo-" + command.path("command").asText()));
  }

  private void next() {
    String daybook = System.getProperty("daybook.command", "daybook");
    String where = where();
    talk.data().println();
    talk.data().println("Look at next, from another terminal:");
    suggest("the catalog", daybook + " get products" + where);
    suggest(
        "one product: promises, contracts, document",
        daybook + " get products sales.customer-360" + where);
    for (JsonNode denied :
        client.list("/decisions", Map.of("outcome", "denied", "rule", EXPLAINED), 1)) {
      suggest(
          "why %s was denied".formatted(denied.path("subject").asText()),
          "%s explain %s%s".formatted(daybook, denied.path("id").asText(), where));
    }
    suggest("broken promises", daybook + " get slos --status breached" + where);
    suggest("what happened to one product", daybook + " log product/" + CHANGED + where);
    // By its type: what the rules say of the product may be recorded after it.
    for (JsonNode deprecated :
        client.list(
            "/activity",
            Map.of("subject", "product/" + CHANGED, "type", "product.deprecated"),
            1)) {
      long before = deprecated.path("position").asLong() - 1;
      suggest(
          "the same product before that",
          "%s get products %s --as-of %d%s".formatted(daybook, CHANGED, before, where));
    }
    suggest(
        "where a figure comes from",
        daybook + " get lineage finance.budget-vs-actuals --depth 5" + where);
  }

  /** The options a command in another terminal needs to find this server. */
  private String where() {
    List<String> options = new ArrayList<>();
    if (!client.server().equals(ServerOptions.DEFAULT)) {
      options.add(" --server " + client.server());
    }
    if (!data.equals(Path.of("data"))) {
      options.add(" --data " + data);
    }
    return String.join("", options);
  }

  private void suggest(String what, String command) {
    talk.data().println("  # " + what);
    talk.data().println("  " + command);
  }

  private static Reviewed onlyWhatDenies(Reviewed document) {
    return new Reviewed(
        document.file(),
        document.index(),
        document.subject(),
        document.outcome(),
        document.decision(),
        document.positions(),
        document.findings().stream()
            .filter(remark -> remark.level() == Level.DENY)
            .limit(document.outcome() == Outcome.INVALID ? 2 : Long.MAX_VALUE)
            .toList());
  }

  private static LocalDate middleOfNextYear() {
    return LocalDate.of(LocalDate.now(ZoneOffset.UTC).getYear() + 1, 6, 30);
  }
}

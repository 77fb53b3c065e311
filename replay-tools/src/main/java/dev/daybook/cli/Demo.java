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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a demo does on a running server: applies the sample mesh, measures some promises, has two
 * things change, applies what is refused, and says what to look at.
 */
final class Demo {

  private static final Map<String, String> WHY = Map.of("reason", "the demo's sample mesh");
  private static final LocalDate SUNSET = LocalDate.of(2027, 6, 30);

  private final Client client;
  private final Talk talk;
  private final Path data;

  Demo(Client client, Talk talk, Path data) {
    this.client = client;
    this.talk = talk;
    this.data = data;
  }

  void run() throws IOException {
    Review mesh = apply(Samples.mesh());
    talk.data().println();
    talk.data().println("the sample mesh    " + mesh.summary());
    Review refused = apply(Samples.refused());
    client.see(head());
    talk.data().println("measurements       " + measure());
    long before = head();
    step(
        Json.object()
            .put("command", "DeprecateProduct")
            .put("subject", "product/supply-chain.supplier-performance")
            .put("sunset", SUNSET.toString())
            .put("reason", "its questions are answered by logistics from next summer on"));
    step(
        Json.object()
            .put("command", "HandOverProduct")
            .put("subject", "product/sales.sales-pipeline")
            .put("to", "sales-data-team")
            .put("reason", "revenue operations hands its sources to those who make them"));
    talk.data().println("refused            " + refused.summary());
    talk.data().println();
    talk.data()
        .print(
            TextForm.of(
                new Review(
                    null,
                    refused.documents().stream().map(Demo::onlyWhatDenies).toList(),
                    List.of()),
                (_, text) -> text));
    next(refused, before);
    talk.data().flush();
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
    // Always the same key: a demo started again on its folder reports nothing twice.
    Client.Answer answer = client.post("/measurements", WHY, body, "demo-measurements");
    JsonNode results = client.expectSuccess(answer).body().path("results");
    client.see(head());
    int breached = client.list("/slos", Map.of("status", "breached"), Client.MAX_PAGE).size();
    return "%d reported; %d promises stand broken".formatted(results.size(), breached);
  }

  private void step(ObjectNode command) {
    // Denied where an earlier demo did it already; that is as good.
    client.post("/commands", WHY, command, "demo-" + command.path("command").asText());
  }

  private void next(Review refused, long before) {
    String command = System.getProperty("daybook.command", "daybook");
    List<String> where = new ArrayList<>();
    if (!client.server().toString().equals("http://127.0.0.1:8080")) {
      where.add("--server " + client.server());
    }
    if (!data.equals(Path.of("data"))) {
      where.add("--data " + data);
    }
    String options = where.isEmpty() ? "" : " " + String.join(" ", where);
    talk.data().println();
    talk.data().println("Look at next, from another terminal:");
    line(command + " get products" + options, "the catalog");
    line(
        command + " get products sales.customer-360" + options,
        "one product: promises, contracts, document");
    refused.documents().stream()
        .filter(document -> document.decision() != null)
        .reduce((_, last) -> last)
        .ifPresent(
            document ->
                line(
                    command + " explain " + document.decision() + options,
                    "why " + document.title() + " was denied"));
    line(command + " get slos --status breached" + options, "broken promises");
    line(
        command + " log product/supply-chain.supplier-performance" + options,
        "what happened to one product");
    line(
        command + " get products supply-chain.supplier-performance --as-of " + before + options,
        "the same product before it was deprecated");
    line(
        "curl -H \"Authorization: Bearer $(cat %s/admin.token)\" %s/api/v1/data-products/finance/budget-vs-actuals/lineage?depth=5"
            .formatted(data, client.server()),
        "where a figure comes from");
  }

  private void line(String command, String what) {
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
        document.outcome() == Outcome.INVALID
            ? document.findings().stream().limit(2).toList()
            : document.findings().stream().filter(remark -> remark.level() == Level.DENY).toList());
  }
}

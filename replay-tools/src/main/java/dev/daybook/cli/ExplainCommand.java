package dev.daybook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daybook.cli.backtest.TextForm;
import dev.daybook.hindsight.Backtested;
import dev.daybook.hindsight.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Why a decision came out as it did. */
@Command(
    name = "explain",
    description = {
      "Show why a decision came out as it did: every rule asked, and of each that did not pass the"
          + " value of every part.",
      "The server judges the decision again, on what it was judged on, and says whether it took"
          + " the very steps of then.",
      "With --with, --with-contract, --without-waiver, --without-policy or --policies-as-of it says"
          + " whether the decision would have been another, which takes an auditor's token."
    })
final class ExplainCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "DECISION",
      description = "Its id, as `apply`, `get decisions` and refusals show it.")
  private String decision = "";

  @Option(
      names = "--rule",
      paramLabel = "POLICY/RULE",
      description =
          "Only this rule, whether it passed or not. Rules that passed are for auditors, admins and"
              + " whoever asked for the decision.")
  private @Nullable String rule;

  @Option(
      names = "--with",
      paramLabel = "FILE|DIR",
      description =
          "As if these documents had been in force: policies and params, or contracts that the"
              + " command would have met; may be given again.")
  private List<Path> with = new ArrayList<>();

  @Mixin private DraftOptions draft = new DraftOptions();
  @Mixin private AsOfOption asOf = new AsOfOption();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private ServerOptions server = new ServerOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    String id = decision.startsWith("decision/") ? decision.substring(9) : decision;
    Talk talk = Talk.of(spec);
    Client client = server.client();
    boolean isOtherwise = draft.isGiven() || !with.isEmpty();
    Map<String, String> query =
        isOtherwise ? asOf.queryWithDays(client, talk) : asOf.query(client, talk);
    String path = "/decisions/" + Client.encode(id);
    if (isOtherwise) {
      return otherwise(talk, client, client.get(path, query).path("decision"));
    }
    boolean asText = output.form() == OutputOption.Form.TABLE;
    if (rule != null) {
      query.put("rule", rule);
      JsonNode judgedAgain = client.get(path + "/explanation", query);
      if (asText) {
        Explanation.printRule(talk, judgedAgain);
      } else {
        output.one(talk, judgedAgain);
      }
      return Exit.OK;
    }
    ObjectNode explained = (ObjectNode) client.get(path, query);
    JsonNode judgedAgain = client.get(path + "/explanation", query);
    if (asText) {
      Explanation.print(talk, explained, judgedAgain);
    } else {
      output.one(talk, explained.set("explanation", judgedAgain));
    }
    return Exit.OK;
  }

  /** What the decision would have been with one thing changed. */
  private int otherwise(Talk talk, Client client, JsonNode decision) throws IOException {
    List<DocumentSources.Located> documents = DraftOptions.files(with);
    List<String> changes = draft.told(draft.read(with, documents, asOf.zone()));
    long position = decision.path("position").asLong();
    ObjectNode wanted = Json.object().put("from", "" + position).put("to", "" + position);
    draft.into(wanted, documents);
    asOf.zone().into(wanted);
    JsonNode answer =
        client.expectSuccess(client.post("/backtests", Map.of(), wanted, null)).body();
    Backtested tested = Json.value(answer.path("tested"), Backtested.class);
    if (tested.impossible() > 0) {
      throw Failure.no(
          "it could not have been in force: just before the decision the domain itself would have"
              + " refused it: "
              + tested.whyImpossible());
    }
    if (tested.counts().judged() == 0) {
      throw Failure.no(
          "the decision cannot be judged again: "
              + (tested.notRecomputable() > 0
                  ? "a person its facts named was erased"
                  : "its facts are gone or were changed; `daybook redecide` says which"));
    }
    Sample sample = tested.samples().stream().findFirst().orElse(null);
    String then = decision.path("outcome").asText();
    String now = sample == null ? then : sample.accepted() ? "accepted" : "denied";
    if (output.form() == OutputOption.Form.TABLE) {
      talk.data().println("%s; %s: %s".formatted(then, String.join(", ", changes), now));
      talk.data().print(sample == null ? "nothing comes out otherwise\n" : TextForm.of(sample));
      talk.data().flush();
    } else {
      ObjectNode told = Json.object().put("decision", decision.path("id").asText());
      told.put("position", position).put("then", then).put("otherwise", now);
      told.set("draft", Json.tree(changes));
      output.one(talk, sample == null ? told : told.set("sample", Json.tree(sample)));
    }
    return Exit.OK;
  }
}

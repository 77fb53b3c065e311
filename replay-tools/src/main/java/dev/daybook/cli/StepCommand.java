package dev.daybook.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daybook.cli.review.Review;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One step in a subject's life, asked of a server: what all such commands share. */
abstract sealed class StepCommand implements Callable<Integer>
    permits LifeCommands.HandOver,
        LifeCommands.OfEither,
        CeilingCommands.Set,
        CeilingCommands.Remove,
        TagCommand,
        ParkedCommands.OfOne,
        PolicyCommands.Approve,
        EraseCommand,
        HoldCommand,
        WaiveCommand,
        WaiverCommands.OfOne,
        PolicyCommands.Activate,
        PolicyCommands.Withdraw {

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private Circumstances circumstances = new Circumstances();
  @Mixin private ReviewOptions review = new ReviewOptions();

  @Option(names = "--dry-run", description = "Judge and answer, but record nothing.")
  private boolean dryRun;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** The step as the server's {@code POST /commands} takes it, but for its reason. */
  abstract ObjectNode step(Client client);

  /** The server that is asked. */
  final Client client() {
    return server.client();
  }

  /** The ticket, which some steps cannot do without. */
  final String requiredTicket() {
    return circumstances.requiredTicket();
  }

  @Override
  public Integer call() {
    Client client = client();
    String reason = circumstances.requiredReason();
    ObjectNode step = step(client).put("reason", reason);
    Map<String, String> query = new LinkedHashMap<>(circumstances.query());
    if (dryRun) {
      query.put("dryRun", "true");
    }
    Client.Answer answer = client.post("/commands", query, step, UUID.randomUUID().toString());
    if (!answer.body().has("outcome")) {
      throw client.refused(answer);
    }
    return review.print(
        Talk.of(spec),
        new Review(null, List.of(ServerAnswers.reviewed(answer.body(), "", 0, 1)), List.of()));
  }
}

package dev.daybook.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code daybook hold}: keeps a person from being erased. */
@Command(
    name = "hold",
    description = {
      "Place a legal hold on a person, or lift it: nobody under hold is erased.",
      "Example: daybook hold ada@example.org --matter case-2026-117 -m \"preservation order\""
    })
final class HoldCommand extends StepCommand {

  @Parameters(
      paramLabel = "PERSON",
      description =
          "A mail address or name as documents have it, or an id such as per_1f0c9d2e3b4a5c6d.")
  private String person = "";

  @Option(
      names = "--matter",
      required = true,
      paramLabel = "M",
      description = "What it is for, such as a case's number.")
  private String matter = "";

  @Option(names = "--lift", description = "End the hold.")
  private boolean lift;

  @Override
  ObjectNode step(Client client) {
    return Json.object()
        .put("command", lift ? "LiftHold" : "PlaceHold")
        .put("subject", "person/" + Persons.id(client, person))
        .put("matter", matter);
  }
}

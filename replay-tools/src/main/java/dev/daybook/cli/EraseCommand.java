package dev.daybook.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code daybook erase}: makes whatever names a person unreadable for good. */
@Command(
    name = "erase",
    description = {
      "Ask for a person's erasure; another confirms or rejects it.",
      "Once confirmed, whatever named the person in the ledger's past can never be read again, and"
          + " every proof holds as before.",
      "Example: daybook erase ada@example.org --basis \"GDPR Art. 17(1)(b)\" -m \"request of 3 May\""
    })
final class EraseCommand extends StepCommand {

  @Parameters(
      paramLabel = "PERSON",
      description =
          "A mail address or name as documents have it, or an id such as per_1f0c9d2e3b4a5c6d.")
  private String person = "";

  @ArgGroup(multiplicity = "1")
  private What what = new What();

  /** What is asked. */
  static final class What {
    @Option(
        names = "--basis",
        paramLabel = "B",
        description = "Ask for it, on this legal ground: GDPR Art. 17(1)(b).")
    @Nullable String basis;

    @Option(names = "--confirm", description = "Do what another asked for. It cannot be undone.")
    boolean confirm;

    @Option(names = "--reject", description = "Leave things as they are.")
    boolean reject;
  }

  @Override
  ObjectNode step(Client client) {
    ObjectNode step =
        Json.object()
            .put(
                "command",
                what.confirm ? "ConfirmErasure" : what.reject ? "RejectErasure" : "RequestErasure")
            .put("subject", "person/" + Persons.id(client, person));
    return what.basis == null ? step : step.put("basis", what.basis);
  }
}

package dev.daybook.cli;

import dev.daybook.edge.ServerSettings;
import dev.daybook.edge.WebhookSettings;
import dev.daybook.sealer.SealSettings;
import dev.daybook.store.LedgerSettings;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Where a server listens, what it does of its own accord, and who puts policies in force. */
final class ServeOptions {

  private static final String UNSAID = "unsaid";

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "${env:DAYBOOK_PORT:-8080}",
      description = "Port to listen on, 0 for any free one. Default: DAYBOOK_PORT, else 8080.")
  private int port = 8080;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "${env:DAYBOOK_HOST:-127.0.0.1}",
      description =
          "Address to listen on. Default: DAYBOOK_HOST, else 127.0.0.1, this machine only.")
  private String host = "127.0.0.1";

  @Option(
      names = "--no-starter-pack",
      description = "A fresh ledger starts without policies instead of with the starter pack.")
  private boolean noStarterPack;

  @Option(
      names = "--no-posture",
      description =
          "This server does not ask the policies in force of what stands; another one may.")
  private boolean noPosture;

  @Option(
      names = "--second-person",
      paramLabel = "on|off",
      defaultValue = "${env:DAYBOOK_APPROVALS_SECOND_PERSON:-" + UNSAID + "}",
      description =
          "Whether somebody who did not publish a policy approves it before it can be put in force."
              + " Default: DAYBOOK_APPROVALS_SECOND_PERSON, else on; a demo, which is for one"
              + " person, has it off.")
  private String secondPerson = UNSAID;

  /**
   * @param otherwise whether a second person approves policies where nothing says so
   */
  ServerSettings settings(Path data, LedgerSettings ledger, boolean otherwise) {
    if (port < 0 || port > 65_535) {
      throw Failure.usage("--port takes 0 to 65535; seen `%d`".formatted(port));
    }
    return ServerSettings.in(data)
        .withLedger(ledger)
        .withHost(host)
        .withPort(port == 0 ? -1 : port)
        .withStarterPack(!noStarterPack)
        .withPosture(!noPosture)
        .withSecondPerson(wantsSecondPerson(otherwise))
        .withWebhooks(told(() -> WebhookSettings.fromEnvironment(System.getenv())))
        .withSeal(told(() -> SealSettings.fromEnvironment(System.getenv(), data)));
  }

  /** Only from the environment or a file: what signs is in no list of processes. */
  private static <T> T told(Supplier<T> environment) {
    try {
      return environment.get();
    } catch (IllegalArgumentException e) {
      throw Failure.usage(String.valueOf(e.getMessage()));
    }
  }

  private boolean wantsSecondPerson(boolean otherwise) {
    return switch (secondPerson.strip().toLowerCase(Locale.ROOT)) {
      case "on", "true" -> true;
      case "off", "false" -> false;
      case UNSAID, "" -> otherwise;
      default ->
          throw Failure.usage(
              "--second-person (DAYBOOK_APPROVALS_SECOND_PERSON) is on or off; seen `%s`"
                  .formatted(secondPerson));
    };
  }
}

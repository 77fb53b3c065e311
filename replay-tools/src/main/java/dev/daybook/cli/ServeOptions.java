package dev.daybook.cli;

import dev.daybook.edge.ServerSettings;
import dev.daybook.store.LedgerSettings;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a server listens, and what it does of its own accord. */
final class ServeOptions {

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

  ServerSettings settings(Path data, LedgerSettings ledger) {
    if (port < 0 || port > 65_535) {
      throw Failure.usage("--port takes 0 to 65535; seen `%d`".formatted(port));
    }
    return ServerSettings.in(data)
        .withLedger(ledger)
        .withHost(host)
        .withPort(port == 0 ? -1 : port)
        .withStarterPack(!noStarterPack)
        .withPosture(!noPosture);
  }
}

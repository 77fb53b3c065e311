package dev.daybook.cli;

import dev.daybook.decision.Finding;
import dev.daybook.edge.AdminRecovery;
import dev.daybook.edge.AdminRecovery.Outcome;
import dev.daybook.edge.Offline;
import dev.daybook.edge.ServerSettings;
import dev.daybook.store.LedgerSettings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes a new admin.token where the old one is lost. */
@Command(
    name = "recover",
    description = {
      "Write a new admin.token where the old one is lost; the one before is worthless then.",
      "Opens the ledger itself: stop the server first, unless DAYBOOK_JDBC_URL names a PostgreSQL"
          + " of your own. It is recorded, and `daybook log` shows it."
    })
final class TokenRecoverCommand implements Callable<Integer> {

  @Option(
      names = {"-m", "--reason"},
      paramLabel = "REASON",
      defaultValue = "the admin token was lost",
      description = "Why; recorded with the decision. Default: the admin token was lost.")
  private String reason = "the admin token was lost";

  @Mixin private LedgerOptions ledger = new LedgerOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    Path data = ledger.data();
    LedgerSettings settings = LedgerOptions.existing(System.getenv(), data);
    Talk talk = Talk.of(spec);
    try (Offline offline = open(ServerSettings.in(data).withLedger(settings))) {
      switch (offline.part(AdminRecovery.class).recover(reason)) {
        case Outcome.Recovered(Path file, long position) -> {
          talk.say(
              "issued a new token for admin at position %d; the one before is worthless"
                  .formatted(position));
          talk.data().println("token in " + file.toAbsolutePath());
          talk.data().flush();
          return Exit.OK;
        }
        case Outcome.Denied(var findings) ->
            throw Failure.no(
                "policies in force forbid it, and that is recorded:\n  "
                    + findings.stream().map(Finding::message).collect(Collectors.joining("\n  ")));
        case Outcome.NeverStarted() ->
            throw Failure.no(
                "no server ever started on this ledger: `daybook serve` writes its first token");
      }
    }
  }

  private static Offline open(ServerSettings settings) {
    try {
      return Offline.open(settings);
    } catch (RuntimeException e) {
      throw Serving.explained(settings, e);
    }
  }
}

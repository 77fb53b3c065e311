package dev.daybook.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daybook.edge.ServerSettings;
import dev.daybook.history.HistoryImport;
import dev.daybook.history.HistoryRefused;
import dev.daybook.history.Moved;
import dev.daybook.path.Slices;
import dev.daybook.replay.tables.LedgerVerification;
import dev.daybook.replay.verify.Earlier;
import dev.daybook.replay.verify.Outcome;
import dev.daybook.replay.verify.Trust;
import dev.daybook.sealer.SealSettings;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code daybook history import}: puts a whole ledger into an empty database, and verifies it. */
@Command(
    name = "import",
    description = {
      "Put a history into an empty data folder, or the empty database DAYBOOK_JDBC_URL names, and",
      "verify all of it; what does not hold is not kept. First copy the folders `persons` and",
      "`seal` of the data folder it comes from to there, for the keys in them are in no history:",
      "without the first nothing can be put there, without the second nothing more can be sealed.",
      "Ends with 0 only if all holds and a key you trust signed it."
    })
final class HistoryImportCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "The history. `-` reads stdin.")
  private Path file = Path.of("-");

  @Mixin private LedgerOptions ledger = new LedgerOptions();
  @Mixin private TrustOptions trusted = new TrustOptions();
  @Mixin private OutputOption output = new OutputOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    if (trusted.authorities() != null) {
      throw Failure.usage("--tsa-cert is for `daybook verify` of a log as files");
    }
    Trust trust = trusted.trust();
    @Nullable Earlier earlier = trusted.earlier();
    LedgerSettings settings = LedgerOptions.ledger(System.getenv(), ledger.data());
    try (NewLedger made = NewLedger.in(settings, ledger.data())) {
      Moved moved = read(made.settings());
      made.restored(moved.entries());
      Outcome outcome = verify(made.settings(), trust, earlier);
      if (outcome instanceof Outcome.Consistent) {
        made.keep();
      }
      ObjectNode told = HistoryExportCommand.told(moved);
      told.setAll(Verdict.told(outcome, List.of()));
      output.one(Talk.of(spec), told);
      return Verdict.exit(outcome);
    } catch (HistoryRefused e) {
      throw Failure.no(
          "`%s`, %s; nothing of it was kept: copy or export it again"
              .formatted(file, e.getMessage()));
    } catch (RuntimeException e) {
      throw Serving.explained(ServerSettings.in(ledger.data()).withLedger(settings), e);
    }
  }

  private Moved read(LedgerSettings settings) throws IOException {
    try (InputStream in = file.toString().equals("-") ? System.in : Files.newInputStream(file);
        ProgressLine progress = ProgressLine.on(Talk.of(spec))) {
      return HistoryImport.read(in, settings, Slices.eventTypes(), progress::at);
    }
  }

  private Outcome verify(LedgerSettings settings, Trust trust, @Nullable Earlier earlier) {
    try (Ledger opened = Ledger.open(settings, Slices.eventTypes());
        ProgressLine progress = ProgressLine.on(Talk.of(spec))) {
      return new LedgerVerification(
              opened, SealSettings.in(ledger.data()), trust, progress, earlier, null)
          .run();
    }
  }
}

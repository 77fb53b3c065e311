package dev.daybook.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daybook.edge.ServerSettings;
import dev.daybook.history.HistoryExport;
import dev.daybook.history.HistoryRefused;
import dev.daybook.history.Moved;
import dev.daybook.path.Slices;
import dev.daybook.store.DataFolder;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerSettings;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code daybook history export}: writes a whole ledger into a file. */
@Command(
    name = "export",
    description = {
      "Write a whole ledger into FILE: every entry, what it cites, and what was sealed.",
      "Opens the ledger itself: stop the server first where its database is Daybook's own; one that",
      "DAYBOOK_JDBC_URL names may go on meanwhile. Texts that name persons stay sealed, and their",
      "keys stay wrapped; the key that opens those, and the keys of the seal, are in no history."
    })
final class HistoryExportCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "FILE",
      description =
          "The file, made for its owner alone; compressed where it ends in .gz. `-` writes to"
              + " stdout.")
  private Path file = Path.of("-");

  @Option(names = "--force", description = "Replace the file if there is one.")
  private boolean force;

  @Mixin private LedgerOptions ledger = new LedgerOptions();
  @Mixin private OutputOption output = new OutputOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    boolean isPiped = file.toString().equals("-");
    if (!isPiped && !force && Files.exists(file)) {
      throw Failure.usage(
          "`%s` is there already; name another file, or replace it with --force".formatted(file));
    }
    LedgerSettings settings = LedgerOptions.existing(System.getenv(), ledger.data());
    try (Ledger opened = Ledger.existing(settings, Slices.eventTypes()).closedOnExit()) {
      Moved moved = isPiped ? write(opened, System.out) : write(opened);
      if (!isPiped) {
        output.one(Talk.of(spec), told(moved));
      }
      return Exit.OK;
    } catch (HistoryRefused e) {
      throw Failure.no(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      throw Serving.explained(ServerSettings.in(ledger.data()).withLedger(settings), e);
    }
  }

  /** Whole or not at all. */
  private Moved write(Ledger opened) throws IOException {
    Path half = file.resolveSibling("." + file.getFileName() + ".half");
    Files.deleteIfExists(half);
    DataFolder.makeFile(half, "");
    Moved moved;
    try (OutputStream out = compressed(Files.newOutputStream(half))) {
      moved = write(opened, out);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(half);
      throw e;
    }
    DataFolder.force(half);
    Files.move(half, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    return moved;
  }

  private Moved write(Ledger opened, OutputStream out) throws IOException {
    try (ProgressLine progress = ProgressLine.on(Talk.of(spec))) {
      return HistoryExport.write(opened, out, progress::at);
    }
  }

  private OutputStream compressed(OutputStream out) throws IOException {
    return new BufferedOutputStream(file.toString().endsWith(".gz") ? new Fast(out) : out, 1 << 16);
  }

  /** A third of the time of what gzip does by default, for a tenth more bytes. */
  private static final class Fast extends GZIPOutputStream {
    Fast(OutputStream out) throws IOException {
      super(out, 1 << 16);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  static ObjectNode told(Moved moved) {
    return Json.object()
        .put("origin", moved.origin())
        .put("entries", moved.entries())
        .put("sealed", moved.sealed())
        .put("checkpoints", moved.checkpoints())
        .put("documents", moved.contents())
        .put("persons", moved.persons());
  }
}

package dev.daybook.cli;

import dev.daybook.sealer.SealRestore;
import dev.daybook.store.DataFolder;
import dev.daybook.store.FolderLock;
import dev.daybook.store.LedgerRestore;
import dev.daybook.store.LedgerSettings;
import dev.daybook.store.Postgres;
import dev.daybook.store.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A ledger that is being made, and is there for others only once it is kept. In a data folder it
 * lies in a folder of its own until then, so that whatever ends the command leaves no half ledger;
 * nobody else runs on the data folder meanwhile.
 */
final class NewLedger implements AutoCloseable {

  private static final String UNFINISHED = "importing";

  /** What PostgreSQL has in a data folder; the last of them makes it a ledger. */
  private static final List<String> FILES = List.of("postgres.password", "postgres");

  private final LedgerSettings settings;
  private final Path data;
  private final @Nullable FolderLock lock;
  private long restored;
  private boolean kept;

  private NewLedger(LedgerSettings settings, Path data, @Nullable FolderLock lock) {
    this.settings = settings;
    this.data = data;
    this.lock = lock;
  }

  /**
   * In the data folder, unless the settings name another database.
   *
   * @throws StartRefused when a server runs on that folder, or another ledger is being made there
   */
  static NewLedger in(LedgerSettings settings, Path data) throws IOException {
    if (!(settings.database() instanceof LedgerSettings.Database.Embedded embedded)) {
      return new NewLedger(settings, data, null);
    }
    requireNone(data);
    DataFolder.make(data);
    FolderLock lock = FolderLock.take(data);
    try {
      requireNone(data); // nor was one made just before
      Path unfinished = data.resolve(UNFINISHED);
      discard(unfinished);
      return new NewLedger(
          settings.in(new LedgerSettings.Database.Embedded(unfinished, embedded.port())),
          data,
          lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static void requireNone(Path data) {
    if (Files.exists(data.resolve("postgres"))) {
      throw Failure.usage(
          "there is a ledger in `%s` already; name a folder without one with --data"
              .formatted(data));
    }
  }

  /**
   * Takes away what an earlier command was ended in, with the database that may still run on it.
   */
  private static void discard(Path unfinished) throws IOException {
    if (!Files.exists(unfinished)) {
      return;
    }
    try {
      Postgres.start(unfinished).close();
    } catch (StartRefused _) {
      // not even that far
    }
    Folders.delete(unfinished);
  }

  /** Where it is made. */
  LedgerSettings settings() {
    return settings;
  }

  private boolean isOwn() {
    return settings.database() instanceof LedgerSettings.Database.Embedded;
  }

  /** So many entries were put there, where there were none before. */
  void restored(long entries) {
    restored = entries;
  }

  /** It is whole, and nobody has it open. */
  void keep() throws IOException {
    if (isOwn()) {
      for (String name : FILES) {
        Files.move(
            data.resolve(UNFINISHED).resolve(name),
            data.resolve(name),
            StandardCopyOption.REPLACE_EXISTING);
        DataFolder.force(data);
      }
    }
    kept = true;
  }

  /** Takes it away, unless it is kept. */
  @Override
  public void close() throws IOException {
    if (lock != null) {
      try {
        Path unfinished = data.resolve(UNFINISHED);
        if (Files.exists(unfinished)) {
          Folders.delete(unfinished);
        }
      } finally {
        lock.close();
      }
    } else if (restored > 0 && !kept) {
      LedgerRestore.undo(settings, restored, List.of(SealRestore.SCHEMA));
    }
  }
}

package dev.daybook.witness;

import dev.daybook.seal.AddCheckpoint;
import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.ConsistencyProof;
import dev.daybook.seal.ForkProof;
import dev.daybook.seal.Merkle;
import dev.daybook.seal.MissingTile;
import dev.daybook.seal.SealRefused;
import dev.daybook.seal.Sha256;
import dev.daybook.seal.SignedNote;
import dev.daybook.seal.TileId;
import dev.daybook.seal.VerifierKey;
import dev.daybook.store.DataFolder;
import dev.daybook.store.StartRefused;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cosigns checkpoints of the logs it knows, each only if its tree begins with the one cosigned
 * before.
 *
 * <p>Whether a checkpoint goes on from the last one, and that it is the last one from now on, is
 * one step for each log: nobody is between the two, and the file is on disk before the cosignature
 * is anywhere. So a request that was checked against an older checkpoint never takes the place of a
 * newer one, and a crash loses answers, never what was promised in them.
 */
public final class Witness implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Witness.class);

  private static final String LOCK = "witness.lock";
  private static final String LOGS = "logs";
  private static final String FORKS = "forks";
  private static final int DIGITS = 16;

  private final Path folder;
  private final WitnessKeys keys;
  private final FileChannel lock;
  private final Clock clock;
  private final Map<String, Log> logs;

  /** A log this witness knows. */
  private static final class Log {
    final List<VerifierKey> keys;
    final Cosigned cosigned;
    final ReentrantLock oneByOne = new ReentrantLock();

    /** Size of the checkpoint that was last told to be inconsistent, so that it is told once. */
    long told = -1;

    Log(List<VerifierKey> keys, Cosigned cosigned) {
      this.keys = keys;
      this.cosigned = cosigned;
    }
  }

  private Witness(
      Path folder, WitnessKeys keys, FileChannel lock, Clock clock, Map<String, Log> logs) {
    this.folder = folder;
    this.keys = keys;
    this.lock = lock;
    this.clock = clock;
    this.logs = Map.copyOf(logs);
  }

  /**
   * The witness whose keys and memory are in this folder; the only one as long as it is open.
   *
   * @param name as of {@link WitnessKeys#in}
   * @throws StartRefused when another process has the folder, or what is in it is not what was
   *     written
   */
  public static Witness open(Path folder, @Nullable String name, KnownLogs known, Clock clock)
      throws IOException {
    DataFolder.make(folder);
    FileChannel lock = locked(folder.resolve(LOCK));
    try {
      WitnessKeys keys = WitnessKeys.in(folder, name);
      DataFolder.make(folder.resolve(LOGS));
      Map<String, Log> logs = new HashMap<>();
      for (Map.Entry<String, List<VerifierKey>> log : known.keys().entrySet()) {
        logs.put(
            log.getKey(), new Log(log.getValue(), Cosigned.of(log.getKey(), folder.resolve(LOGS))));
      }
      return new Witness(folder, keys, lock, clock, logs);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static FileChannel locked(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException _) {
      // of this very process
    }
    channel.close();
    throw new StartRefused(
        "another witness has `%s`: two with one memory would cosign two histories"
            .formatted(file.getParent()));
  }

  /** What others verify its cosignatures with. */
  public List<VerifierKey> verifiers() {
    return keys.verifiers();
  }

  /** What it cosigned last of a log, if anything. */
  public Optional<Checkpoint> latest(String origin) {
    Log log = logs.get(origin);
    if (log == null) {
      return Optional.empty();
    }
    log.oneByOne.lock();
    try {
      return log.cosigned.latest().map(note -> Checkpoint.parse(note.text()));
    } finally {
      log.oneByOne.unlock();
    }
  }

  /**
   * Answers a request.
   *
   * @throws IOException when what is cosigned cannot be remembered, so that nothing is cosigned
   */
  public Answer add(byte[] body) throws IOException {
    AddCheckpoint request;
    Checkpoint checkpoint;
    try {
      request = AddCheckpoint.parse(body);
      checkpoint = Checkpoint.parse(request.checkpoint().text());
    } catch (SealRefused e) {
      return new Answer.Unreadable(String.valueOf(e.getMessage()));
    }
    Log log = logs.get(checkpoint.origin());
    if (log == null) {
      return new Answer.UnknownLog(
          "this witness does not know the log `%s`".formatted(checkpoint.origin()));
    }
    try {
      Checkpoint.open(request.checkpoint().bytes(), log.keys);
    } catch (SealRefused e) {
      return new Answer.NotSigned(String.valueOf(e.getMessage()));
    }
    if (request.oldSize() > checkpoint.size()) {
      return new Answer.Unreadable(
          "the old size is %d, the checkpoint's %d: a tree never becomes smaller"
              .formatted(request.oldSize(), checkpoint.size()));
    }
    log.oneByOne.lock();
    try {
      return add(log, request, checkpoint);
    } finally {
      log.oneByOne.unlock();
    }
  }

  private Answer add(Log log, AddCheckpoint request, Checkpoint checkpoint) throws IOException {
    Optional<SignedNote> latest = log.cosigned.latest();
    Checkpoint before =
        latest
            .map(note -> Checkpoint.parse(note.text()))
            .orElse(new Checkpoint(checkpoint.origin(), 0, Merkle.EMPTY_ROOT));
    if (request.oldSize() != before.size()) {
      return new Answer.Conflict(before.size());
    }
    boolean sameSize = before.size() == checkpoint.size();
    if (sameSize && !before.root().equals(checkpoint.root())) {
      latest.ifPresent(cosigned -> keepFork(cosigned, request.checkpoint()));
      return new Answer.Conflict(before.size());
    }
    if (!isConsistent(before, request, checkpoint)) {
      return inconsistent(log, before, checkpoint);
    }
    if (!sameSize) {
      log.cosigned.keep(request.checkpoint());
    }
    return new Answer.Cosigned(keys.cosign(request.checkpoint().text(), clock.instant()));
  }

  private static boolean isConsistent(
      Checkpoint before, AddCheckpoint request, Checkpoint checkpoint) {
    return before.size() == 0
        ? request.path().isEmpty()
        : new ConsistencyProof(before.size(), checkpoint.size(), request.path())
            .proves(before.root(), checkpoint.root());
  }

  private static Answer inconsistent(Log log, Checkpoint before, Checkpoint checkpoint) {
    if (log.told != checkpoint.size()) {
      log.told = checkpoint.size();
      LOG.warn(
          "`{}` was not shown to go on from the {} entries cosigned before to {}: the proof that"
              + " came is wrong, or the log shows two histories",
          checkpoint.origin(),
          before.size(),
          checkpoint.size());
    }
    return new Answer.NotConsistent(
        "the proof does not lead from the %d entries that were cosigned to these %d"
            .formatted(before.size(), checkpoint.size()));
  }

  /** Two trees of one size, both signed by their log: whoever has its key is convinced by it. */
  private void keepFork(SignedNote cosigned, SignedNote other) {
    try {
      byte[] proof = ForkProof.of(cosigned, other, Witness::none).bytes();
      DataFolder.make(folder.resolve(FORKS));
      Path file = folder.resolve(FORKS).resolve(Sha256.hex(proof).substring(0, DIGITS) + ".fork");
      if (!Files.exists(file)) {
        DataFolder.replaceFile(file, proof);
        LOG.error("a log showed two histories; the proof is `{}`", file);
      }
    } catch (IOException | MissingTile e) {
      LOG.error("a log showed two histories; its proof cannot be kept: {}", e.getMessage());
    }
  }

  private static byte[] none(TileId tile) {
    throw new IllegalStateException("two checkpoints of one size need no " + tile);
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}

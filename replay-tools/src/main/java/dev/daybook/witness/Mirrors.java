package dev.daybook.witness;

import dev.daybook.replay.log.LogSource;
import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.SealRefused;
import dev.daybook.seal.SignedNote;
import dev.daybook.seal.VerifierKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The copies a witness keeps of the logs it knows, each under {@code /<SHA-256 of its origin>/}, as
 * tlog-mirror has it.
 */
public final class Mirrors implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Mirrors.class);

  private static final Duration EVERY = Duration.ofSeconds(2);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

  private final Witness witness;
  private final Map<String, Mirror> byName;
  private final List<Thread> followers = new ArrayList<>();

  private Mirrors(Witness witness, Map<String, Mirror> byName) {
    this.witness = witness;
    this.byName = Map.copyOf(byName);
  }

  /**
   * The copies in a folder, and what the logs have more from now on.
   *
   * @param logs where they are; which they are, their checkpoints say
   * @throws dev.daybook.store.StartRefused when a copy that is there is not what was written
   */
  public static Mirrors start(
      Path folder, KnownLogs known, Witness witness, List<? extends LogSource> logs)
      throws IOException {
    Map<String, Mirror> byName = new HashMap<>();
    for (Map.Entry<String, List<VerifierKey>> log : known.keys().entrySet()) {
      String name = Cosigned.nameOf(log.getKey());
      byName.put(name, Mirror.in(folder.resolve(name), log.getValue()));
    }
    Mirrors mirrors = new Mirrors(witness, byName);
    for (LogSource log : logs) {
      mirrors.followers.add(
          Thread.ofVirtual().name("daybook-mirror").start(() -> mirrors.follow(log)));
    }
    return mirrors;
  }

  /** Under which path the log of this origin is served. */
  public static String prefix(String origin) {
    return "/" + Cosigned.nameOf(origin) + "/";
  }

  /**
   * What is published at a path of the server, if anything is.
   *
   * @param path begins with a {@link #prefix}
   */
  Optional<byte[]> get(String path) throws IOException {
    int slash = path.indexOf('/', 1);
    Mirror mirror = slash < 0 ? null : byName.get(path.substring(1, slash));
    return mirror == null ? Optional.empty() : mirror.get(path.substring(slash + 1));
  }

  private void follow(LogSource log) {
    @Nullable String complaint = null;
    Duration wait = EVERY;
    try {
      while (true) {
        try {
          step(log);
          wait = EVERY;
          if (complaint != null) {
            LOG.info("the log at {} is followed again", log);
            complaint = null;
          }
        } catch (IOException | RuntimeException e) {
          String why = String.valueOf(e.getMessage());
          if (!why.equals(complaint)) {
            LOG.warn("the log at {} is not followed: {}", log, why);
            complaint = why;
          }
          wait =
              wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0
                  ? LONGEST_WAIT
                  : wait.multipliedBy(2);
        }
        Thread.sleep(wait);
      }
    } catch (InterruptedException _) {
      // closed
    }
  }

  private void step(LogSource log) throws IOException {
    byte[] note = log.get(LogSource.CHECKPOINT);
    String origin;
    try {
      origin = Checkpoint.parse(SignedNote.parse(note).text()).origin();
    } catch (SealRefused e) {
      throw new IOException("its checkpoint is none: " + e.getMessage(), e);
    }
    Mirror mirror = byName.get(Cosigned.nameOf(origin));
    if (mirror == null) {
      throw new IOException("it is `%s`, which is none of the logs named here".formatted(origin));
    }
    mirror.follow(log, note, witness.latest(origin));
  }

  @Override
  public void close() {
    followers.forEach(Thread::interrupt);
    for (Thread follower : followers) {
      try {
        follower.join(EVERY);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

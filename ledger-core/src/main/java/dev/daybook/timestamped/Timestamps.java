package dev.daybook.timestamped;

import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.SealRefused;
import dev.daybook.seal.SignedNote;
import dev.daybook.seal.TimestampToken;
import dev.daybook.sealer.Seal;
import dev.daybook.sealer.TimestampSettings;
import dev.daybook.store.Ledger;
import dev.daybook.store.Turn;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the latest checkpoint stamped every so often, where anything was sealed since, by all
 * authorities that are configured; on a thread of its own that nobody waits for, on one node of
 * several.
 */
public final class Timestamps implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Timestamps.class);

  /** How long to wait before looking again whether another node still does it. */
  private static final Duration OTHERS = Duration.ofSeconds(5);

  private final Ledger ledger;
  private final Seal seal;
  private final TimestampSettings settings;
  private final Patience patience;
  private final Clock clock;
  private final TimestampTable table;
  private final List<Authority> authorities;
  private final Map<String, String> failures = new ConcurrentSkipListMap<>();
  private final Map<String, Long> failedTries = new ConcurrentSkipListMap<>();
  private final Thread thread;
  private volatile boolean closed;

  /**
   * How long authorities are waited for.
   *
   * @param answer how long one may take
   * @param again how long to wait after a failure
   * @param look how often to look whether it is time
   */
  record Patience(Duration answer, Duration again, Duration look) {
    static final Patience USUAL =
        new Patience(Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofSeconds(5));
  }

  /**
   * A timestamp as it is kept.
   *
   * @param size entries in the checkpoint
   * @param authority the name in its certificate
   * @param certificate SHA-256 of its certificate, in hex, by which authorities are told apart
   * @param time by the authority's clock
   * @param token in DER (RFC 3161); not to be changed
   * @param note the checkpoint as its ledger signed it; not to be changed
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  public record Kept(
      long size, String authority, String certificate, Instant time, byte[] token, byte[] note) {}

  private Timestamps(
      Ledger ledger, Seal seal, TimestampSettings settings, Patience patience, Clock clock) {
    this.ledger = ledger;
    this.seal = seal;
    this.settings = settings;
    this.patience = patience;
    this.clock = clock;
    this.table = new TimestampTable(ledger.dataSource());
    this.authorities =
        settings.urls().stream().map(url -> new Authority(url, patience.answer())).toList();
    authorities.forEach(authority -> failedTries.put(authority.toString(), 0L));
    this.thread = Thread.ofPlatform().daemon().name("daybook-timestamps").unstarted(this::run);
  }

  /** Begins to ask, if there is anybody to ask. */
  public static Timestamps start(
      Ledger ledger, Seal seal, TimestampSettings settings, Clock clock) {
    return start(ledger, seal, settings, Patience.USUAL, clock);
  }

  static Timestamps start(
      Ledger ledger, Seal seal, TimestampSettings settings, Patience patience, Clock clock) {
    Timestamps timestamps = new Timestamps(ledger, seal, settings, patience, clock);
    if (!settings.urls().isEmpty()) {
      timestamps.thread.start();
    }
    return timestamps;
  }

  /**
   * Timestamps of the next checkpoints that have any, smallest first.
   *
   * @param size entries that all of these checkpoints have more than
   * @param checkpoints how many of them at most
   */
  public List<Kept> after(long size, int checkpoints) {
    return table.after(size, checkpoints);
  }

  /** Why authorities gave no timestamp when they were asked last, by their hosts. */
  public Map<String, String> failures() {
    return new TreeMap<>(failures);
  }

  /** What an authority is called: its host and port, as there may be secrets in the rest. */
  public static String name(URI url) {
    return url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
  }

  /** How many tries gave no timestamp since this node started, by the authorities' hosts. */
  public Map<String, Long> failedTries() {
    return new TreeMap<>(failedTries);
  }

  private void run() {
    boolean complained = false;
    while (!closed) {
      try {
        Optional<Turn> turn = ledger.turn("timestamps");
        if (turn.isEmpty()) {
          Thread.sleep(OTHERS);
          continue;
        }
        try (Turn mine = turn.get()) {
          stamp(mine);
        }
        complained = false;
      } catch (InterruptedException _) {
        return;
      } catch (RuntimeException e) {
        if (!closed && !complained) {
          LOG.warn("nothing is stamped: {}", e.getMessage());
          complained = true;
        }
        pause();
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(patience.look());
    } catch (InterruptedException _) {
      closed = true;
    }
  }

  private void stamp(Turn turn) throws InterruptedException {
    while (!closed && turn.isHeld()) {
      if (isTime()) {
        Optional<byte[]> note = seal.checkpoint();
        if (note.isPresent()) {
          stamp(Checkpoint.parse(SignedNote.parse(note.get()).text()));
        }
      }
      Thread.sleep(patience.look());
    }
  }

  private boolean isTime() {
    Optional<TimestampTable.Last> last = table.last();
    return last.isEmpty()
        || (seal.size() > last.get().size()
            && !clock.instant().isBefore(last.get().at().plus(settings.every())));
  }

  /** Asks until every authority stamped this checkpoint, or it is time for the next. */
  private void stamp(Checkpoint checkpoint) throws InterruptedException {
    Instant end = clock.instant().plus(settings.every());
    Set<Authority> left = new HashSet<>(authorities);
    while (!closed && clock.instant().isBefore(end)) {
      for (Authority authority : authorities) {
        if (left.contains(authority) && isStampedBy(authority, checkpoint)) {
          left.remove(authority);
        }
      }
      if (left.isEmpty()) {
        return;
      }
      Thread.sleep(patience.again());
    }
  }

  private boolean isStampedBy(Authority authority, Checkpoint checkpoint)
      throws InterruptedException {
    try {
      TimestampToken token = authority.ask(checkpoint);
      table.keep(checkpoint.size(), token, token.verify(checkpoint, settings.trusted()));
      if (failures.remove(authority.toString()) != null) {
        LOG.info("the timestamp authority at {} stamps again", authority);
      }
      return true;
    } catch (IOException | SealRefused e) {
      failedTries.merge(authority.toString(), 1L, Long::sum);
      if (failures.put(authority.toString(), String.valueOf(e.getMessage())) == null) {
        LOG.warn("no timestamp by the authority at {}: {}", authority, e.getMessage());
      }
      return false;
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    authorities.forEach(Authority::close);
    try {
      thread.join(patience.answer().toMillis());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

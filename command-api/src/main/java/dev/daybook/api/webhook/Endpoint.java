package dev.daybook.api.webhook;

import dev.daybook.edge.WebhookSettings;
import dev.daybook.edge.WebhookSettings.Patience;
import dev.daybook.seal.Sha256;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import dev.daybook.store.Subscription;
import dev.daybook.store.Turn;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one address of everything there is to tell, in the order of the ledger and at least once:
 * how far it got is kept only after the answer came. One node at a time does it.
 */
final class Endpoint implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Endpoint.class);

  /** Entries looked at in one go. */
  private static final int PAGE = 200;

  /** How long to wait before looking again whether another node still tells this address. */
  private static final Duration OTHERS = Duration.ofSeconds(5);

  /** What is passed over in silence is kept when it is more than this. */
  private static final long PASSED = 1_000;

  private final Ledger ledger;
  private final Deliveries deliveries;
  private final URI url;
  private final String key;
  private final String secret;
  private final Set<String> types;
  private final Patience patience;
  private final Clock clock;
  private final HttpClient http;
  private final Thread thread;
  private @Nullable Subscription subscription;
  private volatile boolean closed;
  private volatile boolean telling;
  private volatile @Nullable State state;

  /**
   * @param types those of the entries it may be told of
   */
  Endpoint(
      Ledger ledger,
      Deliveries deliveries,
      URI url,
      WebhookSettings settings,
      Set<String> types,
      Clock clock) {
    this.ledger = ledger;
    this.deliveries = deliveries;
    this.url = url;
    this.key = Sha256.hex(url.toString().getBytes(StandardCharsets.UTF_8));
    this.secret = settings.secret();
    this.types = types;
    this.patience = settings.patience();
    this.clock = clock;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(patience.answer())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    this.thread =
        Thread.ofVirtual().name("daybook-webhook-" + key.substring(0, 8)).unstarted(this::run);
  }

  void start() {
    subscription = ledger.onAppended(_ -> wake());
    thread.start();
  }

  /** Its name for people: without its path, which may be a secret. */
  String name() {
    return url.getHost();
  }

  /** The first hex digits of the address's digest, which tell two of one host apart. */
  String digest() {
    return key.substring(0, 8);
  }

  /** Whether this node tells it; else another one does, or none. */
  boolean isTelling() {
    return telling;
  }

  /** Where it stands, as far as this node knows. */
  Optional<State> state() {
    return Optional.ofNullable(state);
  }

  /** Where it stands, whichever node tells it. */
  State kept() {
    return deliveries.state(key, ledger.knownPosition());
  }

  /** How many entries of the ledger it was not told of yet, looked through or not. */
  long lag() {
    State known = state;
    return known == null ? 0 : Math.max(0, ledger.knownPosition() - known.position());
  }

  private void run() {
    while (!closed) {
      try {
        Optional<Turn> turn = ledger.turn("webhook " + key);
        if (turn.isEmpty()) {
          sleep(OTHERS);
          continue;
        }
        try (Turn mine = turn.get()) {
          telling = true;
          tell(mine);
        } finally {
          telling = false;
        }
      } catch (InterruptedException _) {
        return;
      } catch (RuntimeException e) {
        if (!closed) {
          LOG.warn("the webhook at {} waits: {}", name(), e.getMessage());
          pause();
        }
      }
    }
  }

  private void tell(Turn turn) throws InterruptedException {
    State now = deliveries.state(key, ledger.head().position());
    long kept = now.position();
    state = now;
    while (!closed && turn.isHeld()) {
      long head = ledger.knownPosition();
      List<LedgerEntry> entries = ledger.entriesOfTypes(types, now.position() + 1, PAGE);
      for (LedgerEntry entry : entries) {
        Optional<Notice> notice = Notice.of(entry, ledger.origin());
        if (notice.isPresent()) {
          now = tellUntilHeard(turn, now, entry.position(), notice.get());
          if (now.position() < entry.position()) {
            return; // closed, or another node's turn
          }
          kept = now.position();
        } else {
          now = now.at(entry.position());
        }
        state = now;
      }
      if (entries.isEmpty()) {
        now = now.at(Math.max(now.position(), head));
        state = now;
      }
      if (now.position() - kept > PASSED) {
        deliveries.save(key, now);
        kept = now.position();
      }
      if (entries.isEmpty()) {
        awaitMore(now.position());
      }
    }
  }

  /** Tries until it is heard or given up; each try is kept, so that a restart counts on. */
  private State tellUntilHeard(Turn turn, State from, long position, Notice notice)
      throws InterruptedException {
    State now = from.at(position - 1);
    while (!closed && turn.isHeld()) {
      Optional<String> failure = post(notice);
      if (failure.isEmpty()) {
        State told = now.told(position, clock.instant());
        deliveries.save(key, told);
        return told;
      }
      now = now.failed(failure.get());
      if (now.tries() >= patience.tries()) {
        LOG.error(
            "the webhook at {} was not told of position {}: {} tries, the last: {}",
            name(),
            position,
            now.tries(),
            failure.get());
        State gaveUp = now.gaveUp(position);
        deliveries.save(key, gaveUp);
        return gaveUp;
      }
      deliveries.save(key, now);
      state = now;
      sleep(wait(now.tries()));
    }
    return now;
  }

  private Duration wait(int tries) {
    Duration wait = patience.first().multipliedBy(1L << Math.min(tries - 1, 20));
    return wait.compareTo(patience.longest()) > 0 ? patience.longest() : wait;
  }

  /** One try; says why it failed. What is answered is never read: only its status counts. */
  private Optional<String> post(Notice notice) throws InterruptedException {
    byte[] body = notice.body();
    Instant now = clock.instant();
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(patience.answer())
            .header("Content-Type", Notice.CONTENT_TYPE)
            .header("User-Agent", "daybook")
            .header("webhook-id", notice.id())
            .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
            .header(
                "webhook-signature", Signature.of(secret, notice.id(), now.getEpochSecond(), body))
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    try {
      HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
      answer.body().close();
      int status = answer.statusCode();
      return status >= 200 && status < 300
          ? Optional.empty()
          : Optional.of("it answered " + status);
    } catch (IOException e) {
      return Optional.of(
          e.getMessage() == null ? e.getClass().getSimpleName() : "no answer: " + e.getMessage());
    }
  }

  private void wake() {
    LockSupport.unpark(thread);
  }

  private void awaitMore(long position) throws InterruptedException {
    if (!closed && ledger.knownPosition() <= position) {
      LockSupport.parkNanos(OTHERS.toNanos());
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private void pause() {
    try {
      sleep(patience.first());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void sleep(Duration time) throws InterruptedException {
    Thread.sleep(time);
  }

  @Override
  public void close() {
    closed = true;
    Subscription told = subscription;
    if (told != null) {
      told.close();
    }
    thread.interrupt();
    try {
      thread.join(patience.answer());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    http.shutdownNow();
  }
}

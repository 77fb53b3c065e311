package dev.daybook.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When views are told that the ledger grew. */
class LedgerSpansTest {

  /** Far longer than a test takes. */
  private static final long BREATH_MILLIS = 30_000;

  private static final long SOON_MILLIS = 5_000;

  private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(1);
  private final LedgerSpans spans = new LedgerSpans(0, _ -> 0, executor, BREATH_MILLIS);
  private final BlockingStream<TrackedEventMessage<?>> stream = spans.openStream(null);
  private final Semaphore rung = new Semaphore(0);

  @BeforeEach
  void listen() {
    stream.setOnAvailableCallback(rung::release);
  }

  @AfterEach
  void close() {
    stream.close();
    executor.shutdownNow();
  }

  @Test
  void entriesThatKeepComingAreToldAfterABreath() throws InterruptedException {
    firstIsToldAtOnce();

    spans.moved(2);
    spans.moved(3);

    assertThat(rung.tryAcquire(300, TimeUnit.MILLISECONDS)).isFalse();
  }

  @Test
  void whoWaitsForThemIsNotHeldUpByIt() throws InterruptedException {
    firstIsToldAtOnce();

    spans.moved(2);
    spans.hurry();

    assertThat(rung.tryAcquire(SOON_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
  }

  @Test
  void whoWaitsWhereNothingCameWakesNobody() throws InterruptedException {
    firstIsToldAtOnce();

    spans.hurry();

    assertThat(rung.tryAcquire(300, TimeUnit.MILLISECONDS)).isFalse();
  }

  private void firstIsToldAtOnce() throws InterruptedException {
    spans.moved(1);
    assertThat(rung.tryAcquire(SOON_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
  }
}

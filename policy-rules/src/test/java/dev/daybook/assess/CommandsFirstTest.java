package dev.daybook.assess;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Work in the background gives way to commands, and is never starved by them. */
class CommandsFirstTest {

  private static final Duration PATIENCE = Duration.ofMillis(200);

  private final AtomicBoolean busy = new AtomicBoolean();
  private final CommandsFirst turns = new CommandsFirst(busy::get, PATIENCE);

  @Test
  void whereNobodyAsksATurnComesAtOnceAndLastsUntilSomebodyDoes() {
    assertThat(waited()).isLessThan(PATIENCE);
    assertThat(turns.isShare()).isFalse();
    assertThat(turns.isWanted()).isFalse();

    busy.set(true);

    assertThat(turns.isWanted()).isTrue();
  }

  @Test
  void whereCommandsDoNotStopItGetsATurnAllTheSame() {
    busy.set(true);

    assertThat(waited()).isGreaterThanOrEqualTo(PATIENCE);
    assertThat(turns.isShare()).isTrue();
    assertThat(turns.isWanted()).as("a share is not broken off").isFalse();
  }

  @Test
  void afterEachShareItRestsNineteenTimesAsLong() throws InterruptedException {
    busy.set(true);
    turns.await(() -> false);
    Thread.sleep(20);
    turns.done();

    assertThat(waited())
        .isGreaterThanOrEqualTo(Duration.ofMillis(CommandsFirst.RESTS * 20L))
        .isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void aMomentWithoutCommandsEndsARest() throws InterruptedException {
    busy.set(true);
    turns.await(() -> false);
    Thread.sleep(50);
    turns.done();
    busy.set(false);

    assertThat(waited()).isLessThan(PATIENCE);
    turns.done();
    busy.set(true);

    assertThat(waited())
        .as("its patience begins anew")
        .isBetween(PATIENCE, PATIENCE.multipliedBy(4));
  }

  @Test
  void whoGivesUpWaitsNoLonger() {
    busy.set(true);
    long before = System.nanoTime();

    turns.await(() -> true);

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(PATIENCE);
  }

  private Duration waited() {
    long before = System.nanoTime();
    turns.await(() -> false);
    return Duration.ofNanos(System.nanoTime() - before);
  }
}

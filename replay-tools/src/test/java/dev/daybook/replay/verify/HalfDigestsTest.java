package dev.daybook.replay.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.replay.verify.HalfDigests.Half;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Numbers by digest, as a plain map would have them. */
class HalfDigestsTest {

  @Test
  void theyAreKeptAsAMapKeepsThem() {
    Random random = new Random(7);
    HalfDigests digests = new HalfDigests();
    Map<Half, Long> map = new HashMap<>();
    for (int i = 1; i < 20_000; i++) {
      // Few words, so that halves share one or stand in each other's slots.
      Half half = new Half(random.nextInt(300), random.nextInt(30));
      assertThat(digests.get(half)).isEqualTo(map.getOrDefault(half, 0L));
      digests.put(half, i);
      map.put(half, (long) i);
    }
    Map<Half, Long> told = new HashMap<>();
    digests.forEach((half, number) -> assertThat(told.put(half, number)).isNull());
    assertThat(told).isEqualTo(map);
  }

  @Test
  void aCopyChangesWithoutTheOther() {
    HalfDigests digests = new HalfDigests();
    digests.put(new Half(1, 2), 3);
    HalfDigests copy = digests.copy();
    copy.put(new Half(1, 2), 4);
    copy.put(new Half(5, 6), 7);
    assertThat(digests.get(new Half(1, 2))).isEqualTo(3);
    assertThat(digests.get(new Half(5, 6))).isZero();
    assertThat(copy.get(new Half(1, 2))).isEqualTo(4);
  }

  @Test
  void countingBeginsAtNoneAndWhatStandsStays() {
    HalfDigests digests = new HalfDigests();
    Random random = new Random(8);
    Map<Half, Long> map = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      Half half = new Half(random.nextInt(300), random.nextInt(30));
      assertThat(digests.increment(half)).isEqualTo(map.getOrDefault(half, 0L));
      map.merge(half, 1L, Long::sum);
      digests.putIfAbsent(half, -1);
    }
    digests.putIfAbsent(new Half(1_000, 1), 9);
    assertThat(digests.get(new Half(1_000, 1))).isEqualTo(9);
    map.forEach((half, count) -> assertThat(digests.get(half)).isEqualTo(count));
  }
}

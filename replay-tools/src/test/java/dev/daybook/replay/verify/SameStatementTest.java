package dev.daybook.replay.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.seal.LeafEntry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Comparing a leaf with a statement beside writing the statement and comparing all bytes. */
class SameStatementTest {

  private static final LeafEntry STATEMENT = OwnLog.statement(3);

  @Test
  void aLeafIsItsOwnStatement() {
    for (long position : List.of(1L, 3L, 11L, 100_000_001L)) {
      LeafEntry statement = OwnLog.statement(position);
      assertThat(SameStatement.is(statement.json(), statement)).isTrue();
    }
  }

  @Test
  void noByteCanBeAnotherOrMissingOrTwice() {
    byte[] leaf = STATEMENT.json();
    for (int at = 0; at < leaf.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] changed = leaf.clone();
        changed[at] ^= (byte) (1 << bit);
        assertThat(SameStatement.is(changed, STATEMENT)).as("byte %d", at).isFalse();
      }
      assertThat(SameStatement.is(Arrays.copyOf(leaf, at), STATEMENT)).isFalse();
      byte[] longer = Arrays.copyOf(leaf, leaf.length + 1);
      System.arraycopy(leaf, at, longer, at + 1, leaf.length - at);
      assertThat(SameStatement.is(longer, STATEMENT)).as("byte %d twice", at).isFalse();
    }
  }

  @Test
  void noValueCanBeAnother() {
    LeafEntry.Content other = LeafEntry.Content.of(new byte[] {1});
    for (LeafEntry changed :
        List.of(
            with(STATEMENT.origin() + "x", STATEMENT.stream(), STATEMENT.type()),
            with(STATEMENT.origin(), STATEMENT.stream() + "x", STATEMENT.type()),
            with(STATEMENT.origin(), STATEMENT.stream(), STATEMENT.type() + "x"),
            with(4, STATEMENT.event(), STATEMENT.sequence(), STATEMENT.revision()),
            with(STATEMENT.index(), new UUID(1, 2), STATEMENT.sequence(), STATEMENT.revision()),
            with(STATEMENT.index(), STATEMENT.event(), 77, STATEMENT.revision()),
            with(STATEMENT.index(), STATEMENT.event(), STATEMENT.sequence(), 9),
            with(Duration.ofNanos(1_000), STATEMENT.actor(), STATEMENT.payload(), metadata()),
            with(Duration.ZERO, STATEMENT.actor() + "x", STATEMENT.payload(), metadata()),
            with(Duration.ZERO, STATEMENT.actor(), other, metadata()),
            with(Duration.ZERO, STATEMENT.actor(), STATEMENT.payload(), other))) {
      assertThat(SameStatement.is(STATEMENT.json(), changed)).as("%s", changed).isFalse();
      assertThat(SameStatement.is(changed.json(), changed)).as("%s", changed).isTrue();
    }
  }

  @Test
  void whatNeedsEscapesOrMayBeTooLongIsLeftToWhoWritesIt() {
    for (String text :
        List.of("team/\"sales\"", "team\\sales", "team/gr\u00f6\u00dfe", "a\tb", "\u007f")) {
      LeafEntry statement = with(STATEMENT.origin(), text, STATEMENT.type());
      assertThat(SameStatement.is(statement.json(), statement)).as(text).isFalse();
      assertThat(SameStatement.is(unescaped(text), statement)).as(text).isFalse();
    }
    int room = LeafEntry.MAX_BYTES - STATEMENT.json().length - 18 + STATEMENT.stream().length();
    LeafEntry longest = with(STATEMENT.origin(), "s".repeat(room), STATEMENT.type());
    assertThat(SameStatement.is(longest.json(), longest)).isTrue();
    LeafEntry longer = with(STATEMENT.origin(), "s".repeat(room + 1), STATEMENT.type());
    byte[] unwritten =
        text(longest.json()).replace("\"sss", "\"ssss").getBytes(StandardCharsets.ISO_8859_1);
    assertThat(SameStatement.is(unwritten, longer)).isFalse();
  }

  /** As no leaf is written: the text stands in it as it is. */
  private static byte[] unescaped(String stream) {
    return text(STATEMENT.json())
        .replace(STATEMENT.stream(), stream)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String text(byte[] leaf) {
    return new String(leaf, StandardCharsets.ISO_8859_1);
  }

  private static LeafEntry.Content metadata() {
    return STATEMENT.metadata();
  }

  private static LeafEntry with(String origin, String stream, String type) {
    return new LeafEntry(
        origin,
        STATEMENT.index(),
        STATEMENT.event(),
        stream,
        STATEMENT.sequence(),
        type,
        STATEMENT.revision(),
        STATEMENT.recordedAt(),
        STATEMENT.actor(),
        STATEMENT.payload(),
        STATEMENT.metadata());
  }

  private static LeafEntry with(long index, UUID event, long sequence, int revision) {
    return new LeafEntry(
        STATEMENT.origin(),
        index,
        event,
        STATEMENT.stream(),
        sequence,
        STATEMENT.type(),
        revision,
        STATEMENT.recordedAt(),
        STATEMENT.actor(),
        STATEMENT.payload(),
        STATEMENT.metadata());
  }

  private static LeafEntry with(
      Duration later, String actor, LeafEntry.Content payload, LeafEntry.Content metadata) {
    return new LeafEntry(
        STATEMENT.origin(),
        STATEMENT.index(),
        STATEMENT.event(),
        STATEMENT.stream(),
        STATEMENT.sequence(),
        STATEMENT.type(),
        STATEMENT.revision(),
        STATEMENT.recordedAt().plus(later),
        actor,
        payload,
        metadata);
  }
}

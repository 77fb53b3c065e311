package dev.daybook.replay.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.seal.LeafEntry;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The quick reader of leaves beside the one that says what is wrong. */
class PlainStatementTest {

  private static final long POSITION = 4;

  private static String statement(long position) {
    return new String(OwnLog.statement(position).json(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Whatever is taken is what the other reader reads. */
  private static void requireSame(byte[] leaf) {
    @Nullable LeafEntry quick = PlainStatement.read(leaf);
    if (quick != null) {
      try {
        assertThat(quick).isEqualTo(Statement.readAny(leaf, POSITION));
      } catch (Wrong e) {
        throw new AssertionError(
            "taken and refused (%s): %s"
                .formatted(e.getMessage(), new String(leaf, StandardCharsets.UTF_8)));
      }
    }
  }

  @Test
  void leavesAreReadInOnePass() {
    for (long position : List.of(1L, 2L, 10L, 11L, 100_000_000L)) {
      assertThat(PlainStatement.read(OwnLog.statement(position).json()))
          .isEqualTo(OwnLog.statement(position));
    }
  }

  @Test
  void noByteCanBeAnotherAndBeReadOtherwiseThanByTheSlowReader() {
    // The fourth has a stream beyond ASCII, the third none.
    for (long position : List.of(3L, 4L)) {
      byte[] leaf = OwnLog.statement(position).json();
      for (int at = 0; at < leaf.length; at++) {
        for (int other : new int[] {0, 1, 9, ' ', '"', '\\', '-', '0', '9', 'F', 'f', '{', '}'}) {
          byte[] changed = leaf.clone();
          changed[at] = (byte) other;
          requireSame(changed);
        }
        for (int bit = 0; bit < 8; bit++) {
          byte[] changed = leaf.clone();
          changed[at] ^= (byte) (1 << bit);
          requireSame(changed);
        }
      }
    }
  }

  @Test
  void noByteCanBeMissingOrTwice() {
    byte[] leaf = OwnLog.statement(POSITION).json();
    for (int at = 0; at < leaf.length; at++) {
      requireSame(Arrays.copyOf(leaf, at));
      for (int left : new int[] {0, 2}) {
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        changed.write(leaf, 0, at);
        for (int i = 0; i < left; i++) {
          changed.write(leaf[at]);
        }
        changed.write(leaf, at + 1, leaf.length - at - 1);
        requireSame(changed.toByteArray());
      }
    }
  }

  @Test
  void whatIsNotPlainIsLeftToTheSlowReader() throws Wrong {
    String quoted = statement(3).replace("team/sales", "team/\\\"sales\\\"");
    assertThat(PlainStatement.read(bytes(quoted))).isNull();
    assertThat(Statement.read(bytes(quoted), 3).stream()).isEqualTo("team/\"sales\"");
    for (String other :
        List.of(
            statement(3).replace("\"index\":2", "\"index\":02"),
            statement(3).replace("\"index\":2", "\"index\":9007199254740992"),
            statement(3).replace("\"revision\":1", "\"revision\":2147483648"),
            statement(3).replace("2026-11-30T", "2026-02-30T"),
            statement(3).replace("2026-11-30T12", "2026-11-30T24"),
            statement(3).replace("team/sales", "s".repeat(4_100 - statement(3).length())),
            statement(3) + "}")) {
      assertThat(PlainStatement.read(bytes(other))).as(other).isNull();
      assertThatThrownBy(() -> Statement.read(bytes(other), 3)).as(other).isInstanceOf(Wrong.class);
    }
  }

  @Test
  void aDigestIsSixtyFourDigitsInLowerCase() {
    String digest = OwnLog.statement(3).payload().sha256();
    for (String other :
        List.of("", "x", digest.substring(1), digest + "0", digest.toUpperCase(Locale.ROOT))) {
      assertThatThrownBy(() -> Statement.read(bytes(statement(3).replace(digest, other)), 3))
          .isInstanceOf(Wrong.class)
          .hasMessageContaining("`%s` is no SHA-256".formatted(other));
    }
  }
}

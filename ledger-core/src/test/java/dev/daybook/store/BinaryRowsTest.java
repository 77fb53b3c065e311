package dev.daybook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BinaryRowsTest {

  private static final byte[] HEADER =
      HexFormat.of().parseHex("5047434f50590aff0d0a00" + "00000000" + "00000000");
  private static final byte[] END = {-1, -1};

  private interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  private static byte[] bytes(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      writing.to(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] row(byte[]... columns) {
    return bytes(
        out -> {
          out.writeShort(columns.length);
          for (byte[] column : columns) {
            out.writeInt(column.length);
            out.write(column);
          }
        });
  }

  private static byte[] joined(byte[]... parts) {
    return bytes(
        out -> {
          for (byte[] part : parts) {
            out.write(part);
          }
        });
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] bigint(long number) {
    return bytes(out -> out.writeLong(number));
  }

  private static BinaryRows rows(int columns, byte[]... messages) {
    Deque<byte[]> left = new ArrayDeque<>(List.of(messages));
    return BinaryRows.begin(left::poll, columns);
  }

  private static BinaryRow one(BinaryRows rows) {
    return Objects.requireNonNull(rows.next());
  }

  private static void assertRefused(String why, Runnable reading) {
    assertThatThrownBy(reading::run)
        .isInstanceOf(StoreUnavailable.class)
        .hasMessage("the ledger cannot be read: " + why);
  }

  @Test
  void columnsAreReadAsPostgreSqlWritesThem() {
    byte[] row =
        row(
            bigint(-7),
            bytes(out -> out.writeInt(42)),
            bytes(
                out -> {
                  out.writeLong(1);
                  out.writeLong(2);
                }),
            bigint(-1),
            text("ä"),
            new byte[] {1, 2});
    BinaryRow read = one(rows(6, HEADER, row, END));
    assertThat(read.bigint()).isEqualTo(-7);
    assertThat(read.integer()).isEqualTo(42);
    assertThat(read.uuid()).isEqualTo(new UUID(1, 2));
    assertThat(read.timestamptz())
        .as("a microsecond before 2000")
        .isEqualTo(Instant.parse("1999-12-31T23:59:59.999999Z"));
    assertThat(read.text()).isEqualTo("ä");
    assertThat(read.bytea()).containsExactly(1, 2);
  }

  @Test
  void aMessageMayHoldSomeRowsAndRowsMayBeReadAfterOthersCame() {
    BinaryRows rows = rows(1, joined(HEADER, row(text("a")), row(text("b"))), row(text("c")), END);
    BinaryRow a = one(rows);
    BinaryRow b = one(rows);
    BinaryRow c = one(rows);
    assertThat(rows.next()).isNull();
    assertThat(rows.next()).as("asked again").isNull();
    assertThat(List.of(c.text(), b.text(), a.text())).containsExactly("c", "b", "a");
    assertThat(a.bytes()).as("nothing of the row behind it is left").isZero();
  }

  @Test
  void whatStandsInTheHeadersExtensionIsPassedOver() {
    byte[] header = HEADER.clone();
    header[header.length - 1] = 3;
    assertThat(one(rows(1, joined(header, text("xyz"), row(text("a"))), END)).text())
        .isEqualTo("a");
  }

  @Test
  void anotherBeginningIsRefused() {
    byte[] header = HEADER.clone();
    header[0] = 'X';
    assertRefused(
        "the server's copy begins otherwise: [88, 71, 67, 79, 80, 89, 10, -1, 13, 10, 0]",
        () -> rows(1, header));
    assertRefused(
        "the server's copy begins otherwise: [80]", () -> rows(1, Arrays.copyOf(HEADER, 1)));
    assertRefused(
        "a message of the server's copy ends inside a row: 2 bytes are left; wanted 4",
        () -> rows(1, Arrays.copyOf(HEADER, HEADER.length - 2)));
  }

  @Test
  void aRowThatEndsInsideAColumnIsRefusedBeforeAnybodyReadsIt() {
    byte[] row = row(text("abc"), text("def"));
    for (int cut = 1; cut < row.length; cut++) {
      BinaryRows rows = rows(2, HEADER, Arrays.copyOf(row, cut), row);
      assertThatThrownBy(rows::next)
          .as("cut after %d bytes", cut)
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("a message of the server's copy ends inside a row");
    }
  }

  @Test
  void aRowOfOtherColumnsIsRefused() {
    assertRefused("a row of 1 columns; wanted 2", () -> rows(2, HEADER, row(text("a"))).next());
  }

  @Test
  void aNullIsRefused() {
    byte[] row = row(text(""));
    Arrays.fill(row, 2, 6, (byte) -1);
    assertRefused("a column is null", () -> rows(1, HEADER, row).next());
  }

  @Test
  void aColumnOfAnotherLengthThanItsTypeIsRefused() {
    BinaryRow row = one(rows(1, HEADER, row(bytes(out -> out.writeInt(1)))));
    assertRefused("a column of 4 bytes where one of 8 stands", row::bigint);
    BinaryRow other = one(rows(1, HEADER, row(bigint(1))));
    assertRefused("a column of 8 bytes where one of 16 stands", other::uuid);
    BinaryRow third = one(rows(1, HEADER, row(bigint(1))));
    assertRefused("a column of 8 bytes where one of 4 stands", third::integer);
  }

  @Test
  void aCopyThatEndsWithoutItsEndIsNotTakenForWhole() {
    BinaryRows rows = rows(1, HEADER, row(text("a")));
    assertThat(one(rows).text()).isEqualTo("a");
    assertRefused("the server's copy ends before it says so", rows::next);
    assertRefused("the server's copy ends before it says so", () -> rows(1));
  }

  @Test
  void aCopyThatBreaksIsToldToBeUnreadable() {
    assertRefused(
        "cut",
        () ->
            BinaryRows.begin(
                () -> {
                  throw new SQLException("cut");
                },
                1));
  }
}

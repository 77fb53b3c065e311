package dev.daybook.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;

class LeafEntryTest {

  private static final LeafEntry LEAF =
      leaf("product/sales.customer-360", Instant.parse("2026-11-20T09:30:00.000125Z"));

  private static LeafEntry leaf(String stream, Instant recordedAt) {
    return new LeafEntry(
        "daybook/0123456789abcdef0123456789abcdef",
        41,
        UUID.fromString("019a9f6e-4c00-7abc-8def-0123456789ab"),
        stream,
        3,
        "product.registered",
        1,
        recordedAt,
        "act_0123456789abcdef",
        LeafEntry.Content.of("{\"name\":\"customer-360\"}".getBytes(StandardCharsets.UTF_8)),
        LeafEntry.Content.of(
            "{\"actor\":\"act_0123456789abcdef\"}".getBytes(StandardCharsets.UTF_8)));
  }

  /** The form outlives us: a difference here is a decision, and breaks every sealed ledger. */
  @Test
  void theFormIsTheGoldenFiles() throws IOException {
    assertThat(new String(LEAF.json(), StandardCharsets.UTF_8)).isEqualTo(golden());
  }

  @Test
  void theFormIsCanonical() throws IOException {
    for (LeafEntry leaf :
        new LeafEntry[] {
          LEAF,
          leaf("product/größe \"x\"\\\t\uD83D\uDE00", Instant.EPOCH.plusNanos(999)),
          leaf("product/\"x\"", Instant.EPOCH),
          leaf("product/a\\b", Instant.EPOCH)
        }) {
      assertThat(new String(leaf.json(), StandardCharsets.UTF_8))
          .isEqualTo(new JsonCanonicalizer(leaf.json()).getEncodedString());
    }
  }

  @Test
  void timesHaveSixDecimalsAlways() {
    assertThat(LeafEntry.time(Instant.parse("2026-11-20T09:30:00Z")))
        .isEqualTo("2026-11-20T09:30:00.000000Z");
    assertThat(LeafEntry.time(Instant.parse("2026-11-20T09:30:00.123456789Z")))
        .isEqualTo("2026-11-20T09:30:00.123456Z");
    assertThat(leaf("product/x", Instant.parse("2026-11-20T09:30:00.123456789Z")))
        .isEqualTo(leaf("product/x", Instant.parse("2026-11-20T09:30:00.123456Z")));
  }

  @Test
  void everyTimeIsWrittenAsTheFormatterOfTheJdkWritesIt() {
    DateTimeFormatter formatter =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    Instant first = Instant.parse("-0002-12-31T23:59:59Z");
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      // Up to the year 12,678, which is written with a sign.
      Instant time = first.plusSeconds(random.nextLong(400_000_000_000L)).plusNanos(i * 49_999L);
      assertThat(LeafEntry.time(time)).isEqualTo(formatter.format(time));
    }
    for (String edge : List.of("0000-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z")) {
      assertThat(LeafEntry.time(Instant.parse(edge)))
          .isEqualTo(formatter.format(Instant.parse(edge)));
    }
  }

  @Test
  void aStatementOverFourKibibytesIsRefused() {
    assertThatThrownBy(() -> leaf("x".repeat(4000), Instant.EPOCH).json())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4096");
    // With an index of all 19 digits: room is kept for the longest there can be.
    int others = leaf("", Instant.EPOCH).json().length - "41".length() + 19;
    int longest = LeafEntry.MAX_BYTES - others;
    assertThat(leaf("x".repeat(longest), Instant.EPOCH).json()).isNotEmpty();
    assertThatThrownBy(() -> leaf("x".repeat(longest + 1), Instant.EPOCH).json())
        .hasMessageContaining("this one would have 4097");
  }

  @Test
  void aLeafHashStartsFromAZeroByte() throws IOException {
    // RFC 9162 test data: the hash of the empty leaf.
    assertThat(Merkle.leafHash(new byte[0]).hex())
        .isEqualTo("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    byte[] leaf = golden().getBytes(StandardCharsets.UTF_8);
    byte[] prefixed = new byte[leaf.length + 1];
    System.arraycopy(leaf, 0, prefixed, 1, leaf.length);
    assertThat(Merkle.leafHash(leaf).bytes()).isEqualTo(Sha256.of(prefixed));
  }

  private static String golden() throws IOException {
    try (InputStream in = LeafEntryTest.class.getResourceAsStream("leaf-entry.json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

package dev.daybook.replay.tables;

import dev.daybook.replay.verify.HalfDigests;
import dev.daybook.replay.verify.Place;
import dev.daybook.replay.verify.Wrong;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongFunction;

/**
 * What entries say is kept by its digest: the document and the facts of a decision, a policy's and
 * a params document's text. Each has to be there, and the first entry whose is not is named.
 */
final class Citations {

  private static final int DIGEST_LENGTH = 64;

  /** By what is cited: the first position that does, and its negative once it was found. */
  private final HalfDigests cited = new HalfDigests();

  /**
   * One of them.
   *
   * @param what in words
   * @param sha256 lower-case hex
   */
  record Citation(String what, String sha256) {
    private HalfDigests.Half half() {
      return HalfDigests.Half.of(HexFormat.of().parseHex(sha256));
    }
  }

  /**
   * What an entry cites. Payloads are canonical JSON, so a key and its quotes stand in them as they
   * stand here, and in no text.
   */
  static List<Citation> of(String type, byte[] payload) {
    return switch (type) {
      case "decision.recorded" -> {
        List<Citation> citations = new ArrayList<>(2);
        add(citations, "document", "documentSha256", payload);
        add(citations, "facts", "factsSha256", payload);
        yield citations;
      }
      case "policy.published" -> one("policy", payload);
      case "params.published" -> one("params document", payload);
      default -> List.of();
    };
  }

  private static List<Citation> one(String what, byte[] payload) {
    List<Citation> citations = new ArrayList<>(1);
    add(citations, what, "sha256", payload);
    return citations;
  }

  private static void add(List<Citation> citations, String what, String key, byte[] payload) {
    byte[] wanted = ("\"" + key + "\":\"").getBytes(StandardCharsets.US_ASCII);
    for (int at = 0; at + wanted.length + DIGEST_LENGTH < payload.length; at++) {
      int value = at + wanted.length;
      if (payload[at] == '"' && Arrays.equals(payload, at, value, wanted, 0, wanted.length)) {
        citations.add(
            new Citation(
                what, new String(payload, value, DIGEST_LENGTH, StandardCharsets.ISO_8859_1)));
        return;
      }
    }
  }

  /** Remembers what the entry at {@code position} cites. */
  void add(List<Citation> citations, long position) {
    for (Citation citation : citations) {
      HalfDigests.Half half = citation.half();
      if (cited.get(half) == 0) {
        cited.put(half, position);
      }
    }
  }

  /** Strikes off what is kept. */
  void found(byte[] sha256) {
    HalfDigests.Half half = HalfDigests.Half.of(sha256);
    long position = cited.get(half);
    if (position > 0) {
      cited.put(half, -position);
    }
  }

  /**
   * Requires that all was found.
   *
   * @param citations what the entry at a position cites
   */
  void requireAllFound(LongFunction<List<Citation>> citations) throws Wrong {
    long[] first = {Long.MAX_VALUE};
    cited.forEach(
        (_, position) -> {
          if (position > 0) {
            first[0] = Math.min(first[0], position);
          }
        });
    if (first[0] == Long.MAX_VALUE) {
      return;
    }
    for (Citation citation : citations.apply(first[0])) {
      if (cited.get(citation.half()) > 0) {
        throw new Wrong(
            new Place.Entry(first[0]),
            "what it cites as its %s is not kept: SHA-256 %s"
                .formatted(citation.what(), citation.sha256()));
      }
    }
  }
}

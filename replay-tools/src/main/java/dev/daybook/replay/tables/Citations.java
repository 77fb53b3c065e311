package dev.daybook.replay.tables;

import dev.daybook.replay.verify.HalfDigests;
import dev.daybook.replay.verify.Place;
import dev.daybook.replay.verify.Wrong;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
   * @param half of it
   */
  record Citation(String what, String sha256, HalfDigests.Half half) {
    private static Citation of(String what, String sha256) {
      return new Citation(what, sha256, HalfDigests.Half.of(HexFormat.of().parseHex(sha256)));
    }
  }

  /**
   * What an entry cites. Payloads are canonical JSON, so a key and its quotes stand in them as they
   * stand here, and in no text.
   */
  static List<Citation> of(String type, byte[] payload) {
    return switch (type) {
      case "decision.recorded" -> {
        String json = units(payload);
        List<Citation> citations = new ArrayList<>(2);
        add(citations, "document", "\"documentSha256\":\"", json);
        add(citations, "facts", "\"factsSha256\":\"", json);
        yield citations;
      }
      case "policy.published" -> one("policy", payload);
      case "params.published" -> one("params document", payload);
      default -> List.of();
    };
  }

  private static List<Citation> one(String what, byte[] payload) {
    List<Citation> citations = new ArrayList<>(1);
    add(citations, what, "\"sha256\":\"", units(payload));
    return citations;
  }

  /** Bytes as a text that is quickly searched: each a character of its own, whatever it means. */
  private static String units(byte[] payload) {
    return new String(payload, StandardCharsets.ISO_8859_1);
  }

  private static void add(List<Citation> citations, String what, String key, String json) {
    int at = json.indexOf(key);
    int end = at + key.length() + DIGEST_LENGTH;
    if (at >= 0 && end < json.length()) {
      citations.add(Citation.of(what, json.substring(at + key.length(), end)));
    }
  }

  /** Remembers what the entry at {@code position} cites. */
  void add(List<Citation> citations, long position) {
    for (Citation citation : citations) {
      cited.putIfAbsent(citation.half(), position);
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

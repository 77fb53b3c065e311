package dev.daybook.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.document.ReadDocument.Readable;
import dev.daybook.document.ReadDocument.Skipped;
import dev.daybook.document.ReadDocument.Unreadable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Documents with bytes changed, lost, doubled and moved about: reading never throws, and every
 * problem has a place inside the source. Seeds are fixed; a failure names its seed and step.
 */
class MutationTest {

  private static final List<String> SEEDS =
      List.of(
          Samples.PRODUCT,
          Samples.CONTRACT,
          Samples.INLINE,
          Samples.ODCS,
          Samples.DOMAIN,
          Samples.TEAM);

  private static final List<Format> FORMATS = List.of(Format.values());

  private static final String[] SPLICES = {
    ":",
    ": ",
    "- ",
    "\n",
    "\r\n",
    "\t",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    "|",
    ">",
    "#",
    "&a ",
    "*a",
    "!!x ",
    "? ",
    "%",
    "@",
    "`",
    "---\n",
    "...\n",
    "null",
    "true",
    "99%",
    "1e9",
    "\u0000",
    "\uFEFF",
    "\\ud800",
    "é",
    "𝄞",
    "<<: ",
    ",",
    "  ",
    "v3.0.0",
    "\"type\"",
    "\\",
    "\u2028",
    "\u0085"
  };

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void noMutationMakesReadingThrow(long seed) {
    Random random = new Random(seed);
    for (int step = 0; step < 4_000; step++) {
      String text = SEEDS.get(random.nextInt(SEEDS.size()));
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      int times = 1 + random.nextInt(4);
      for (int i = 0; i < times; i++) {
        bytes = mutate(bytes, random);
      }
      Format format = FORMATS.get(random.nextInt(FORMATS.size()));
      check(bytes, format, "seed %d step %d".formatted(seed, step));
    }
  }

  private static byte[] mutate(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length + 1);
    int end = Math.min(bytes.length, at + 1 + random.nextInt(20));
    return switch (random.nextInt(6)) {
      case 0 ->
          join(bytes, at, new byte[] {(byte) random.nextInt(256)}, Math.min(bytes.length, at + 1));
      case 1 -> join(bytes, at, new byte[0], end);
      case 2 -> join(bytes, at, Arrays.copyOfRange(bytes, at, end), at);
      case 3 ->
          join(
              bytes,
              at,
              SPLICES[random.nextInt(SPLICES.length)].getBytes(StandardCharsets.UTF_8),
              at);
      case 4 -> Arrays.copyOf(bytes, at);
      default -> {
        int from = random.nextInt(bytes.length + 1);
        yield join(
            bytes, at, Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + 60)), end);
      }
    };
  }

  private static byte[] join(byte[] bytes, int at, byte[] middle, int rest) {
    byte[] out = Arrays.copyOf(bytes, at + middle.length + bytes.length - rest);
    System.arraycopy(middle, 0, out, at, middle.length);
    System.arraycopy(bytes, rest, out, at + middle.length, bytes.length - rest);
    return out;
  }

  private static void check(byte[] bytes, Format format, String which) {
    List<ReadDocument> documents;
    try {
      documents = Documents.read(bytes, format, "mutant");
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError(which + "\n" + new String(bytes, StandardCharsets.UTF_8), e);
    }
    int lines = 1;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n'
          || (bytes[i] == '\r' && (i + 1 == bytes.length || bytes[i + 1] != '\n'))) {
        lines++;
      }
    }
    assertThat(documents).as(which).isNotEmpty();
    for (ReadDocument document : documents) {
      switch (document) {
        case Readable readable -> assertThat(readable.command().subject()).as(which).isNotNull();
        case Unreadable unreadable -> {
          assertThat(unreadable.problems()).as(which).isNotEmpty();
          for (Problem problem : unreadable.problems()) {
            assertThat(problem.line()).as(which + " " + problem).isBetween(1, lines);
            assertThat(problem.column()).as(which + " " + problem).isPositive();
          }
        }
        case Skipped skipped -> assertThat(skipped.why()).as(which).isNotBlank();
      }
    }
  }
}

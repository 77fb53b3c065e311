package dev.daybook.replay.verify;

import dev.daybook.seal.GrowingTree;
import dev.daybook.seal.Hash;
import dev.daybook.seal.LeafEntry;
import dev.daybook.seal.Sha256;
import dev.daybook.seal.TileId;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * What an auditor keeps of one run for the next: a text of lines, the last of which is the SHA-256
 * of all before it, so that a file that was cut is found out. Nothing protects it from who can
 * write to it; it belongs where only the auditor can.
 *
 * @param hasContents whether payloads and metadata were verified too
 */
public record Verified(boolean hasContents, Frontier frontier) {

  private static final String FIRST = "daybook/verified@v1";
  private static final String END = "sha256 ";

  /** Writes it. */
  public byte[] bytes() {
    StringBuilder text = new StringBuilder();
    text.append(FIRST).append('\n');
    text.append("origin ").append(frontier.origin()).append('\n');
    text.append("size ").append(frontier.size()).append('\n');
    text.append("root ").append(frontier.root().base64()).append('\n');
    text.append("contents ").append(hasContents ? "yes" : "no").append('\n');
    text.append("last ").append(frontier.last()).append('\n');
    for (GrowingTree.Full tile : frontier.edge()) {
      text.append(tile.tile().path())
          .append(' ')
          .append(Base64.getEncoder().encodeToString(tile.bytes()))
          .append('\n');
    }
    for (Rotated rotated : frontier.rotated()) {
      text.append(
          "rotation %d %d %s\n"
              .formatted(
                  rotated.position(), rotated.payload().length(), rotated.payload().sha256()));
    }
    frontier
        .sequences()
        .forEach(
            (stream, next) ->
                text.append("stream %016x%016x %d\n".formatted(stream.high(), stream.low(), next)));
    String all = text.toString();
    return (all + END + digest(all) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String digest(String text) {
    return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException when it is not what was written
   */
  public static Verified parse(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    int end = text.lastIndexOf("\n" + END) + 1;
    if (!text.startsWith(FIRST + "\n")
        || !text.substring(end).equals(END + digest(text.substring(0, end)) + "\n")) {
      throw new IllegalArgumentException(
          "it was not written by `daybook verify`, or changed since");
    }
    List<String> lines = text.substring(0, end).lines().toList();
    if (lines.size() < 6) {
      throw new IllegalArgumentException("lines are missing");
    }
    List<GrowingTree.Full> edge = new ArrayList<>();
    List<Rotated> rotated = new ArrayList<>();
    Sequences sequences = new Sequences();
    try {
      for (String line : lines.subList(6, lines.size())) {
        if (line.startsWith("stream ")) {
          putStream(sequences, line.substring("stream ".length()));
        } else if (line.startsWith("rotation ")) {
          rotated.add(rotated(line.split(" ", -1)));
        } else {
          edge.add(tile(line));
        }
      }
      Frontier frontier =
          new Frontier(
              value(lines, 1, "origin "),
              Long.parseLong(value(lines, 2, "size ")),
              edge,
              sequences,
              Instant.parse(value(lines, 5, "last ")),
              Hash.fromBase64(value(lines, 3, "root ")),
              rotated);
      frontier.tree();
      return new Verified(value(lines, 4, "contents ").equals("yes"), frontier);
    } catch (DateTimeException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static String value(List<String> lines, int at, String name) {
    String line = lines.get(at);
    if (!line.startsWith(name)) {
      throw new IllegalArgumentException("line %d is not `%s…`".formatted(at + 1, name));
    }
    return line.substring(name.length());
  }

  private static void putStream(Sequences sequences, String line) {
    sequences.put(
        new HalfDigests.Half(
            Long.parseUnsignedLong(line.substring(0, 16), 16),
            Long.parseUnsignedLong(line.substring(16, 32), 16)),
        Long.parseLong(line.substring(33)));
  }

  private static Rotated rotated(String[] words) {
    return new Rotated(
        Long.parseLong(words[1]), new LeafEntry.Content(Integer.parseInt(words[2]), words[3]));
  }

  private static GrowingTree.Full tile(String line) {
    int space = line.indexOf(' ');
    TileId tile =
        TileId.parse(line.substring(0, Math.max(0, space)))
            .orElseThrow(() -> new IllegalArgumentException("`%s` is no tile".formatted(line)));
    return new GrowingTree.Full(tile, Base64.getDecoder().decode(line.substring(space + 1)));
  }
}

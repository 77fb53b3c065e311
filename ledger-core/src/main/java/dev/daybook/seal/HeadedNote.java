package dev.daybook.seal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A signed note below some lines of its own, an empty line between them: the shape of proofs and of
 * what witnesses are asked.
 *
 * @param lines without their newlines, none of them empty
 */
record HeadedNote(List<String> lines, SignedNote note) {

  /** Most hashes in a Merkle proof: a tree of 2^63 entries needs no more. */
  static final int MAX_HASHES = 63;

  /** Longest text, in bytes: a note of the longest kind and as much above it. */
  static final int MAX_BYTES = 2 * SignedNote.MAX_BYTES;

  HeadedNote {
    lines = List.copyOf(lines);
  }

  /**
   * Reads the lines and the note.
   *
   * @param what the text is, for messages
   * @throws SealRefused.Malformed when it is not of that shape
   */
  static HeadedNote parse(String what, byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new SealRefused.Malformed(
          "%s has at most %d bytes; this one has %d".formatted(what, MAX_BYTES, bytes.length));
    }
    String text = SignedNote.utf8(bytes);
    int end = text.indexOf("\n\n");
    if (end < 0) {
      throw new SealRefused.Malformed(
          "%s is some lines, an empty line and a checkpoint; this has no empty line"
              .formatted(what));
    }
    return new HeadedNote(
        List.of(text.substring(0, end).split("\n", -1)),
        SignedNote.parse(text.substring(end + 2).getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * What follows a word and a space in line {@code index}, counted from 0.
   *
   * @throws SealRefused.Malformed when there is no such line or it begins otherwise
   */
  String after(String word, int index) {
    if (index >= lines.size() || !lines.get(index).startsWith(word + " ")) {
      throw new SealRefused.Malformed(
          "line %d begins with `%s` and a space".formatted(index + 1, word));
    }
    return lines.get(index).substring(word.length() + 1);
  }

  /**
   * The hashes of a Merkle proof, a line each from line {@code from} on, counted from 0.
   *
   * @throws SealRefused.Malformed when one is none or there are more than {@value #MAX_HASHES}
   */
  List<Hash> hashes(int from) {
    if (lines.size() - from > MAX_HASHES) {
      throw new SealRefused.Malformed(
          "a Merkle proof has at most %d hashes; this one has %d"
              .formatted(MAX_HASHES, lines.size() - from));
    }
    List<Hash> hashes = new ArrayList<>();
    for (int i = from; i < lines.size(); i++) {
      hashes.add(OneForm.hash("the hash in line %d".formatted(i + 1), lines.get(i)));
    }
    return hashes;
  }

  byte[] bytes() {
    StringBuilder head = new StringBuilder();
    lines.forEach(line -> head.append(line).append('\n'));
    byte[] above = head.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    byte[] below = note.bytes();
    byte[] all = new byte[above.length + below.length];
    System.arraycopy(above, 0, all, 0, above.length);
    System.arraycopy(below, 0, all, above.length, below.length);
    return all;
  }
}

package dev.daybook.seal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A log's word on what it holds: this many entries, under this root.
 *
 * @param origin the log's name
 * @param size number of entries, from 0
 * @param root root of the Merkle tree over them
 * @param extensions further lines, which mean nothing here and no ML-DSA-44 cosignature covers;
 *     Daybook writes none
 * @see <a href="https://c2sp.org/tlog-checkpoint">c2sp.org/tlog-checkpoint</a>
 */
public record Checkpoint(String origin, long size, Hash root, List<String> extensions) {

  /**
   * @throws SealRefused.Malformed when no checkpoint can say this
   */
  public Checkpoint {
    extensions = List.copyOf(extensions);
    requireLine("the origin", origin);
    extensions.forEach(line -> requireLine("an extension line", line));
    if (size < 0) {
      throw new SealRefused.Malformed("a tree's size is not negative: %d".formatted(size));
    }
  }

  public Checkpoint(String origin, long size, Hash root) {
    this(origin, size, root, List.of());
  }

  private static void requireLine(String what, String line) {
    if (line.isEmpty()) {
      throw new SealRefused.Malformed("%s of a checkpoint is not empty".formatted(what));
    }
    if (line.contains("\n")) {
      throw new SealRefused.Malformed("%s of a checkpoint is one line".formatted(what));
    }
  }

  /**
   * Reads a note's text.
   *
   * @throws SealRefused.Malformed when it is not a checkpoint's
   */
  public static Checkpoint parse(String text) {
    if (!text.endsWith("\n")) {
      throw new SealRefused.Malformed("a checkpoint ends in a newline");
    }
    String[] lines = text.substring(0, text.length() - 1).split("\n", -1);
    if (lines.length < 3) {
      throw new SealRefused.Malformed(
          "a checkpoint is origin, size and root hash, a line each; this has %d lines"
              .formatted(lines.length));
    }
    return new Checkpoint(
        lines[0],
        OneForm.decimal("the size in line 2", lines[1]),
        OneForm.hash("the root hash in line 3", lines[2]),
        List.of(lines).subList(3, lines.length));
  }

  /**
   * A log's checkpoint that was verified.
   *
   * @param signers the log's keys that signed it, at least one
   */
  public record Opened(Checkpoint checkpoint, SignedNote note, List<Signer> signers) {
    public Opened {
      signers = List.copyOf(signers);
    }
  }

  /**
   * Reads a signed checkpoint and believes it only if its log signed it.
   *
   * @param logKeys keys of logs; only those named as the checkpoint's origin can speak for it
   * @throws SealRefused.Malformed when it is no signed checkpoint
   * @throws SealRefused.Forged when it claims to be by one of these keys and is not
   * @throws SealRefused.Unsigned when no key of its log is among these or none signed it
   */
  public static Opened open(byte[] note, Collection<VerifierKey> logKeys) {
    SignedNote signed = SignedNote.parse(note);
    List<Signer> signers = new ArrayList<>(signed.verified(logKeys));
    Checkpoint checkpoint = parse(signed.text());
    signers.removeIf(signer -> !signer.key().name().equals(checkpoint.origin()));
    if (signers.isEmpty()) {
      throw new SealRefused.Unsigned(
          "the checkpoint is of `%s`, and no known key of that name signed it"
              .formatted(checkpoint.origin()));
    }
    return new Opened(checkpoint, signed, signers);
  }

  /** The text that is signed, a newline at its end. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(origin).append('\n').append(size).append('\n').append(root.base64()).append('\n');
    extensions.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }
}

package dev.daybook.seal;

import java.util.ArrayList;
import java.util.List;

/**
 * A receipt that can be checked offline: one entry's place in a log, the hashes that lead from the
 * entry's leaf to the root, and the checkpoint with that root and its signatures. Files of it end
 * in {@code .tlog-proof}.
 *
 * @see <a href="https://c2sp.org/tlog-proof">c2sp.org/tlog-proof</a>
 */
public final class TlogProof {

  private static final String FIRST_LINE = "c2sp.org/tlog-proof@v1";

  private final byte[] extra;
  private final InclusionProof inclusion;
  private final SignedNote checkpoint;

  private TlogProof(byte[] extra, InclusionProof inclusion, SignedNote checkpoint) {
    this.extra = extra;
    this.inclusion = inclusion;
    this.checkpoint = checkpoint;
  }

  /**
   * A proof without extra data.
   *
   * @param checkpoint with its signatures, of the size the proof is for
   * @throws IllegalArgumentException when it is of another size
   */
  public static TlogProof of(InclusionProof inclusion, SignedNote checkpoint) {
    long size = Checkpoint.parse(checkpoint.text()).size();
    if (size != inclusion.size()) {
      throw new IllegalArgumentException(
          "a proof for size %d beside a checkpoint of size %d".formatted(inclusion.size(), size));
    }
    return new TlogProof(new byte[0], inclusion, checkpoint);
  }

  /**
   * Reads a proof, believing none of it: neither its signatures nor its hashes are verified.
   *
   * @throws SealRefused.Malformed when the bytes are none
   */
  public static TlogProof parse(byte[] bytes) {
    HeadedNote proof = HeadedNote.parse("a proof", bytes);
    if (!proof.lines().getFirst().equals(FIRST_LINE)) {
      throw new SealRefused.Malformed("line 1 of a proof is `%s`".formatted(FIRST_LINE));
    }
    boolean hasExtra = proof.lines().size() > 1 && proof.lines().get(1).startsWith("extra ");
    byte[] extra = hasExtra ? extra(proof.after("extra", 1)) : new byte[0];
    int at = hasExtra ? 2 : 1;
    return new TlogProof(
        extra,
        new InclusionProof(
            OneForm.decimal("the index in line %d".formatted(at + 1), proof.after("index", at)),
            Checkpoint.parse(proof.note().text()).size(),
            proof.hashes(at + 1)),
        proof.note());
  }

  private static byte[] extra(String base64) {
    byte[] extra = OneForm.base64("the extra data in line 2", base64);
    if (extra.length == 0) {
      throw new SealRefused.Malformed("without extra data the line `extra` is left out");
    }
    return extra;
  }

  /** This proof with data beside it that nothing vouches for. */
  public TlogProof withExtra(byte[] extra) {
    return new TlogProof(extra.clone(), inclusion, checkpoint);
  }

  /** Data that nothing vouches for; empty where there is none. */
  public byte[] extra() {
    return extra.clone();
  }

  /** That the entry stands in the checkpoint's tree; nobody has verified it. */
  public InclusionProof inclusion() {
    return inclusion;
  }

  /** The checkpoint, whose signatures nobody has verified. */
  public SignedNote checkpoint() {
    return checkpoint;
  }

  /** The proof as it is kept and sent. */
  public byte[] bytes() {
    List<String> lines = new ArrayList<>();
    lines.add(FIRST_LINE);
    if (extra.length > 0) {
      lines.add("extra " + OneForm.base64(extra));
    }
    lines.add("index " + inclusion.index());
    inclusion.path().forEach(hash -> lines.add(hash.base64()));
    return new HeadedNote(lines, checkpoint).bytes();
  }
}

package dev.daybook.seal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What a log asks a witness: to cosign a checkpoint, given a proof that it is consistent with the
 * one the witness cosigned last.
 *
 * @param oldSize size of the checkpoint the witness cosigned last, 0 for none
 * @param path of the {@link ConsistencyProof} from {@code oldSize} to the checkpoint's size; empty
 *     from 0
 * @param checkpoint signed by its log
 * @see <a href="https://c2sp.org/tlog-witness">c2sp.org/tlog-witness</a>
 */
public record AddCheckpoint(long oldSize, List<Hash> path, SignedNote checkpoint) {

  /** Content type of the answer 409, whose body is {@link #size}. */
  public static final String SIZE_TYPE = "text/x.tlog.size";

  public AddCheckpoint {
    path = List.copyOf(path);
  }

  /**
   * Reads a request's body, believing none of it: neither its signatures nor its hashes are
   * verified.
   *
   * @throws SealRefused.Malformed when the bytes are no such request
   */
  public static AddCheckpoint parse(byte[] body) {
    HeadedNote request = HeadedNote.parse("a request to a witness", body);
    Checkpoint.parse(request.note().text());
    return new AddCheckpoint(
        OneForm.decimal("the old size in line 1", request.after("old", 0)),
        request.hashes(1),
        request.note());
  }

  /** The request's body. */
  public byte[] body() {
    List<String> lines = new ArrayList<>();
    lines.add("old " + oldSize);
    path.forEach(hash -> lines.add(hash.base64()));
    return new HeadedNote(lines, checkpoint).bytes();
  }

  /** The answer's body when the witness cosigned, a line a signature. */
  public static byte[] answer(List<NoteSignature> cosignatures) {
    StringBuilder lines = new StringBuilder();
    cosignatures.forEach(cosignature -> lines.append(cosignature.line()).append('\n'));
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The checkpoint with the cosignatures of an answer that are by known witnesses; others are
   * passed over.
   *
   * @throws SealRefused.Malformed when the answer holds no signature lines
   * @throws SealRefused.Forged when a cosignature bears a witness's name and id and is not its
   * @throws SealRefused.Unsigned when no known witness cosigned, or one without saying when
   */
  public SignedNote cosigned(byte[] answer, Collection<VerifierKey> witnesses) {
    List<NoteSignature> cosignatures = SignedNote.signatures(SignedNote.utf8(answer));
    for (Signer signer : SignedNote.of(checkpoint.text(), cosignatures).verified(witnesses)) {
      if (signer.time() == null) {
        throw new SealRefused.Unsigned(
            "the witness `%s` cosigned without saying when".formatted(signer.key().name()));
      }
    }
    SignedNote note = checkpoint;
    for (NoteSignature signature : cosignatures) {
      if (witnesses.stream().anyMatch(witness -> witness.isNamedBy(signature))) {
        note = note.with(signature);
      }
    }
    return note;
  }

  /** The answer's body when the witness last cosigned another size than the request's old one. */
  public static byte[] size(long size) {
    return (size + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Reads {@link #size}.
   *
   * @throws SealRefused.Malformed when it is none
   */
  public static long parseSize(byte[] body) {
    String text = SignedNote.utf8(body);
    if (!text.endsWith("\n")) {
      throw new SealRefused.Malformed("a size ends in a newline");
    }
    return OneForm.decimal("the size", text.substring(0, text.length() - 1));
  }
}

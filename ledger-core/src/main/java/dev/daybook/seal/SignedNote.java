package dev.daybook.seal;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A text and who signed it: the text's lines, an empty line, and one line a signature. What the
 * text says counts only once a known key is among its signers, so nothing here reads it.
 *
 * @see <a href="https://c2sp.org/signed-note">c2sp.org/signed-note</a>
 */
public final class SignedNote {

  /** Longest note in bytes, as in Go's sumdb note. */
  public static final int MAX_BYTES = 1_000_000;

  /** Most signatures of one note, as in Go's sumdb note. */
  public static final int MAX_SIGNATURES = 100;

  private final String text;
  private final List<NoteSignature> signatures;

  private SignedNote(String text, List<NoteSignature> signatures) {
    this.text = text;
    this.signatures = List.copyOf(signatures);
  }

  /**
   * A note nobody has signed yet.
   *
   * @param text ends in a newline
   * @throws SealRefused.Malformed when it cannot be a note's text
   */
  public static SignedNote of(String text) {
    return of(text, List.of());
  }

  /** A text with signatures nobody has verified. */
  static SignedNote of(String text, List<NoteSignature> signatures) {
    requireText(text);
    return new SignedNote(text, signatures);
  }

  /**
   * Reads a note, believing none of it.
   *
   * @throws SealRefused.Malformed when the bytes are no note
   */
  public static SignedNote parse(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new SealRefused.Malformed(
          "a note has at most %d bytes; this one has %d".formatted(MAX_BYTES, bytes.length));
    }
    String note = utf8(bytes);
    // A text may have empty lines of its own: the last one ends it.
    int end = note.lastIndexOf("\n\n");
    if (end < 0) {
      throw new SealRefused.Malformed(
          "a note is a text, an empty line and signatures; this has no empty line");
    }
    return of(note.substring(0, end + 1), signatures(note.substring(end + 2)));
  }

  /**
   * Reads signature lines on their own, as a witness answers them.
   *
   * @throws SealRefused.Malformed when a line is no signature, there is none, or more than {@value
   *     #MAX_SIGNATURES}
   */
  public static List<NoteSignature> signatures(String lines) {
    if (!lines.endsWith("\n")) {
      throw new SealRefused.Malformed(
          "a note ends with one or more signature lines, each with a newline at its end");
    }
    List<NoteSignature> signatures = new ArrayList<>();
    for (String line : lines.substring(0, lines.length() - 1).split("\n", -1)) {
      if (signatures.size() == MAX_SIGNATURES) {
        throw new SealRefused.Malformed(
            "a note has at most %d signatures".formatted(MAX_SIGNATURES));
      }
      signatures.add(NoteSignature.parse(line));
    }
    return signatures;
  }

  /**
   * Text from UTF-8, strictly.
   *
   * @throws SealRefused.Malformed when the bytes are not UTF-8
   */
  static String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      throw new SealRefused.Malformed("it is written in UTF-8; these bytes are not");
    }
  }

  private static void requireText(String text) {
    if (!text.endsWith("\n")) {
      throw new SealRefused.Malformed("a note's text ends in a newline");
    }
    if (text.codePoints().anyMatch(SignedNote::isForbidden)) {
      throw new SealRefused.Malformed(
          "a note has no control characters but newlines, and no half surrogate pairs");
    }
  }

  private static boolean isForbidden(int codePoint) {
    return (codePoint < ' ' && codePoint != '\n')
        || Character.getType(codePoint) == Character.SURROGATE;
  }

  /** What was signed, the newline at its end included. */
  public String text() {
    return text;
  }

  /** In the order they stand in; nobody has verified them. */
  public List<NoteSignature> signatures() {
    return signatures;
  }

  /**
   * This note, signed also by {@code key}.
   *
   * @throws IllegalArgumentException when {@code key} is a cosigner's
   */
  public SignedNote signed(SignerKey key) {
    return with(key.sign(text));
  }

  /**
   * This checkpoint, cosigned by {@code key} at a time.
   *
   * @throws SealRefused.Malformed when this is no checkpoint
   * @throws IllegalArgumentException when {@code key} is not a cosigner's
   */
  public SignedNote cosigned(SignerKey key, Instant time) {
    return with(key.cosign(text, time));
  }

  /** This note with one more signature; one by the same key before it gives way. */
  public SignedNote with(NoteSignature signature) {
    List<NoteSignature> all = new ArrayList<>(signatures);
    all.removeIf(signature::isOfSameKeyAs);
    if (all.size() == MAX_SIGNATURES) {
      throw new SealRefused.Malformed("a note has at most %d signatures".formatted(MAX_SIGNATURES));
    }
    all.add(signature);
    return new SignedNote(text, all);
  }

  /**
   * Which of these keys signed this note, in the note's order; signatures by others say nothing and
   * are passed over.
   *
   * @throws SealRefused.Forged when a signature bears the name and id of a known key and is not its
   */
  public List<Signer> signers(Collection<VerifierKey> known) {
    List<Signer> signers = new ArrayList<>();
    for (NoteSignature signature : signatures) {
      List<VerifierKey> named = known.stream().filter(key -> key.isNamedBy(signature)).toList();
      if (named.isEmpty()) {
        continue;
      }
      signers.add(
          named.stream()
              .map(key -> key.verify(text, signature))
              .flatMap(Optional::stream)
              .findFirst()
              .orElseThrow(
                  () ->
                      new SealRefused.Forged(
                          "the %s does not verify: the text, the signature or the key was changed"
                              .formatted(signature))));
    }
    return signers;
  }

  /**
   * Which of these keys signed this note: at least one.
   *
   * @throws SealRefused.Forged when a signature bears the name and id of a known key and is not its
   * @throws SealRefused.Unsigned when none of these keys signed it
   */
  public List<Signer> verified(Collection<VerifierKey> known) {
    List<Signer> signers = signers(known);
    if (signers.isEmpty()) {
      throw new SealRefused.Unsigned(
          "none of the %d known keys signed this note; it bears %s"
              .formatted(known.size(), signatures.isEmpty() ? "no signature" : signatures));
    }
    return signers;
  }

  /**
   * The note as it is kept and sent.
   *
   * @throws IllegalStateException while nobody has signed it: a note has a signature
   */
  public byte[] bytes() {
    if (signatures.isEmpty()) {
      throw new IllegalStateException("a note without a signature is no note");
    }
    StringBuilder note = new StringBuilder(text).append('\n');
    signatures.forEach(signature -> note.append(signature.line()).append('\n'));
    return note.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SignedNote that
        && text.equals(that.text)
        && signatures.equals(that.signatures);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text + signatures;
  }
}

package dev.daybook.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SignedNoteTest {

  private static final Set<VerifierKey> SPEC = Set.of(VerifierKey.parse(Vectors.SPEC_KEY));
  private static final SignerKey A = SignerKey.generate("a", KeyAlgorithm.ED25519);
  private static final SignerKey B = SignerKey.generate("b", KeyAlgorithm.ED25519);

  @Test
  void publishedNotesVerifyAndAreWrittenAsTheyWereRead() {
    for (List<String> pair :
        List.of(
            List.of(Vectors.SPEC_KEY, Vectors.SPEC_NOTE),
            List.of(Vectors.GO_KEY, Vectors.GO_NOTE))) {
      VerifierKey key = VerifierKey.parse(pair.get(0));
      SignedNote note = parse(pair.get(1));

      assertThat(note.verified(Set.of(key))).containsExactly(new Signer(key, null));
      assertThat(note.bytes()).asString().isEqualTo(pair.get(1));
    }
  }

  @Test
  void aTextMayHaveEmptyLines() {
    String text = "one\n\n\ntwo\n\n";

    SignedNote note = SignedNote.parse(SignedNote.of(text).signed(A).bytes());

    assertThat(note.text()).isEqualTo(text);
    assertThat(note.verified(Set.of(A.verifier()))).hasSize(1);
  }

  @Test
  void noBitOfANoteCanBeChanged() {
    byte[] note = Vectors.SPEC_NOTE.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < note.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] mangled = note.clone();
        mangled[at] ^= (byte) (1 << bit);
        assertThatThrownBy(() -> SignedNote.parse(mangled).verified(SPEC))
            .as("bit %d of byte %d", bit, at)
            .isInstanceOf(SealRefused.class);
      }
    }
  }

  @Test
  void noByteOfANoteCanBeLeftOutOrPutIn() {
    byte[] note = Vectors.SPEC_NOTE.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < note.length; at++) {
      byte[] shorter = new byte[note.length - 1];
      System.arraycopy(note, 0, shorter, 0, at);
      System.arraycopy(note, at + 1, shorter, at, shorter.length - at);
      assertThatThrownBy(() -> SignedNote.parse(shorter).verified(SPEC))
          .as("byte %d left out", at)
          .isInstanceOf(SealRefused.class);
      byte[] longer = new byte[note.length + 1];
      System.arraycopy(note, 0, longer, 0, at + 1);
      System.arraycopy(note, at, longer, at + 1, note.length - at);
      assertThatThrownBy(() -> SignedNote.parse(longer).verified(SPEC))
          .as("byte %d twice", at)
          .isInstanceOf(SealRefused.class);
    }
  }

  @Test
  void signaturesByUnknownKeysArePassedOver() {
    SignedNote note = SignedNote.of("text\n").signed(A).signed(B);

    assertThat(note.verified(Set.of(B.verifier())))
        .extracting(Signer::key)
        .containsExactly(B.verifier());
    assertThat(note.verified(Set.of(A.verifier(), B.verifier())))
        .extracting(Signer::key)
        .containsExactly(A.verifier(), B.verifier());
  }

  @Test
  void aKeyOfTheSameNameButAnotherIdIsUnknown() {
    SignerKey namesake = SignerKey.generate("a", KeyAlgorithm.ED25519);

    assertThatThrownBy(
            () -> SignedNote.of("text\n").signed(A).verified(Set.of(namesake.verifier())))
        .isInstanceOf(SealRefused.Unsigned.class)
        .hasMessageContaining(
            "none of the 1 known keys signed this note; it bears [signature by a+");
  }

  @Test
  void aSignatureOfAKnownKeyThatDoesNotVerifyIsForgedWhoeverElseSigned() {
    NoteSignature elsewhere = A.sign("another text\n");
    SignedNote note = SignedNote.of("text\n").signed(B).with(elsewhere);

    assertThatThrownBy(() -> note.verified(Set.of(A.verifier(), B.verifier())))
        .isInstanceOf(SealRefused.Forged.class)
        .hasMessageContaining("the signature by a+");
    assertThat(note.verified(Set.of(B.verifier()))).hasSize(1);
  }

  @Test
  void aSecondSignatureOfTheSameKeyTakesTheFirstOnesPlace() {
    SignedNote note = SignedNote.of("text\n").with(A.sign("another text\n")).signed(A);

    assertThat(note.signatures()).containsExactly(A.sign("text\n"));
  }

  @Test
  void aNoteWithoutASignatureIsNone() {
    assertThatThrownBy(() -> SignedNote.of("text\n").bytes())
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> SignedNote.of("text\n").verified(SPEC))
        .isInstanceOf(SealRefused.Unsigned.class);
  }

  @Test
  void whatIsNoNoteIsRefused() {
    String signature = A.sign("text\n").line();
    assertRefused("", "this has no empty line");
    assertRefused("text\n" + signature + "\n", "this has no empty line");
    assertRefused("text\n\n", "a note ends with one or more signature lines");
    assertRefused("text\n\n" + signature, "each with a newline at its end");
    assertRefused("text\n\n" + signature + "\nmore\n", "begins with an em dash");
    assertRefused("text\n\n" + signature.replace("\u2014", "-") + "\n", "begins with an em dash");
    assertRefused(
        "text\n\n" + signature.replace("\u2014 ", "\u2014") + "\n",
        "an em dash (U+2014) and a space");
    assertRefused("text\n\n" + signature + " \n", "one space between them");
    assertRefused("text\n\n\u2014 a\n", "one space between them");
    assertRefused("text\n\n\u2014  AAAAAAA=\n", "name is not empty");
    assertRefused("text\n\n\u2014 a AAAAAA==\n", "at least one byte more");
    assertRefused("text\n\n\u2014 a AAAAAAB=\n", "base64 in another than its one form");
    assertRefused("text\n\n\u2014 a AAAAAAA\n", "base64 in another than its one form");
    assertRefused("te\txt\n\n" + signature + "\n", "no control characters but newlines");
    assertRefused("te\rxt\n\n" + signature + "\n", "no control characters but newlines");
    assertRefused(
        "text\n\n" + signature.replace(" a ", " a\r ") + "\n", "a key's name has no spaces");
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    for (byte[] bad :
        new byte[][] {
          {(byte) 0xff}, {(byte) 0xc0, (byte) 0x80}, {(byte) 0xed, (byte) 0xa0, (byte) 0x80}
        }) {
      byte[] note = Vectors.SPEC_NOTE.getBytes(StandardCharsets.UTF_8);
      System.arraycopy(bad, 0, note, 0, bad.length);
      assertThatThrownBy(() -> SignedNote.parse(note))
          .isInstanceOf(SealRefused.Malformed.class)
          .hasMessageContaining("UTF-8");
    }
  }

  @Test
  void notesAreBounded() {
    String line = A.sign("text\n").line() + "\n";

    assertThat(parse("text\n\n" + line.repeat(100)).signatures()).hasSize(100);
    assertRefused("text\n\n" + line.repeat(101), "at most 100 signatures");
    assertRefused("x".repeat(1_000_000) + "\n\n" + line, "at most 1000000 bytes");
  }

  @Test
  void aTextIsWholeBeforeItIsSigned() {
    for (String text : List.of("", "text", "a\rb\n", "\ud800\n")) {
      assertThatThrownBy(() -> SignedNote.of(text)).isInstanceOf(SealRefused.Malformed.class);
    }
  }

  @Test
  void onlyACheckpointIsCosigned() {
    SignerKey cosigner = SignerKey.generate("w", KeyAlgorithm.ED25519_COSIGNATURE);

    assertThatThrownBy(() -> SignedNote.of("text\n").cosigned(cosigner, Instant.now()))
        .isInstanceOf(SealRefused.Malformed.class);
  }

  private static SignedNote parse(String note) {
    return SignedNote.parse(note.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertRefused(String note, String why) {
    assertThatThrownBy(() -> parse(note))
        .isInstanceOf(SealRefused.Malformed.class)
        .hasMessageContaining(why);
  }
}

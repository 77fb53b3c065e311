package dev.daybook.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AddCheckpointTest {

  /** From c2sp.org/tlog-witness. */
  private static final String SPEC_REQUEST =
      """
      old 20852014
      PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
      jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
      5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
      /6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

      example.com/behind-the-sofa
      20852163
      CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

      — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
      — example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
      """;

  private static final String SPEC_ANSWER =
      """
      — witness.example/w1 CMp+6LWBU0anHGH5aNDTJkH/gj79sG+T6+iP2ThYN5krrDJbR1HDnucjL39QsZTSvVjyQLrdk3DXDqI5G2HgLatVs0pWh6Up69HVOw==
      — witness.example/w1 I7rEps0pvK2UqkS2gSpVUDhrhVtQV9lgF6pRrWAvjJHjyWpW7VcE3SiOlVlbQNt64vWhO+DlkL0+UfzuOBMh9ChdMkP1vi/lCAsmlw==
      — witness.example/w2 AWui8Sk55XjYLOijihBjhqEH6nS1ndDymE0a+6idX7pLcnoB+dhnz0854aLZgrrKbYKA7nC3HNJhm/kWl7oJlqU3rXXvpysAdyP3wQ==
      """;

  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
  private static final SignerKey W1 = SignerKey.generate("w1", KeyAlgorithm.ML_DSA_44_COSIGNATURE);
  private static final SignerKey W2 = SignerKey.generate("w2", KeyAlgorithm.ED25519_COSIGNATURE);
  private static final SignedNote CHECKPOINT = SignedNote.parse(Vectors.tesseraCheckpoint(5));
  private static final AddCheckpoint REQUEST = new AddCheckpoint(0, List.of(), CHECKPOINT);

  @Test
  void theSpecsRequestIsReadAndWrittenTheSame() {
    AddCheckpoint request = AddCheckpoint.parse(SPEC_REQUEST.getBytes(StandardCharsets.UTF_8));

    assertThat(request.oldSize()).isEqualTo(20852014);
    assertThat(request.path()).hasSize(4);
    assertThat(Checkpoint.parse(request.checkpoint().text()).size()).isEqualTo(20852163);
    assertThat(request.checkpoint().signatures()).hasSize(2);
    assertThat(request.body()).asString().isEqualTo(SPEC_REQUEST);
  }

  @Test
  void theSpecsAnswerIsReadAndWrittenTheSame() {
    List<NoteSignature> cosignatures = SignedNote.signatures(SPEC_ANSWER);

    assertThat(cosignatures)
        .extracting(NoteSignature::name)
        .containsExactly("witness.example/w1", "witness.example/w1", "witness.example/w2");
    assertThat(AddCheckpoint.answer(cosignatures)).asString().isEqualTo(SPEC_ANSWER);
  }

  @Test
  void aFirstRequestHasNoProof() {
    assertThat(AddCheckpoint.parse(REQUEST.body())).isEqualTo(REQUEST);
    assertThat(REQUEST.body()).asString().startsWith("old 0\n\nexample.com/log/testdata\n5\n");
  }

  @Test
  void whatIsNoRequestIsRefused() {
    assertRefused("old 1\n", "this has no empty line");
    assertRefused(SPEC_REQUEST.replace("old ", "new "), "line 1 begins with `old` and a space");
    assertRefused(SPEC_REQUEST.replace("old ", "old 0"), "the old size in line 1 is not a decimal");
    assertRefused(SPEC_REQUEST.replace("jrJZ", "jr*Z"), "the hash in line 3 is not base64");
    assertRefused(SPEC_REQUEST.replace("20852163", "x"), "the size in line 2 is not a decimal");
    assertRefused(
        SPEC_REQUEST.replace(
            "old 20852014\n",
            "old 20852014\n" + "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n".repeat(60)),
        "at most 63 hashes; this one has 64");
  }

  @Test
  void anAnswersCosignaturesByKnownWitnessesAreTaken() {
    byte[] answer = answer(W1.cosign(CHECKPOINT.text(), NOON), W2.cosign(CHECKPOINT.text(), NOON));

    SignedNote cosigned = REQUEST.cosigned(answer, Set.of(W1.verifier()));

    assertThat(cosigned.signatures()).hasSize(2);
    assertThat(cosigned.verified(Set.of(Vectors.TESSERA_KEY, W1.verifier())))
        .containsExactly(new Signer(Vectors.TESSERA_KEY, null), new Signer(W1.verifier(), NOON));
  }

  @Test
  void anAnswerWithoutAKnownWitnessIsNone() {
    byte[] answer = answer(W2.cosign(CHECKPOINT.text(), NOON));

    assertThatThrownBy(() -> REQUEST.cosigned(answer, Set.of(W1.verifier())))
        .isInstanceOf(SealRefused.Unsigned.class);
  }

  @Test
  void aCosignatureOfAnotherCheckpointIsForged() {
    SignedNote other = SignedNote.parse(Vectors.tesseraCheckpoint(6));
    byte[] answer = answer(W1.cosign(other.text(), NOON));

    assertThatThrownBy(() -> REQUEST.cosigned(answer, Set.of(W1.verifier())))
        .isInstanceOf(SealRefused.Forged.class);
  }

  @Test
  void aForgedCosignatureBeforeARightOneIsNotPassedOver() {
    SignedNote other = SignedNote.parse(Vectors.tesseraCheckpoint(6));
    byte[] answer = answer(W1.cosign(other.text(), NOON), W1.cosign(CHECKPOINT.text(), NOON));

    assertThatThrownBy(() -> REQUEST.cosigned(answer, Set.of(W1.verifier())))
        .isInstanceOf(SealRefused.Forged.class);
  }

  /** A note inside an answer would be verified for its own text. */
  @Test
  void anAnswerBringsNoTextOfItsOwn() {
    SignedNote other = SignedNote.parse(Vectors.tesseraCheckpoint(6));
    byte[] answer = SignedNote.of(other.text()).with(W1.cosign(other.text(), NOON)).bytes();

    assertThatThrownBy(() -> REQUEST.cosigned(answer, Set.of(W1.verifier())))
        .isInstanceOf(SealRefused.Malformed.class);
  }

  @Test
  void aWitnessSaysWhenItCosigned() {
    SignerKey log = SignerKey.generate("w3", KeyAlgorithm.ED25519);
    byte[] answer = answer(log.sign(CHECKPOINT.text()));

    assertThatThrownBy(() -> REQUEST.cosigned(answer, Set.of(log.verifier())))
        .isInstanceOf(SealRefused.Unsigned.class)
        .hasMessage("the witness `w3` cosigned without saying when");
  }

  @Test
  void anAnswerThatHoldsNoSignaturesIsRefused() {
    for (String answer : new String[] {"", "\n", "404 page not found\n"}) {
      assertThatThrownBy(
              () ->
                  REQUEST.cosigned(answer.getBytes(StandardCharsets.UTF_8), Set.of(W1.verifier())))
          .isInstanceOf(SealRefused.Malformed.class);
    }
  }

  @Test
  void theSizeOfAConflictIsALine() {
    assertThat(AddCheckpoint.size(20852014)).asString().isEqualTo("20852014\n");
    assertThat(AddCheckpoint.parseSize(AddCheckpoint.size(0))).isZero();
    for (String wrong : new String[] {"", "5", "55", "05\n", "5\n\n", "-1\n"}) {
      assertThatThrownBy(() -> AddCheckpoint.parseSize(wrong.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(SealRefused.Malformed.class);
    }
  }

  private static byte[] answer(NoteSignature... cosignatures) {
    return AddCheckpoint.answer(List.of(cosignatures));
  }

  private static void assertRefused(String body, String why) {
    assertThatThrownBy(() -> AddCheckpoint.parse(body.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(SealRefused.Malformed.class)
        .hasMessageContaining(why);
  }
}

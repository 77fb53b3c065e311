package dev.daybook.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class TlogPolicyTest {

  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
  private static final SignerKey LOG = SignerKey.generate("daybook/a", KeyAlgorithm.ED25519);
  private static final SignerKey X1 = witness("x1");
  private static final SignerKey X2 = witness("x2");
  private static final SignerKey X3 = SignerKey.generate("x3", KeyAlgorithm.ML_DSA_44_COSIGNATURE);
  private static final SignerKey Y1 = witness("y1");
  private static final SignerKey Y2 = witness("y2");
  private static final Checkpoint CHECKPOINT =
      new Checkpoint("daybook/a", 0, Hash.of(Sha256.of(new byte[0])));

  /** The shape of the example in c2sp.org/tlog-policy. */
  private static final String TWO_GROUPS =
      """
      # Two of X's and one of Y's
      log %s https://log.example/

      witness X1 %s
      \t witness\tX2  %s https://x2.example/ \t
      witness X3 %s
      group X-witnesses 2 X1 X2 X3

      witness Y1 %s
      witness Y2 %s
      group Y-witnesses any Y1 Y2

        # and both of them
      group X-and-Y all X-witnesses Y-witnesses
      quorum X-and-Y
      """
          .formatted(
              LOG.verifier(),
              X1.verifier(),
              X2.verifier(),
              X3.verifier(),
              Y1.verifier(),
              Y2.verifier());

  @Test
  void aPolicyIsRead() {
    TlogPolicy policy = parse(TWO_GROUPS);

    assertThat(policy.logs())
        .containsExactly(new TlogPolicy.Log(LOG.verifier(), "https://log.example/"));
    assertThat(policy.witnesses())
        .extracting(TlogPolicy.Quorum.Witness::name)
        .containsExactly("X1", "X2", "X3", "Y1", "Y2");
    assertThat(policy.witnesses().get(1).url()).isEqualTo("https://x2.example/");
    assertThat(policy.witnesses().get(0).url()).isNull();
    assertThat(policy.quorum())
        .asInstanceOf(InstanceOfAssertFactories.type(TlogPolicy.Quorum.Group.class))
        .satisfies(group -> assertThat(group.needed()).isEqualTo(2));
  }

  @Test
  void aCheckpointCountsOnceEveryGroupHasEnough() {
    TlogPolicy policy = parse(TWO_GROUPS);

    assertThat(policy.open(note(X1, X3, Y2)).tally().reached()).isTrue();
    assertThat(policy.open(note(X1, X2, X3, Y1, Y2)).opened().checkpoint()).isEqualTo(CHECKPOINT);
    for (byte[] tooFew : List.of(note(), note(X1, Y1, Y2), note(X1, X2, X3), note(Y1, Y2))) {
      assertThatThrownBy(() -> policy.open(tooFew))
          .isInstanceOf(SealRefused.Unsigned.class)
          .hasMessageStartingWith("too few witnesses cosigned: `X-and-Y` has ");
    }
  }

  @Test
  void whatIsMissingIsToldGroupByGroup() {
    assertThatThrownBy(() -> parse(TWO_GROUPS).open(note(X3, Y1)))
        .hasMessage(
            "too few witnesses cosigned: `X-and-Y` has 1 of 2 (`X-witnesses` has 1 of 2 (`X1` did"
                + " not cosign, `X2` did not cosign, `X3` cosigned), `Y-witnesses` has 1 of 1 (`Y1`"
                + " cosigned, `Y2` did not cosign))");
  }

  @Test
  void oneWitnessCosigningTwiceIsOne() {
    byte[] twice =
        (new String(note(X1), StandardCharsets.UTF_8)
                + X1.cosign(CHECKPOINT.text(), NOON.plusSeconds(1)).line()
                + "\n")
            .getBytes(StandardCharsets.UTF_8);

    TlogPolicy.Tally tally = parse(TWO_GROUPS).tally(SignedNote.parse(twice));

    assertThat(tally.cosigners()).hasSize(2);
    assertThat(tally.told()).contains("`X-witnesses` has 1 of 2");
  }

  /** It does not say that this was the largest tree the witness had seen. */
  @Test
  void aCosignatureWithoutATimeDoesNotCount() {
    SignedNote note =
        SignedNote.parse(note()).with(CosignatureTest.cosignature(X3, CHECKPOINT.text(), 0));
    TlogPolicy policy = parse("witness X3 %s\nquorum X3\n".formatted(X3.verifier()));

    assertThat(note.verified(Set.of(X3.verifier()))).hasSize(1);
    assertThat(policy.tally(note).reached()).isFalse();
  }

  @Test
  void aQuorumIsAWitnessOrNobody() {
    String head = "log %s\nwitness X1 %s\n".formatted(LOG.verifier(), X1.verifier());

    assertThat(parse(head + "quorum none\n").open(note()).tally().told())
        .isEqualTo("no cosignature is asked for");
    assertThat(parse(head + "quorum X1").open(note(X1)).tally().cosigners())
        .containsExactly(new Signer(X1.verifier(), NOON));
    assertThatThrownBy(() -> parse(head + "quorum X1\n").open(note()))
        .hasMessage("too few witnesses cosigned: `X1` did not cosign");
  }

  @Test
  void aLogOfTheRightNameMustHaveSigned() {
    byte[] other =
        SignedNote.of(new Checkpoint("daybook/b", 0, CHECKPOINT.root()).text()).signed(LOG).bytes();

    assertThatThrownBy(() -> parse("log %s\nquorum none\n".formatted(LOG.verifier())).open(other))
        .isInstanceOf(SealRefused.Unsigned.class)
        .hasMessageContaining("the checkpoint is of `daybook/b`");
    assertThatThrownBy(() -> parse("quorum none\n").open(note()))
        .isInstanceOf(SealRefused.Unsigned.class);
  }

  @Test
  void aForgedCosignatureIsNotPassedOver() {
    Checkpoint other = new Checkpoint("daybook/a", 1, CHECKPOINT.root());
    SignedNote note = SignedNote.parse(note(X1, X2, Y1)).with(X3.cosign(other.text(), NOON));

    assertThatThrownBy(() -> parse(TWO_GROUPS).open(note.bytes()))
        .isInstanceOf(SealRefused.Forged.class);
  }

  @Test
  void everyProblemIsToldWithItsLine() {
    String policy =
        """
        log nonsense
        log %1$s
        log %1$s https://again.example/
        log %2$s
        witness X1
        witness X1 %2$s
        witness X1 %3$s
        witness X2 %2$s
        witness none %3$s
        witness L %1$s
        group G 3 X1 X1
        group G any none X9
        group H 0 X1
        group I x L
        group J any
        quorum
        quorum G
        color blue
        log %1$s https://a.example/ more
        witness X3 %3$s https://a.example/ more
        """
            .formatted(LOG.verifier(), X1.verifier(), X2.verifier());

    assertThatThrownBy(() -> parse(policy))
        .isInstanceOf(TlogPolicy.Refused.class)
        .message()
        .isEqualTo(
            """
            line 1: this is no verifier key: a verifier key is `name+id+key`; this one has 1 parts instead of 3
            line 3: this log's key is that of `daybook/a` before; each key stands once
            line 4: a log's key signs notes (type 0x01) or trees (0x06); the one of `x1` does not
            line 5: a witness is `witness <name> <vkey> [<url>]`
            line 7: `X1` has that name already, in line 6
            line 8: this witness's key is that of `x1` before; each key stands once
            line 9: `none` is the name of no witness or group: it stands for nobody
            line 10: a witness's key cosigns (type 0x04 or 0x06); the one of `daybook/a` does not
            line 11: `X1` is in a group already; each name is in one, once
            line 11: a group of 2 needs `all`, `any` or from 1 to 2 of them; this says `3`
            line 12: `none` stands for nobody, so it is in no group
            line 12: no line before this one defines `X9`
            line 12: `G` has that name already, in line 11
            line 13: `X1` is in a group already; each name is in one, once
            line 13: a group of 1 needs `all`, `any` or from 1 to 1 of them; this says `0`
            line 14: a group of 1 needs `all`, `any` or from 1 to 1 of them; this says `x`
            line 15: a group is `group <name> all|any|<number> <name>...`
            line 16: a quorum is `quorum <name>`
            line 17: the quorum is said already, in line 16
            line 18: a line begins with `log`, `witness`, `group`, `quorum` or `#`; this one with `color`
            line 19: a log is `log <vkey> [<url>]`
            line 20: a witness is `witness <name> <vkey> [<url>]`\
            """
                .stripTrailing());
  }

  @Test
  void aNameIsKnownFromItsLineOn() {
    assertRefused(
        "quorum X1\nwitness X1 %s\n".formatted(X1.verifier()),
        "line 1: no line before this one defines `X1`");
    assertRefused("group G any G\nquorum none\n", "line 1: no line before this one defines `G`");
  }

  @Test
  void aPolicyHasAQuorum() {
    assertRefused("", "line 1: a policy has one `quorum` line");
    assertRefused("# nothing\n\n", "line 3: a policy has one `quorum` line");
    assertRefused("quorum none none\n", "line 1: a quorum is `quorum <name>`");
    assertRefused("quorum none\nquorum none\n", "line 2: the quorum is said already, in line 1");
  }

  @Test
  void theSameKeyUnderAnotherNameOrTypeIsTheSameKey() {
    VerifierKey renamed =
        VerifierKey.owning("z", KeyAlgorithm.ED25519_COSIGNATURE, X1.verifier().key());

    assertRefused(
        "witness A %s\nwitness B %s\nquorum none\n".formatted(X1.verifier(), renamed),
        "line 2: this witness's key is that of `x1` before");
  }

  @Test
  void namesAreOctetsNotLookalikes() {
    String kelvin = "\u212a";

    TlogPolicy policy =
        parse(
            "witness K %s\nwitness %s %s\nquorum %s\n"
                .formatted(X1.verifier(), kelvin, X2.verifier(), kelvin));

    assertThat(policy.tally(SignedNote.parse(note(X1))).reached()).isFalse();
    assertThat(policy.tally(SignedNote.parse(note(X2))).reached()).isTrue();
  }

  @Test
  void onlyTextIsAPolicy() {
    assertRefused("quorum none\r\n", "line 1: a policy has no control characters");
    assertRefused("# \u007f\nquorum none\n", "line 1: a policy has no control characters");
    byte[] latin1 = "quorum none\n# \u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> TlogPolicy.parse(latin1))
        .hasMessage("line 2: a policy is written in UTF-8; this line is not");
  }

  @Test
  void policiesAreBounded() {
    StringBuilder policy = new StringBuilder("quorum none\n");
    for (int i = 0; i < 256; i++) {
      policy.append("witness w%d %s\n".formatted(i, witness("w").verifier()));
    }
    assertThat(parse(policy.toString()).witnesses()).hasSize(256);
    assertRefused(
        policy.append("witness more %s\n".formatted(X1.verifier())).toString(),
        "line 258: a policy has at most 256 lines `witness`");
    assertRefused("#".repeat(TlogPolicy.MAX_BYTES + 1), "a policy has at most 1048576 bytes");
  }

  @Test
  void groupsAreBoundedToo() {
    StringBuilder policy = new StringBuilder();
    for (int i = 0; i < 257; i++) {
      policy.append(
          i < 256
              ? "witness w%d %s\ngroup g%d any w%d\n".formatted(i, witness("w").verifier(), i, i)
              : "group g256 any g255\n");
    }

    assertRefused(
        policy.append("quorum none\n").toString(),
        "line 513: a policy has at most 256 lines `group`");
  }

  @Test
  void theKeysOfAPolicyAreItsLogsAndItsWitnesses() {
    TlogPolicy policy = parse(TWO_GROUPS);

    assertThat(policy.logKeys()).containsExactly(LOG.verifier());
    assertThat(Set.copyOf(policy.witnessKeys()))
        .isEqualTo(
            Set.of(X1.verifier(), X2.verifier(), X3.verifier(), Y1.verifier(), Y2.verifier()));
  }

  private static SignerKey witness(String name) {
    return SignerKey.generate(name, KeyAlgorithm.ED25519_COSIGNATURE);
  }

  private static byte[] note(SignerKey... witnesses) {
    SignedNote note = SignedNote.of(CHECKPOINT.text()).signed(LOG);
    for (SignerKey witness : witnesses) {
      note = note.cosigned(witness, NOON);
    }
    return note.bytes();
  }

  private static TlogPolicy parse(String policy) {
    return TlogPolicy.parse(policy.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertRefused(String policy, String why) {
    assertThatThrownBy(() -> parse(policy))
        .isInstanceOf(TlogPolicy.Refused.class)
        .hasMessageContaining(why);
  }
}

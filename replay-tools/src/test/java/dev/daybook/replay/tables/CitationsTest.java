package dev.daybook.replay.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.Actor;
import dev.daybook.decision.Context;
import dev.daybook.decision.DecisionRecorded;
import dev.daybook.decision.Effect;
import dev.daybook.decision.EntryMetadata;
import dev.daybook.mesh.SubjectName;
import dev.daybook.mesh.Version;
import dev.daybook.params.ParamsEvent.ParamsPublished;
import dev.daybook.path.Slices;
import dev.daybook.policy.PolicyEvent.PolicyPublished;
import dev.daybook.replay.verify.Fault;
import dev.daybook.replay.verify.Frontier;
import dev.daybook.replay.verify.Outcome;
import dev.daybook.replay.verify.Trust;
import dev.daybook.seal.Sha256;
import dev.daybook.sealer.Seal;
import dev.daybook.sealer.SealSettings;
import dev.daybook.store.Append;
import dev.daybook.store.NewEvent;
import dev.daybook.store.TestLedger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger that cites what it keeps, and somebody who throws some of that away. */
class CitationsTest {

  private static final UUID DECISION = new UUID(0x8000, 7);
  private static final EntryMetadata METADATA =
      new EntryMetadata("act_0123456789abcdef", Actor.Kind.PERSON, DECISION, Context.prod(), null);

  @TempDir private Path folder = Path.of("");
  private final TestLedger test = TestLedger.fresh(Slices.eventTypes());

  /**
   * A decision at position 1, a params document at 2, a policy at 3, and a decision on the same
   * facts at 4.
   */
  @BeforeEach
  void recordAndSeal() throws InterruptedException {
    test.ledger()
        .append(
            List.of(
                decision(DECISION, "the document", "the facts"),
                NewEvent.of("params/naming", 0, params(), METADATA),
                NewEvent.of("policy/naming", 0, policy(), METADATA),
                decision(new UUID(0x8000, 8), null, "the facts")),
            Append.alone()
                .content(bytes("the policy"))
                .content(bytes("the document"))
                .content(bytes("the facts"))
                .content(bytes("the params")));
    seal();
  }

  @AfterEach
  void close() {
    test.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static NewEvent decision(UUID id, @Nullable String document, String facts) {
    DecisionRecorded decision =
        new DecisionRecorded(
            id,
            SubjectName.parse("team/sales"),
            // A text that looks like a citation is none.
            "\"factsSha256\":\"" + "0".repeat(64) + "\"",
            "0".repeat(64),
            0,
            0,
            List.of(),
            List.of(),
            Sha256.hex(bytes(facts)),
            "0".repeat(64),
            true,
            List.of(),
            document == null ? null : Sha256.hex(bytes(document)),
            Instant.EPOCH,
            "none 0",
            null);
    return NewEvent.of(DecisionRecorded.stream(id), 0, decision, METADATA);
  }

  private static ParamsPublished params() {
    return new ParamsPublished(
        SubjectName.parse("params/naming"),
        new Version("1.0.0"),
        Sha256.hex(bytes("the params")),
        null,
        null,
        null,
        null,
        List.of(),
        Map.of());
  }

  private static PolicyPublished policy() {
    return new PolicyPublished(
        SubjectName.parse("policy/naming"),
        new Version("1.0.0"),
        Sha256.hex(bytes("the policy")),
        null,
        null,
        null,
        null,
        null,
        Effect.WARN,
        List.of(),
        List.of(),
        List.of(),
        null);
  }

  private void seal() throws InterruptedException {
    try (Seal seal = Seal.start(test.ledger(), SealSettings.in(folder), Clock.systemUTC())) {
      assertThat(seal.await(test.ledger().head().position(), Duration.ofSeconds(20))).isTrue();
    }
  }

  private Outcome verify(@Nullable Frontier from) {
    return new LedgerVerification(
            test.ledger(), SealSettings.in(folder), new Trust.Nobody(), (_, _) -> {}, null, from)
        .run();
  }

  private Fault fault() {
    Outcome outcome = verify(null);
    assertThat(outcome).isInstanceOf(Outcome.Broken.class);
    return ((Outcome.Broken) outcome).fault();
  }

  private Frontier reached() {
    Outcome outcome = verify(null);
    assertThat(outcome).as("%s", outcome).isInstanceOf(Outcome.Consistent.class);
    return ((Outcome.Consistent) outcome).reached();
  }

  private void lose(String content) {
    test.tamper("DELETE FROM ledger.content WHERE bytes = '" + content + "'");
  }

  @Test
  void whatIsKeptIsFound() {
    assertThat(reached().size()).isEqualTo(4);
  }

  @Test
  void theFirstThatCitesWhatIsGoneIsNamed() {
    lose("the policy");
    assertThat(fault().toString()).startsWith("position 3: what it cites as its policy is not");
    lose("the params");
    assertThat(fault())
        .hasToString(
            "position 2: what it cites as its params document is not kept: SHA-256 "
                + Sha256.hex(bytes("the params")));
    lose("the facts");
    assertThat(fault())
        .hasToString(
            "position 1: what it cites as its facts is not kept: SHA-256 "
                + Sha256.hex(bytes("the facts")));
    lose("the document");
    assertThat(fault().toString())
        .startsWith("position 1: what it cites as its document is not kept");
  }

  @Test
  void ofManyThatCiteWhatIsGoneTheFirstIsNamed() throws InterruptedException {
    Append append = Append.alone();
    List<NewEvent> decisions = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      decisions.add(decision(new UUID(0x8000, 100 + i), null, "the facts " + i));
      append.content(bytes("the facts " + i));
    }
    test.ledger().append(decisions, append);
    seal();
    test.tamper("DELETE FROM ledger.content WHERE bytes BETWEEN 'the facts ' AND 'the facts 99'");
    assertThat(fault().toString()).startsWith("position 5: ");
  }

  @Test
  void theHeadSaysWhatChangedThePoliciesLast() throws InterruptedException {
    Frontier before = reached();
    test.ledger().append(List.of(decision(new UUID(0x8000, 9), null, "the facts")), Append.alone());
    seal();
    assertThat(verify(before)).isInstanceOf(Outcome.Consistent.class);

    test.tamper("UPDATE ledger.head SET policy_position = 1");
    assertThat(fault())
        .hasToString("ledger.head: it says position 1 changed the policies last; position 2 did");
    assertThat(((Outcome.Broken) verify(before)).fault())
        .hasToString("ledger.head: it says position 1 changed the policies last; position 2 did");
    test.tamper("UPDATE ledger.head SET policy_position = 5");
    assertThat(((Outcome.Broken) verify(before)).fault())
        .hasToString(
            "ledger.head: it says position 5 changed the policies last; that entry did not");
  }
}

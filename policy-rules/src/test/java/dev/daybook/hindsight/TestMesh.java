package dev.daybook.hindsight;

import dev.daybook.assess.Assessor;
import dev.daybook.decision.Actor;
import dev.daybook.decision.Context;
import dev.daybook.decision.DecisionRecorded;
import dev.daybook.decision.EntryMetadata;
import dev.daybook.decision.Facts;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.document.Documents;
import dev.daybook.document.Format;
import dev.daybook.document.ReadDocument.Readable;
import dev.daybook.mesh.SubjectName;
import dev.daybook.path.Answer;
import dev.daybook.path.CommandPath;
import dev.daybook.path.MeshDirectory;
import dev.daybook.path.Original;
import dev.daybook.path.Slices;
import dev.daybook.path.Submission;
import dev.daybook.policy.PolicyCommand.ActivatePolicy;
import dev.daybook.policy.PolicyCommand.PublishPolicy;
import dev.daybook.policy.SecondPerson;
import dev.daybook.rules.CelGate;
import dev.daybook.seal.Sha256;
import dev.daybook.store.Append;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import dev.daybook.store.LedgerFollower;
import dev.daybook.store.NewEvent;
import dev.daybook.store.TestLedger;
import dev.daybook.waiver.Waived;
import dev.daybook.waiver.WaiverCommand.ApproveWaiver;
import dev.daybook.waiver.WaiverCommand.RequestWaiver;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A mesh whose commands take the way of every command, on a ledger that can be tampered with. */
final class TestMesh implements AutoCloseable {

  static final Instant NOON = Instant.parse("2026-03-31T12:00:00Z");

  private static final Actor ADA = actor("act_00000000000000aa");
  private static final Actor BOB = actor("act_00000000000000bb");

  private final TestLedger test = TestLedger.fresh(Slices.eventTypes());
  private final CelGate gate = CelGate.following(test.ledger()::content);
  private final LedgerFollower policies =
      LedgerFollower.start(
          test.ledger(),
          "policies",
          Slices.eventTypes().changingPolicies(),
          entry -> gate.apply(entry.position(), entry.event()));
  private final MeshDirectory directory = new MeshDirectory(test.ledger());
  private final CommandPath path = new CommandPath(test.ledger(), gate, directory);
  private volatile Instant clock = NOON;
  private @Nullable Assessor assessor;

  private static Actor actor(String id) {
    return new Actor(id, "somebody", Actor.Kind.SERVICE, Set.of(Actor.Role.ADMIN), null);
  }

  Ledger ledger() {
    return test.ledger();
  }

  /** The time of the next commands. */
  void at(String time) {
    clock = Instant.parse(time);
  }

  /** Where the mesh stands now. */
  PostureMoment moment() {
    return new PostureMoment(test.ledger().head().position(), clock);
  }

  /** Has all that stands asked for its posture at the time of the next commands. */
  PostureMoment assessed() {
    Assessor asking = assessor;
    if (asking == null) {
      asking = Assessor.start(test.ledger(), gate, directory, new MeshClock(), () -> false);
      assessor = asking;
    }
    Assessor known = asking;
    PostureMoment before;
    do {
      before = moment();
      long position = before.position();
      Awaitility.await()
          .atMost(Duration.ofMinutes(1)) // it stands back for commands, and for other tests
          .pollDelay(Duration.ofMillis(30))
          .until(() -> known.position() >= position && known.behind() == 0);
    } while (moment().position() != before.position());
    return before;
  }

  /** The time of the commands. */
  private final class MeshClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return clock;
    }
  }

  /** What differs between two moments, and why. */
  List<PostureDifference> diff(PostureMoment from, PostureMoment to) {
    return between(from, to).differences(PostureDiff.Wanted.ALL, "", 1_000);
  }

  PostureDiff between(PostureMoment from, PostureMoment to) {
    return new PostureDiff(test.ledger(), gate, from, to);
  }

  /** Sends a document; what became of it. */
  Answer publish(String yaml) {
    Readable document =
        (Readable)
            Documents.read(yaml.getBytes(StandardCharsets.UTF_8), Format.YAML, "test").getFirst();
    return submit(ADA, document.command(), Original.of(document));
  }

  Answer submit(SubjectCommand command) {
    return submit(ADA, command, null);
  }

  /** The same by somebody else. */
  Answer confirm(SubjectCommand command) {
    return submit(BOB, command, null);
  }

  private Answer submit(Actor actor, SubjectCommand command, @Nullable Original original) {
    try {
      return path.submit(
          new Submission(
              UUID.randomUUID(), command, actor, Context.prod(), original, clock, false));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Publishes a policy and puts it in force. */
  void inForce(String policy) {
    Readable document =
        (Readable)
            Documents.read(policy.getBytes(StandardCharsets.UTF_8), Format.YAML, "test").getFirst();
    accepted(publish(policy));
    PublishPolicy publish = (PublishPolicy) document.command();
    accepted(
        submit(
            new ActivatePolicy(
                publish.subject(),
                publish.policy().version(),
                "a test",
                SecondPerson.SETTING_OFF)));
  }

  /**
   * Records a decision that accepts, on these facts and asked by no policy, as a Daybook would that
   * knew no others.
   */
  void recorded(String subject, Facts facts) {
    DecisionRecorded decision =
        new DecisionRecorded(
            UUID.nameUUIDFromBytes(facts.json()),
            SubjectName.parse(subject),
            "PublishProduct",
            facts.sha256(),
            -1,
            gate.policies().position(),
            List.of(),
            List.of(),
            facts.sha256(),
            facts.sha256(),
            true,
            List.of(),
            null,
            NOON,
            gate.engine(),
            null);
    test.ledger()
        .append(
            List.of(
                NewEvent.of(
                    DecisionRecorded.stream(decision.id()),
                    0,
                    decision,
                    new EntryMetadata(
                        ADA.id(), Actor.Kind.SERVICE, decision.id(), Context.prod(), null))),
            Append.alone().content(facts.json()));
  }

  /** Grants a waiver of one policy for one subject. */
  void waive(String waiver, String covers, String policy) {
    waive(waiver, covers, policy, Duration.ofDays(30));
  }

  /** The same from noon on, for so long. */
  void waive(String waiver, String covers, String policy, Duration lasting) {
    SubjectName name = SubjectName.parse("waiver/" + waiver);
    accepted(
        submit(
            new RequestWaiver(
                name,
                SubjectName.parse(covers),
                Waived.parse(policy),
                "crm",
                "migration",
                "X-1",
                NOON.plus(lasting))));
    accepted(confirm(new ApproveWaiver(name, "until it is done")));
  }

  static Answer accepted(Answer answer) {
    if (answer.result() != Answer.Result.ACCEPTED) {
      throw new AssertionError(answer.toString());
    }
    return answer;
  }

  /** Where the decision stands that this answer tells. */
  LedgerEntry decision(Answer answer) {
    return test.ledger().stream(
            DecisionRecorded.stream(Objects.requireNonNull(answer.decision())), 0, 1)
        .getFirst();
  }

  /** What a row of the ledger says, changed by somebody with all rights. */
  Tampered changed(LedgerEntry entry, String from, String to) {
    String before = new String(entry.payload(), StandardCharsets.UTF_8);
    if (!before.contains(from)) {
      throw new AssertionError("`%s` is not in %s".formatted(from, before));
    }
    return payload(entry, before.replace(from, to));
  }

  private Tampered payload(LedgerEntry entry, String after) {
    String update = "UPDATE ledger.entry SET payload = decode('%s', 'hex') WHERE position = %d";
    test.tamper(update.formatted(hex(after.getBytes(StandardCharsets.UTF_8)), entry.position()));
    return () -> test.tamper(update.formatted(hex(entry.payload()), entry.position()));
  }

  /** What is kept under a digest, changed in the same way. */
  Tampered contentChanged(String sha256, String from, String to) {
    byte[] before = test.ledger().content(sha256).orElseThrow();
    byte[] after =
        new String(before, StandardCharsets.UTF_8)
            .replace(from, to)
            .getBytes(StandardCharsets.UTF_8);
    if (Sha256.hex(after).equals(sha256)) {
      throw new AssertionError("`%s` is not in it".formatted(from));
    }
    String update =
        "UPDATE ledger.content SET bytes = decode('%s', 'hex') WHERE sha256 = decode('%s', 'hex')";
    test.tamper(update.formatted(hex(after), sha256));
    return () -> test.tamper(update.formatted(hex(before), sha256));
  }

  /** What is kept under a digest, thrown away. */
  Tampered contentGone(String sha256) {
    byte[] before = test.ledger().content(sha256).orElseThrow();
    test.tamper("DELETE FROM ledger.content WHERE sha256 = decode('%s', 'hex')".formatted(sha256));
    return () ->
        test.tamper(
            "INSERT INTO ledger.content (sha256, bytes) VALUES (decode('%s', 'hex'), decode('%s', 'hex'))"
                .formatted(sha256, hex(before)));
  }

  /** Puts back what was there before. */
  interface Tampered extends AutoCloseable {
    @Override
    void close();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public void close() {
    Assessor asking = assessor;
    if (asking != null) {
      asking.close();
    }
    policies.close();
    directory.close();
    test.close();
  }
}

package dev.daybook.witnessed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.daybook.decision.Actor;
import dev.daybook.decision.Context;
import dev.daybook.decision.EntryMetadata;
import dev.daybook.rotation.RotationEvent;
import dev.daybook.seal.AddCheckpoint;
import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.KeyAlgorithm;
import dev.daybook.seal.Merkle;
import dev.daybook.seal.NoteSignature;
import dev.daybook.seal.SignedNote;
import dev.daybook.seal.Signer;
import dev.daybook.seal.SignerKey;
import dev.daybook.seal.TlogPolicy;
import dev.daybook.seal.VerifierKey;
import dev.daybook.sealer.KeyFolder;
import dev.daybook.sealer.Seal;
import dev.daybook.sealer.SealSettings;
import dev.daybook.store.Append;
import dev.daybook.store.EventTypes;
import dev.daybook.store.Ledger;
import dev.daybook.store.NewEvent;
import dev.daybook.store.TestLedger;
import dev.daybook.team.TeamEvent.TeamRegistered;
import dev.daybook.team.TeamSlice;
import dev.daybook.team.TeamSpec;
import dev.daybook.witness.Answer;
import dev.daybook.witness.KnownLogs;
import dev.daybook.witness.Mirrors;
import dev.daybook.witness.SmallLog;
import dev.daybook.witness.Witness;
import dev.daybook.witness.WitnessServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger on PostgreSQL, witnesses on sockets, and others that only look like some. */
class WitnessesTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  /** As usual, but for how long failures are waited out. */
  private static final Patience QUICK =
      new Patience(
          Duration.ofMillis(100),
          Duration.ofSeconds(2),
          Duration.ofMillis(50),
          Duration.ofMillis(400),
          Duration.ofSeconds(1));

  @TempDir private Path folder = Path.of("");

  private final TestLedger test =
      TestLedger.fresh(EventTypes.of(new TeamSlice()).and(RotationEvent.class));
  private final Ledger ledger = test.ledger();
  private final List<AutoCloseable> open = new ArrayList<>();
  private Seal seal;
  private final Map<String, Witness> ours = new HashMap<>();
  private long sequence;

  @BeforeEach
  void start() {
    seal = Seal.start(ledger, SealSettings.in(folder), Clock.systemUTC());
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
    seal.close();
    test.close();
  }

  private <T extends AutoCloseable> T opened(T closeable) {
    open.add(closeable);
    return closeable;
  }

  private long record(int count) throws InterruptedException {
    ledger.append(
        IntStream.range(0, count)
            .mapToObj(_ -> NewEvent.of("team/sales", sequence++, team(), metadata()))
            .toList(),
        Append.alone());
    assertThat(seal.await(sequence, Duration.ofSeconds(20)))
        .as("sealing waits for nobody")
        .isTrue();
    return sequence;
  }

  private static TeamRegistered team() {
    return new TeamRegistered(
        new TeamSpec(
            "sales",
            null,
            List.of(),
            "#sales",
            "sales@example.com",
            null,
            List.of(),
            List.of("sales"),
            Map.of()));
  }

  private static EntryMetadata metadata() {
    return new EntryMetadata(
        "act_0123456789abcdef", Actor.Kind.PERSON, new UUID(1, 2), Context.prod(), null);
  }

  /** A witness of ours on a socket. */
  private Running witness(String name) throws IOException {
    return witness(name, seal.keys());
  }

  private Running witness(String name, List<VerifierKey> logKeys) throws IOException {
    KnownLogs known = KnownLogs.of(logKeys.stream().map(VerifierKey::toString).toList());
    Path data = folder.resolve(name);
    Witness witness = opened(Witness.open(data, name, known, Clock.systemUTC()));
    Mirrors none = opened(Mirrors.start(data.resolve("mirror"), known, witness, List.of()));
    WitnessServer server = opened(WitnessServer.start(witness, none, "127.0.0.1", 0));
    ours.put(name, witness);
    return new Running(server.url(), witness.verifiers().getFirst());
  }

  private Witness ours(String name) {
    return Objects.requireNonNull(ours.get(name));
  }

  private record Running(URI url, VerifierKey key) {}

  /** One that answers whatever it is told to. */
  private Running scripted(SignerKey key, Script script) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Said said = script.answer(body);
            exchange.sendResponseHeaders(said.status(), said.body().length);
            exchange.getResponseBody().write(said.body());
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        });
    server.start();
    opened(() -> server.stop(0));
    return new Running(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort()), key.verifier());
  }

  private interface Script {
    Said answer(byte[] request) throws IOException, InterruptedException;
  }

  @SuppressWarnings("ArrayRecordComponent") // sent once, never compared
  private record Said(int status, byte[] body) {
    static Said of(int status, String body) {
      return new Said(status, body.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static SignerKey key(String name) {
    return SignerKey.generate(name, KeyAlgorithm.ED25519_COSIGNATURE);
  }

  private Running dead(SignerKey key) throws IOException {
    try (ServerSocket probe = new ServerSocket(0)) {
      return new Running(URI.create("http://127.0.0.1:" + probe.getLocalPort()), key.verifier());
    }
  }

  private static TlogPolicy policy(int needed, Running... witnesses) {
    StringBuilder lines = new StringBuilder();
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < witnesses.length; i++) {
      lines.append("witness w%d %s %s\n".formatted(i, witnesses[i].key(), witnesses[i].url()));
      names.append(" w").append(i);
    }
    lines.append("group all %d%s\nquorum all\n".formatted(needed, names));
    return TlogPolicy.parse(lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  private Witnesses asked(TlogPolicy policy) {
    return opened(Witnesses.start(ledger, seal, policy, QUICK, Clock.systemUTC()));
  }

  private long witnessed() {
    return seal.witnessed()
        .map(note -> Checkpoint.parse(SignedNote.parse(note).text()).size())
        .orElse(0L);
  }

  private void awaitWitnessed(long size) {
    await().atMost(LONG).untilAsserted(() -> assertThat(witnessed()).isEqualTo(size));
  }

  private static void awaitFailure(Witnesses witnesses, int at, String why) {
    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(witnesses.standings().get(at).failure())
                    .hasValueSatisfying(told -> assertThat(told).contains(why)));
  }

  /** Keys are told to witnesses; where one gives way to the other, either will do. */
  @Test
  void theCheckpointThatEndsWithARotationIsCosignedByWhoKnowsEitherKeysAndTheNextByTheNewOnes()
      throws Exception {
    KeyFolder keys = new KeyFolder(folder.resolve("seal"));
    List<VerifierKey> next = keys.prepare(ledger.origin());
    List<VerifierKey> told = new ArrayList<>(seal.keys());
    told.addAll(next);
    Running notTold = witness("w/not-told");
    Running both = witness("w/told", told);
    Witnesses witnesses = asked(policy(2, notTold, both));
    awaitWitnessed(record(5));

    keys.goOver();
    ledger.append(
        List.of(NewEvent.of("team/sales", sequence++, team(), metadata())), Append.alone());
    await().atMost(LONG).until(() -> seal.keys().equals(next));
    long handover = seal.keyHistory().getLast().from();
    assertThat(seal.await(handover, LONG)).isTrue();
    awaitWitnessed(handover);

    ledger.append(
        List.of(NewEvent.of("team/sales", sequence++, team(), metadata())), Append.alone());
    awaitFailure(witnesses, 0, "knows this ledger by other keys");
    assertThat(witnessed()).isEqualTo(handover);
    assertThat(witnesses.isContradicted()).as("it knows no other history").isFalse();
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> assertThat(witnesses.standings().get(1).size()).isGreaterThan(handover));
  }

  @Test
  void twoOfThreeAreEnoughThoughTheThirdIsDead() throws Exception {
    Running one = witness("w/one");
    Running two = witness("w/two");
    TlogPolicy policy = policy(2, one, two, dead(key("w/dead")));
    Witnesses witnesses = asked(policy);

    for (int round = 0; round < 3; round++) {
      awaitWitnessed(record(5));
    }

    SignedNote note = SignedNote.parse(seal.witnessed().orElseThrow());
    TlogPolicy.Tally tally = policy.tally(note);
    assertThat(tally.cosigners()).extracting(Signer::key).contains(one.key(), two.key());
    assertThat(Checkpoint.open(note.bytes(), seal.keys()).signers())
        .as("the ledger's own signatures are still there")
        .hasSize(2);
    assertThat(seal.checkpoint()).as("the newest has them too").contains(note.bytes());
    assertThat(seal.witnessedProof(7).orElseThrow().bytes())
        .as("a proof carries the cosignatures")
        .endsWith(note.bytes());
    awaitFailure(witnesses, 2, "gives no answer");
    assertThat(witnesses.standings().get(0).failure()).isEmpty();
    assertThat(witnesses.standings().get(0).size()).isEqualTo(15);
    assertThat(witnesses.isContradicted()).isFalse();
  }

  @Test
  void whileTooFewCosignTheNewestCheckpointIsSignedAloneAndTheWitnessedOneStays() throws Exception {
    Running one = witness("w/one");
    SignerKey other = key("w/other");
    AtomicInteger status = new AtomicInteger(200);
    Running fickle =
        scripted(
            other,
            body ->
                status.get() == 200
                    ? new Said(
                        200,
                        AddCheckpoint.answer(
                            List.of(
                                other.cosign(
                                    AddCheckpoint.parse(body).checkpoint().text(), Instant.now()))))
                    : Said.of(status.get(), "no"));
    Witnesses witnesses = asked(policy(2, one, fickle));
    awaitWitnessed(record(3));
    status.set(503);

    long newest = record(4);

    awaitFailure(witnesses, 1, "answers 503: no");
    Checkpoint signed = Checkpoint.open(seal.checkpoint().orElseThrow(), seal.keys()).checkpoint();
    assertThat(signed.size()).isEqualTo(newest);
    assertThat(witnessed()).isEqualTo(3);
    assertThat(seal.witnessedProof(3)).isPresent();
    assertThat(seal.witnessedProof(4)).as("sealed, and not witnessed").isEmpty();
    assertThat(seal.proof(4)).isPresent();

    status.set(200);
    awaitWitnessed(newest);
    assertThat(witnesses.standings().get(1).failure()).isEmpty();
  }

  /** Everything a witness can say without having cosigned. */
  @Test
  void whoeverLiesCosignsNothingAndSealingNeverWaits() throws Exception {
    SignerKey liar = key("w/liar");
    SignerKey stranger = key("w/liar");
    String other = new Checkpoint("daybook/other", 1, Merkle.EMPTY_ROOT).text();
    List<String> told =
        List.of(
            "does not verify",
            "none of the 1 known keys signed",
            "none of the 1 known keys signed",
            "does not verify",
            "gives no answer",
            "gives no answer within",
            "names one size after another",
            "answers 409, and what is not to be believed",
            "answers 302");
    List<Script> lies =
        List.of(
            body -> cosignature(liar.cosign(other, Instant.now())),
            body ->
                cosignature(
                    stranger.cosign(AddCheckpoint.parse(body).checkpoint().text(), Instant.now())),
            body -> cosignature(AddCheckpoint.parse(body).checkpoint().signatures().getFirst()),
            body -> {
              String line =
                  liar.cosign(AddCheckpoint.parse(body).checkpoint().text(), Instant.now()).line();
              char first = line.charAt(line.length() - 10);
              return Said.of(
                  200,
                  line.substring(0, line.length() - 10)
                      + (first == 'A' ? 'B' : 'A')
                      + line.substring(line.length() - 9)
                      + "\n");
            },
            _ -> new Said(200, new byte[5 << 20]),
            _ -> {
              Thread.sleep(60_000);
              return Said.of(200, "late");
            },
            new Script() {
              private int size;

              @Override
              public Said answer(byte[] body) {
                size = (size + 1) % 3;
                return Said.of(409, size + 1 + "\n");
              }
            },
            _ -> Said.of(409, "a million\n"),
            _ -> Said.of(302, ""));
    for (int i = 0; i < lies.size(); i++) {
      Running lying = scripted(liar, lies.get(i));
      try (Witnesses witnesses =
          Witnesses.start(ledger, seal, policy(1, lying), QUICK, Clock.systemUTC())) {
        record(4);
        awaitFailure(witnesses, 0, told.get(i));
        record(1);
        assertThat(witnesses.isContradicted()).isFalse();
      }
      assertThat(seal.witnessed()).as("lie %d", i).isEmpty();
    }
  }

  private static Said cosignature(NoteSignature signature) {
    return new Said(200, AddCheckpoint.answer(List.of(signature)));
  }

  /** What the witness remembers is ahead of what was heard of it. */
  @Test
  void anAnswerThatWasLostIsAskedForAgain() throws Exception {
    Running one = witness("w/one");
    AtomicInteger asked = new AtomicInteger();
    Running losing =
        scripted(
            key("unused"),
            body -> {
              var answer = ours("w/one").add(body);
              if (asked.getAndIncrement() == 0) {
                throw new IOException("the process is gone");
              }
              return switch (answer) {
                case Answer.Cosigned(var lines) -> new Said(200, AddCheckpoint.answer(lines));
                case Answer.Conflict(long size) -> new Said(409, AddCheckpoint.size(size));
                default -> Said.of(500, answer.toString());
              };
            });
    asked(policy(1, new Running(losing.url(), one.key())));

    awaitWitnessed(record(7));
    assertThat(asked).hasValue(3);
  }

  /** A witness that cosigned {@code size} entries of another history under the same keys. */
  private Running deceived(String name, int size) throws IOException {
    Running witness = witness(name);
    SignerKey key = SignerKey.parse(Files.readString(folder.resolve("seal/ed25519.key")).strip());
    SmallLog fork = new SmallLog(key, "another ").grownTo(size);
    ours(name).add(fork.request(0, size));
    assertThat(ours(name).latest(ledger.origin())).isPresent();
    return witness;
  }

  @Test
  void aWitnessThatKnowsAnotherHistoryIsAnAlarm() throws Exception {
    record(10);
    Running smaller = deceived("w/smaller", 6);
    Running same = deceived("w/same", 10);
    Running larger = deceived("w/larger", 1000);
    Running honest = witness("w/honest");
    Witnesses witnesses = asked(policy(1, smaller, same, larger, honest));

    awaitFailure(witnesses, 0, "holds 6 entries with which this ledger does not begin");
    awaitFailure(witnesses, 1, "holds another tree of the first 10 entries");
    awaitFailure(witnesses, 2, "cosigned 1000 entries of this ledger, of which 10 are sealed here");
    assertThat(witnesses.standings())
        .extracting(Witnesses.Standing::contradicts)
        .containsExactly(true, true, true, false);
    awaitWitnessed(10);
    assertThat(witnesses.isContradicted()).as("one honest witness is enough here").isFalse();
    witnesses.close();

    Witnesses stricter = asked(policy(2, smaller, same, honest));
    await().atMost(LONG).until(stricter::isContradicted);
  }

  @Test
  void cosignaturesOfDifferentCheckpointsNeverAddUp() throws Exception {
    SignerKey one = key("w/one");
    SignerKey two = key("w/two");
    AtomicInteger turn = new AtomicInteger();
    List<Running> running = new ArrayList<>();
    for (SignerKey key : List.of(one, two)) {
      int odd = running.size();
      running.add(
          scripted(
              key,
              body -> {
                Checkpoint checkpoint =
                    Checkpoint.parse(AddCheckpoint.parse(body).checkpoint().text());
                turn.incrementAndGet();
                return checkpoint.size() % 2 == odd
                    ? cosignature(key.cosign(checkpoint.text(), Instant.now()))
                    : Said.of(503, "not this one");
              }));
    }
    asked(policy(2, running.get(0), running.get(1)));
    for (int i = 0; i < 6; i++) {
      record(1);
      int before = turn.get();
      await().atMost(LONG).until(() -> turn.get() >= before + 2);
    }
    assertThat(seal.witnessed()).isEmpty();
  }

  @Test
  void underLoadTheLatestIsSentAndNotEach() throws Exception {
    SignerKey key = key("w/one");
    List<Long> sizes = new ArrayList<>();
    Running counting =
        scripted(
            key,
            body -> {
              Checkpoint checkpoint =
                  Checkpoint.parse(AddCheckpoint.parse(body).checkpoint().text());
              synchronized (sizes) {
                sizes.add(checkpoint.size());
              }
              return cosignature(key.cosign(checkpoint.text(), Instant.now()));
            });
    Patience once =
        new Patience(
            Duration.ofSeconds(1), QUICK.answer(), QUICK.first(), QUICK.longest(), QUICK.round());
    opened(Witnesses.start(ledger, seal, policy(1, counting), once, Clock.systemUTC()));
    long begun = System.nanoTime();
    for (int i = 0; i < 40; i++) {
      record(1);
      Thread.sleep(50);
    }
    long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
    awaitWitnessed(40);
    synchronized (sizes) {
      assertThat(sizes).isSorted().doesNotHaveDuplicates();
      assertThat((long) sizes.size()).isLessThanOrEqualTo(seconds + 3);
    }
  }

  @Test
  void whatWasWitnessedBeforeAStopIsKnownAfterIt() throws Exception {
    Running one = witness("w/one");
    TlogPolicy policy = policy(1, one);
    Witnesses before = asked(policy);
    awaitWitnessed(record(3));
    before.close();
    try (Connection connection = test.superuser();
        Statement statement = connection.createStatement()) {
      // As if it had stopped between the cosignature and the note of the quorum.
      statement.execute("DELETE FROM seal.witnessed");
    }
    assertThat(seal.witnessed()).isEmpty();

    Witnesses alone = asked(policy(1, new Running(dead(key("w")).url(), one.key())));
    awaitWitnessed(3);
    alone.close();
    Witnesses after = asked(policy);
    awaitWitnessed(record(2));
    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(after.standings().getFirst().size()).isEqualTo(5));
  }

  @Test
  void oneNodeOfSeveralAsks() throws Exception {
    Running one = witness("w/one");
    TlogPolicy policy = policy(1, one);
    Witnesses first = asked(policy);
    await().atMost(LONG).until(first::isAsking);
    Witnesses second = asked(policy);
    awaitWitnessed(record(3));
    assertThat(second.isAsking()).isFalse();

    first.close();
    await().atMost(LONG).until(second::isAsking);
    awaitWitnessed(record(3));
  }

  @Test
  void whereNobodyIsAskedNothingIsDoneAndTheEndIsQuiet() throws Exception {
    Witnesses nobody = Witnesses.start(ledger, seal, null, QUICK, Clock.systemUTC());
    record(1);
    assertThat(nobody.standings()).isEmpty();
    assertThat(nobody.isAsking()).isFalse();
    assertThat(nobody.isContradicted()).isFalse();
    nobody.close();
  }

  @Test
  void cosignaturesAreNeitherChangedNorTruncated() throws Exception {
    asked(policy(1, witness("w/one")));
    awaitWitnessed(record(1));
    for (String sql :
        List.of(
            "UPDATE seal.cosignature SET line = 'x'",
            "TRUNCATE seal.cosignature CASCADE",
            "UPDATE seal.witnessed SET size = 2",
            "TRUNCATE seal.witnessed")) {
      try (Connection connection = ledger.dataSource().getConnection();
          Statement statement = connection.createStatement()) {
        assertThatThrownBy(() -> statement.execute(sql))
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("is refused");
      }
    }
  }

  @Test
  void witnessesThatCannotBeAskedAreToldAtTheStart() throws Exception {
    VerifierKey key = key("w/one").verifier();
    Path file = folder.resolve("policy");
    Map<String, String> environment = Map.of("DAYBOOK_SEAL_WITNESSES", file.toString());
    Files.writeString(
        file,
        "witness a %s\nwitness b %s ftp://x\nquorum none\n".formatted(key, key("w").verifier()));
    assertThatThrownBy(() -> SealSettings.fromEnvironment(environment, folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("its quorum is `none`")
        .hasMessageContaining("its witness `a` has no http:// or https:// address")
        .hasMessageContaining("its witness `b` has no http:// or https:// address");
    Files.writeString(file, "witness a %s\n".formatted(key));
    assertThatThrownBy(() -> SealSettings.fromEnvironment(environment, folder))
        .hasMessageContaining("which is no tlog-policy:\nline 2: a policy has one `quorum` line");
    Files.delete(file);
    assertThatThrownBy(() -> SealSettings.fromEnvironment(environment, folder))
        .hasMessageContaining("which is not there");
    Files.writeString(file, "witness a %s https://witness.example\nquorum a\n".formatted(key));
    assertThat(SealSettings.fromEnvironment(environment, folder).witnesses()).isNotNull();
    assertThat(SealSettings.in(folder).witnesses()).isNull();
  }
}

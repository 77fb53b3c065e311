package dev.daybook.timestamped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.daybook.decision.Actor;
import dev.daybook.decision.Context;
import dev.daybook.decision.EntryMetadata;
import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.OwnTimestampAuthority;
import dev.daybook.seal.Sha256;
import dev.daybook.seal.SignedNote;
import dev.daybook.seal.TimestampAuthorities;
import dev.daybook.seal.TimestampQuery;
import dev.daybook.seal.TimestampToken;
import dev.daybook.sealer.Seal;
import dev.daybook.sealer.SealSettings;
import dev.daybook.sealer.TimestampSettings;
import dev.daybook.store.Append;
import dev.daybook.store.EventTypes;
import dev.daybook.store.Ledger;
import dev.daybook.store.NewEvent;
import dev.daybook.store.TestLedger;
import dev.daybook.team.TeamEvent.TeamRegistered;
import dev.daybook.team.TeamSlice;
import dev.daybook.team.TeamSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger on PostgreSQL and timestamp authorities of our own on sockets. */
class TimestampsTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private static final Timestamps.Patience QUICK =
      new Timestamps.Patience(Duration.ofSeconds(2), Duration.ofMillis(100), Duration.ofMillis(50));

  @TempDir private Path folder = Path.of("");

  private final TestLedger test = TestLedger.fresh(EventTypes.of(new TeamSlice()));
  private final Ledger ledger = test.ledger();
  private final OwnTimestampAuthority authority = OwnTimestampAuthority.selfSigned();
  private final List<AutoCloseable> open = new ArrayList<>();
  private Seal seal;
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

  private void record(int count) throws InterruptedException {
    ledger.append(
        IntStream.range(0, count)
            .mapToObj(_ -> NewEvent.of("team/sales", sequence++, team(), metadata()))
            .toList(),
        Append.alone());
    assertThat(seal.await(sequence, Duration.ofSeconds(20))).as("nobody is waited for").isTrue();
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

  private interface Script {
    byte[] answer(byte[] query) throws IOException, InterruptedException;
  }

  private URI serving(Script script) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] answer = script.answer(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(answer.length == 0 ? 503 : 200, answer.length);
            exchange.getResponseBody().write(answer);
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        });
    server.start();
    open.add(() -> server.stop(0));
    return URI.create("http://127.0.0.1:%d/tsa".formatted(server.getAddress().getPort()));
  }

  private Timestamps stamped(Duration every, URI... urls) {
    Timestamps timestamps =
        Timestamps.start(
            ledger,
            seal,
            new TimestampSettings(List.of(urls), authority.trusted(), every),
            QUICK,
            Clock.systemUTC());
    open.add(timestamps);
    return timestamps;
  }

  private static byte[] honest(OwnTimestampAuthority authority, byte[] query) {
    return authority.answer(query, Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  @Test
  void theLatestCheckpointIsStampedAndTheTokenIsKeptWithIt() throws Exception {
    record(3);
    Timestamps timestamps =
        stamped(Duration.ofHours(1), serving(query -> honest(authority, query)));

    await().atMost(LONG).until(() -> !timestamps.after(0, 10).isEmpty());

    Timestamps.Kept kept = timestamps.after(0, 10).getFirst();
    Checkpoint checkpoint = Checkpoint.open(kept.note(), seal.keys()).checkpoint();
    assertThat(checkpoint.size()).isEqualTo(3).isEqualTo(kept.size());
    TimestampToken.Timestamp says =
        TimestampToken.parse(kept.token()).verify(checkpoint, authority.trusted());
    assertThat(says.time()).isEqualTo(kept.time());
    assertThat(says.authority()).isEqualTo(kept.authority());
    assertThat(timestamps.after(3, 10)).isEmpty();
    assertThat(timestamps.failures()).isEmpty();
  }

  @Test
  void itIsStampedAgainOnceItIsTimeAndSomethingWasSealed() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    URI url =
        serving(
            query -> {
              asked.incrementAndGet();
              return honest(authority, query);
            });
    record(1);
    Timestamps timestamps = stamped(Duration.ofMillis(200), url);
    await().atMost(LONG).until(() -> timestamps.after(0, 10).size() == 1);
    Thread.sleep(1_500);
    assertThat(asked).as("nothing was sealed since").hasValue(1);
    record(2);
    await().atMost(LONG).until(() -> timestamps.after(0, 10).size() == 2);
    assertThat(timestamps.after(1, 10)).extracting(Timestamps.Kept::size).containsExactly(3L);
    timestamps.close();

    record(2);
    Timestamps seldom = stamped(Duration.ofHours(1), url);
    Thread.sleep(500);
    assertThat(seldom.after(3, 10)).as("the hour counts on from before the stop").isEmpty();
  }

  @Test
  void whatIsNoTokenOfATrustedAuthorityIsNotKeptAndTheOthersAre() throws Exception {
    OwnTimestampAuthority stranger = OwnTimestampAuthority.selfSigned();
    List<Script> lies =
        List.of(
            query -> honest(stranger, query),
            _ -> honest(authority, TimestampQuery.of(seen()).der()),
            _ -> "nothing".getBytes(StandardCharsets.UTF_8),
            _ -> new byte[5 << 20],
            _ -> new byte[0],
            _ -> {
              Thread.sleep(60_000);
              return new byte[0];
            });
    List<String> told =
        List.of(
            "which no known authority vouches for",
            "is to another query",
            "no answer of a timestamp authority",
            "no answer",
            "it answers 503",
            "no answer within 2000 ms");
    for (int i = 0; i < lies.size(); i++) {
      record(1);
      Timestamps timestamps = stamped(Duration.ofHours(1), serving(lies.get(i)));
      String why = told.get(i);
      await()
          .atMost(LONG)
          .untilAsserted(
              () ->
                  assertThat(timestamps.failures().values())
                      .singleElement()
                      .asString()
                      .contains(why));
      record(1);
      assertThat(timestamps.after(0, 10)).isEmpty();
      timestamps.close();
    }
    Timestamps timestamps =
        stamped(
            Duration.ofHours(1),
            serving(lies.getFirst()),
            serving(query -> honest(authority, query)));
    await().atMost(LONG).until(() -> timestamps.after(0, 10).size() == 1);
  }

  private Checkpoint seen() {
    return Checkpoint.parse(SignedNote.parse(seal.checkpoint().orElseThrow()).text());
  }

  @Test
  void anAuthorityThatWasAwayStampsWhenItIsBack() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    record(1);
    Timestamps timestamps =
        stamped(
            Duration.ofHours(1),
            serving(query -> asked.getAndIncrement() < 2 ? new byte[0] : honest(authority, query)));
    await().atMost(LONG).until(() -> !timestamps.failures().isEmpty());
    await().atMost(LONG).until(() -> timestamps.after(0, 10).size() == 1);
    assertThat(timestamps.failures()).isEmpty();
  }

  @Test
  void anAuthorityThatIsAwayIsAskedAgainThoughAnotherStamped() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    record(1);
    Timestamps timestamps =
        stamped(
            Duration.ofHours(1),
            serving(query -> honest(authority, query)),
            serving(query -> asked.getAndIncrement() < 2 ? new byte[0] : honest(authority, query)));
    await().atMost(LONG).untilAsserted(() -> assertThat(asked).hasValue(3));
    await().atMost(LONG).until(() -> timestamps.failures().isEmpty());
  }

  @Test
  void twoAuthoritiesThatAreCalledTheSameAreTwo() throws Exception {
    OwnTimestampAuthority namesake = OwnTimestampAuthority.selfSigned();
    record(1);
    Timestamps timestamps =
        Timestamps.start(
            ledger,
            seal,
            new TimestampSettings(
                List.of(
                    serving(query -> honest(authority, query)),
                    serving(query -> honest(namesake, query))),
                new TimestampAuthorities(List.of(authority.certificate(), namesake.certificate())),
                Duration.ofHours(1)),
            QUICK,
            Clock.systemUTC());
    open.add(timestamps);

    await().atMost(LONG).until(() -> timestamps.after(0, 10).size() == 2);

    List<Timestamps.Kept> both = timestamps.after(0, 10);
    assertThat(both)
        .extracting(Timestamps.Kept::authority)
        .containsOnly("CN=Own timestamp authority");
    for (OwnTimestampAuthority each : List.of(authority, namesake)) {
      String certificate = Sha256.hex(each.certificate().getEncoded());
      assertThat(both)
          .as("a token of each")
          .filteredOn(kept -> kept.certificate().equals(certificate))
          .singleElement()
          .satisfies(
              kept ->
                  assertThat(TimestampToken.parse(kept.token()).verify(seen(), each.trusted()))
                      .returns(kept.time(), TimestampToken.Timestamp::time));
    }
  }

  @Test
  void whereNobodyIsAskedNothingIsStampedAndTheEndIsQuiet() throws Exception {
    Timestamps nobody = Timestamps.start(ledger, seal, TimestampSettings.none(), Clock.systemUTC());
    record(1);
    assertThat(nobody.after(0, 10)).isEmpty();
    nobody.close();
  }

  @Test
  void whatWasStampedIsNeverLetGoOfNorChanged() throws Exception {
    record(1);
    Timestamps timestamps =
        stamped(Duration.ofHours(1), serving(query -> honest(authority, query)));
    await().atMost(LONG).until(() -> timestamps.after(0, 10).size() == 1);
    record(1);
    record(1);
    timestamps.close();
    seal.close();
    try (Connection connection = test.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER TABLE seal.checkpoint DISABLE TRIGGER USER");
      statement.execute(
          "UPDATE seal.checkpoint SET signed_at = date_trunc('minute', now()) - interval '2"
              + " hours'");
      for (String sql :
          List.of(
              "UPDATE seal.timestamp SET size = 2",
              "DELETE FROM seal.timestamp",
              "TRUNCATE seal.timestamp")) {
        assertThatThrownBy(() -> statement.execute(sql))
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("is refused");
      }
    }
    seal = Seal.start(ledger, SealSettings.in(folder), Clock.systemUTC());
    record(1);

    await().atMost(LONG).until(() -> sizes().equals(List.of(1L, 3L, 4L)));
    assertThat(timestamps.after(0, 10)).hasSize(1);
  }

  private List<Long> sizes() throws SQLException {
    List<Long> sizes = new ArrayList<>();
    try (Connection connection = test.superuser();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT size FROM seal.checkpoint ORDER BY size")) {
      while (rows.next()) {
        sizes.add(rows.getLong(1));
      }
    }
    return sizes;
  }

  @Test
  void settingsThatAreNoneAreToldAllAtOnce() throws IOException {
    Path file = Files.writeString(folder.resolve("pem"), "nothing");
    assertThatThrownBy(
            () ->
                TimestampSettings.fromEnvironment(
                    Map.of(
                        "DAYBOOK_SEAL_TIMESTAMPS", "ftp://x http://a",
                        "DAYBOOK_SEAL_TIMESTAMPS_CERTIFICATES", file.toString(),
                        "DAYBOOK_SEAL_TIMESTAMPS_MINUTES", "0")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("seen `ftp://x`")
        .hasMessageContaining("it is no file of X.509 certificates")
        .hasMessageContaining("whole minutes from 1 to 10080; seen `0`");
    assertThatThrownBy(
            () -> TimestampSettings.fromEnvironment(Map.of("DAYBOOK_SEAL_TIMESTAMPS", "http://a")))
        .hasMessageContaining("DAYBOOK_SEAL_TIMESTAMPS_CERTIFICATES names no file");
    assertThatThrownBy(
            () ->
                TimestampSettings.fromEnvironment(
                    Map.of(
                        "DAYBOOK_SEAL_TIMESTAMPS", "http://a http://b http://c http://d http://e")))
        .hasMessageContaining("holds 5 addresses; at most 4 are asked");
    assertThat(TimestampSettings.fromEnvironment(Map.of())).isEqualTo(TimestampSettings.none());
    assertThat(TimestampSettings.none().trusted()).isEqualTo(new TimestampAuthorities(List.of()));
  }
}

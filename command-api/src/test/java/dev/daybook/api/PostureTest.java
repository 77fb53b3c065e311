package dev.daybook.api;

import static dev.daybook.api.TestServer.fresh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.daybook.api.TestServer.Reply;
import dev.daybook.assess.Assessor;
import dev.daybook.decision.Outcome;
import dev.daybook.edge.Server;
import dev.daybook.edge.ServerSettings;
import dev.daybook.path.MeshDirectory;
import dev.daybook.posture.Cause;
import dev.daybook.posture.PostureEvent.PolicyPosture;
import dev.daybook.posture.PostureEvent.PostureAssessed;
import dev.daybook.posture.PostureEvent.PostureChanged;
import dev.daybook.posture.PostureEvent.RulePosture;
import dev.daybook.rules.CelGate;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands is asked by the policies in force, whenever the answer may have changed. */
class PostureTest {

  private static final Set<String> CHANGED = Set.of("posture.changed");
  private static final Set<String> ASSESSED = Set.of("posture.assessed");
  private static final Duration SOON = Duration.ofSeconds(20);

  private Path data;
  private Server server;
  private final String domain = fresh("posture");
  private final String policy = fresh("no-ports");

  @BeforeEach
  void start(@TempDir Path folder) {
    data = folder;
    server = TestServer.start(settings());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private ServerSettings settings() {
    return ServerSettings.in(data).withPort(-1).withStarterPack(false).withSecondPerson(false);
  }

  @Test
  void aPolicyThatComesIntoForceIsAskedOfWhatIsThereAndTheEntryThatPutItThereIsNamed() {
    publish(product("orders"));
    settled();
    assertThat(changes()).isEmpty();

    long activated = inForce("size(product.outputPorts) == 0", "");

    settled();
    assertThat(changes()).hasSize(1);
    PostureChanged changed = changes().getFirst();
    assertThat(changed.subject()).hasToString("posture/product/%s.orders".formatted(domain));
    assertThat(changed.about()).hasToString("product/%s.orders".formatted(domain));
    assertThat(changed.policyPosition()).isEqualTo(activated);
    PolicyPosture only = changed.policies().getFirst();
    assertThat(only.cause()).isEqualTo(Cause.POLICY_CHANGED);
    assertThat(only.causedBy()).isEqualTo(activated);
    assertThat(only.controls()).containsExactly("GDPR-Art-32");
    assertThat(only.rules()).containsExactly(rule(null, Outcome.FAIL));
  }

  @Test
  void whatIsChangedIsAskedAgainAndWhatIsOverIsAskedNoLonger() {
    inForce("product.outputPorts.exists(p, p.engine == 'spark')", "");
    long registered = publish(product("orders"));
    settled();
    long amended = publish(product("orders").replace("engine: trino", "engine: spark"));
    settled();
    long retired =
        command(
            "{\"command\":\"RetireProduct\",\"subject\":\"product/%s.orders\",\"reason\":\"x\"}"
                .formatted(domain));
    settled();

    assertThat(changes())
        .flatExtracting(PostureChanged::policies)
        .extracting(PolicyPosture::cause, PolicyPosture::causedBy, PolicyPosture::rules)
        .containsExactly(
            tuple(Cause.SUBJECT_CHANGED, registered, rule(null, Outcome.FAIL)),
            tuple(Cause.SUBJECT_CHANGED, amended, rule(Outcome.FAIL, Outcome.PASS)),
            tuple(Cause.SUBJECT_CHANGED, retired, rule(Outcome.PASS, null)));
  }

  @Test
  void aProductIsAskedAgainWhereWhatItReadsOrWhatReadsItChanges() {
    publish(product("orders"));
    inForce("lineage.downstream.all(d, d.tier == 'gold')", "");
    settled();
    long reader =
        publish(
            product("reports")
                .replace("tier: gold", "tier: bronze")
                .replace("source: shop-backend", "source: %s.orders".formatted(domain)));
    settled();

    PolicyPosture changed =
        changes().stream()
            .filter(change -> change.about().path().endsWith(".orders"))
            .toList()
            .getLast()
            .policies()
            .getFirst();
    assertThat(changed.cause()).isEqualTo(Cause.LINEAGE_CHANGED);
    assertThat(changed.causedBy()).isEqualTo(reader);
    assertThat(changed.rules()).containsExactly(rule(Outcome.PASS, Outcome.FAIL));
  }

  @Test
  void whatAsksWhoIsAskingSaysNothingOfWhatStands() {
    publish(product("orders"));
    inForce("'approver' in actor.roles", "");
    settled();
    assertThat(changes()).isEmpty();
  }

  @Test
  void aStageThatBeginsIsToldWithoutAnyEntryAsItsCause() {
    server.close();
    server = TestServer.start(settings().withPosture(false));
    try (Assessor before = assessor("2098-12-31T23:59:59Z")) {
      publish(product("orders"));
      settled(before);
      inForce(
          "size(product.outputPorts) == 0", "stages: [{ enforcement: deny, from: 2099-01-01 }]");
      settled(before);
    }
    assertThat(changes()).isEmpty();

    try (Assessor after = assessor("2099-01-01T00:00:00Z")) {
      settled(after);
    }
    assertThat(changes()).hasSize(1);
    PolicyPosture begun = changes().getFirst().policies().getFirst();
    assertThat(begun.cause()).isEqualTo(Cause.TIME_PASSED);
    assertThat(begun.causedBy()).isNull();
  }

  @Test
  void aWaiverIsToldWhenItIsGrantedAndWhenItRunsOutByItself() {
    server.close();
    server = TestServer.start(settings().withPosture(false));
    publish(product("orders"));
    inForce("size(product.outputPorts) == 0", "");
    long granted;
    try (Assessor before = assessor("2098-12-31T11:59:59Z")) {
      settled(before);
      command(
          """
          {"command":"RequestWaiver","subject":"waiver/ports","covers":"product/%s.orders",
          "waives":"%s/holds","owner":"sales-data","ticket":"DM-7","reason":"x",
          "expires":"2098-12-31T12:00:00Z"}
          """
              .formatted(domain, policy));
      granted =
          commandBy(
              approver(),
              "{\"command\":\"ApproveWaiver\",\"subject\":\"waiver/ports\",\"reason\":\"x\"}");
      settled(before);
    }
    try (Assessor after = assessor("2098-12-31T12:00:00Z")) {
      settled(after);
    }

    assertThat(changes())
        .flatExtracting(PostureChanged::policies)
        .extracting(PolicyPosture::cause, PolicyPosture::causedBy, PolicyPosture::rules)
        .contains(
            tuple(Cause.WAIVER_GRANTED, granted, rule(Outcome.FAIL, Outcome.WAIVED)),
            org.assertj.core.groups.Tuple.tuple(
                Cause.WAIVER_ENDED, null, List.of(rule(Outcome.WAIVED, Outcome.FAIL))));
  }

  @Test
  void aStartGoesOnWhereTheOneBeforeWasAndRecordsNothingTwice() {
    inForce("size(product.outputPorts) == 0", "");
    publish(product("orders"));
    publish(product("customers"));
    settled();
    List<PostureChanged> before = changes();
    assertThat(before).hasSize(2);
    inForceIn("elsewhere", "for-others");
    settled();
    PostureAssessed swept =
        (PostureAssessed)
            server.part(Ledger.class).entriesOfTypes(ASSESSED, 1, 10).getLast().event();
    assertThat(swept.subjects()).isEqualTo(2);
    assertThat(swept.changed()).isZero();
    assertThat(swept.through()).isNull();
    long head = server.part(Ledger.class).head().position();

    server.close();
    server = TestServer.start(settings());
    settled();

    assertThat(server.part(Ledger.class).head().position()).isEqualTo(head);
    assertThat(server.part(Assessor.class).assessed()).isZero();
    assertThat(changes()).isEqualTo(before);
  }

  @Test
  void commandsThatDoNotStopHoldItUpForFiveSecondsAndNotForEver() {
    server.close();
    server = TestServer.start(settings().withPosture(false));
    publish(product("orders"));
    inForce("size(product.outputPorts) == 0", "");

    long before = System.nanoTime();
    try (Assessor held = assessor(Clock.systemUTC(), () -> true)) {
      settled(held);
    }

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isBetween(Duration.ofSeconds(5), SOON);
    assertThat(changes()).hasSize(1);
  }

  private static org.assertj.core.groups.Tuple tuple(Cause cause, long causedBy, RulePosture rule) {
    return org.assertj.core.groups.Tuple.tuple(cause, causedBy, List.of(rule));
  }

  private RulePosture rule(@Nullable Outcome was, @Nullable Outcome now) {
    return new RulePosture(policy + "/holds", was, now);
  }

  /** Until everything that happened was taken into account; positions are behind the decisions. */
  private void settled() {
    settled(server.part(Assessor.class));
  }

  private void settled(Assessor assessor) {
    Ledger ledger = server.part(Ledger.class);
    await()
        .atMost(SOON)
        .until(() -> assessor.position() >= ledger.head().position() && assessor.behind() == 0);
  }

  /** One that works as though it were that time. */
  private Assessor assessor(String time) {
    return assessor(Clock.fixed(Instant.parse(time), ZoneOffset.UTC), () -> false);
  }

  private Assessor assessor(Clock clock, BooleanSupplier commandsUnderWay) {
    return Assessor.start(
        server.part(Ledger.class),
        server.part(CelGate.class),
        server.part(MeshDirectory.class),
        clock,
        commandsUnderWay);
  }

  private List<PostureChanged> changes() {
    return server.part(Ledger.class).entriesOfTypes(CHANGED, 1, 100).stream()
        .map(LedgerEntry::event)
        .map(PostureChanged.class::cast)
        .toList();
  }

  private String product(String name) {
    return Sample.product(domain, name, "1.0.0");
  }

  private long publish(String document) {
    Reply reply = TestServer.call(server, "/api/v1/documents").as(admin()).yaml(document);
    assertThat(reply.status()).describedAs(reply.text()).isEqualTo(200);
    return reply.only().path("positions").path(1).asLong();
  }

  /** A token of somebody else who may approve. */
  private String approver() {
    Reply reply =
        TestServer.call(server, "/api/v1/tokens")
            .as(admin())
            .json("{\"name\":\"bob\",\"kind\":\"person\",\"roles\":[\"approver\"]}");
    assertThat(reply.status()).describedAs(reply.text()).isEqualTo(201);
    return reply.body().path("token").asText();
  }

  private long command(String json) {
    return commandBy(admin(), json);
  }

  private long commandBy(String token, String json) {
    Reply reply = TestServer.call(server, "/api/v1/commands").as(token).json(json);
    assertThat(reply.status()).describedAs(reply.text()).isEqualTo(200);
    return reply.body().path("positions").path(1).asLong();
  }

  private String admin() {
    return TestServer.adminToken(data);
  }

  private void inForceIn(String otherDomain, String name) {
    publish(
        """
        apiVersion: daybook/v1
        kind: Policy
        metadata: { name: %s, version: 1.0.0 }
        spec:
          scope: { domains: [%s] }
          enforcement: warn
          match: { commands: [PublishProduct] }
          validations: [{ name: holds, expression: 'size(product.name) > 0' }]
        """
            .formatted(name, otherDomain));
    long _ =
        command(
            "{\"command\":\"ActivatePolicy\",\"subject\":\"policy/%s\",\"version\":\"1.0.0\",\"reason\":\"x\"}"
                .formatted(name));
  }

  private long inForce(String expression, String more) {
    publish(
        """
        apiVersion: daybook/v1
        kind: Policy
        metadata: { name: %s, version: 1.0.0 }
        spec:
          scope: { domains: [%s] }
          %s
          match: { commands: [PublishProduct] }
          controls: [GDPR-Art-32]
          validations:
            - { name: holds, expression: "%s" }
        """
            .formatted(policy, domain, more.isEmpty() ? "enforcement: warn" : more, expression));
    return command(
        "{\"command\":\"ActivatePolicy\",\"subject\":\"policy/%s\",\"version\":\"1.0.0\",\"reason\":\"x\"}"
            .formatted(policy));
  }
}

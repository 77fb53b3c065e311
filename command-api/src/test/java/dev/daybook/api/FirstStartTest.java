package dev.daybook.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.Actor;
import dev.daybook.decision.SystemActors;
import dev.daybook.edge.AdminToken;
import dev.daybook.edge.Server;
import dev.daybook.edge.ServerSettings;
import dev.daybook.policy.PolicyEvent.PolicyActivated;
import dev.daybook.policy.SecondPerson;
import dev.daybook.rules.CelGate;
import dev.daybook.rules.StarterPack;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a ledger begins with, and that it begins once. */
class FirstStartTest {

  private static final Set<String> POLICY_EVENTS = Set.of("policy.published", "policy.activated");

  @Test
  void aFreshLedgerStartsWithThePackInForceAndARestartRepeatsNothing(@TempDir Path data)
      throws IOException {
    ServerSettings settings = ServerSettings.in(data).withPort(-1);
    long position;
    String token;
    try (Server server = Server.start(settings)) {
      Ledger ledger = server.part(Ledger.class);
      int policies = StarterPack.load().policies().size();
      assertThat(ledger.entriesOfTypes(Set.of("params.published"), 1, 1_000))
          .hasSameSizeAs(StarterPack.load().params());
      List<LedgerEntry> events = ledger.entriesOfTypes(POLICY_EVENTS, 1, 1_000);
      assertThat(events).hasSize(2 * policies);
      assertThat(events)
          .allSatisfy(
              event -> assertThat(event.metadata().actor()).isEqualTo(SystemActors.DAYBOOK.id()));
      assertThat(events)
          .filteredOn(event -> event.event() instanceof PolicyActivated)
          .extracting(event -> ((PolicyActivated) event.event()).secondPerson())
          .containsOnly(SecondPerson.FIRST_START);
      assertThat(server.part(CelGate.class).policies().digest())
          .isEqualTo(StarterPack.load().digest());
      position = ledger.head().position();
      token = Files.readString(AdminToken.file(data));
      assertThat(TestServer.call(server, "/api/v1/tokens").as(token.strip()).get().status())
          .isEqualTo(200);
    }
    try (Server server = Server.start(settings)) {
      assertThat(server.part(Ledger.class).head().position()).isEqualTo(position);
      assertThat(Files.readString(AdminToken.file(data))).isEqualTo(token);
      assertThat(TestServer.call(server, "/api/v1/tokens").as(token.strip()).get().status())
          .isEqualTo(200);
    }
  }

  @Test
  void withoutThePackALedgerStartsWithTheTokenAlone(@TempDir Path data) {
    try (Server server =
        Server.start(ServerSettings.in(data).withPort(-1).withStarterPack(false))) {
      Ledger ledger = server.part(Ledger.class);
      assertThat(ledger.entriesOfTypes(POLICY_EVENTS, 1, 10)).isEmpty();
      assertThat(ledger.head().position()).isEqualTo(2);
      assertThat(server.part(CelGate.class).policies().policies()).isEmpty();
      assertThat(SystemActors.ADMIN.may(Actor.Role.AUDITOR)).isTrue();
    }
  }

  @Test
  void aFirstStartThatWasCutOffIsTakenUpWhereItEnded(@TempDir Path data) throws IOException {
    ServerSettings settings = ServerSettings.in(data).withPort(-1);
    // A token on disk that was never issued: the machine stopped between the two.
    String written = AdminToken.readOrCreate(data).text();
    try (Server server = Server.start(settings)) {
      assertThat(TestServer.call(server, "/api/v1/tokens").as(written).get().status())
          .isEqualTo(200);
    }
  }
}

package dev.daybook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AxonServerSettingsTest {

  private static final Path DATA = Path.of("data");

  private final TestLedger test = TestLedger.fresh(Note.types());

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void eventsLiveInAxonServerWhereThatIsSaid() {
    LedgerSettings settings =
        LedgerSettings.fromEnvironment(
            Map.of(
                "DAYBOOK_EVENT_STORE", "axon-server",
                "AXON_SERVERS", "one.example.com:8125, two.example.com",
                "AXON_CONTEXT", "governance",
                "AXON_TOKEN", "secret"),
            DATA);

    assertThat(settings.axonServer())
        .isEqualTo(
            new AxonServerSettings(
                List.of(
                    new AxonServerSettings.Address("one.example.com", 8125),
                    new AxonServerSettings.Address("two.example.com", 8124)),
                "governance",
                "secret",
                Duration.ofSeconds(5),
                true));
    assertThat(settings.toString()).contains("two.example.com:8124").doesNotContain("secret");
  }

  @Test
  void commandsGoToTheNodeOfTheirSubjectUnlessTheyAreJudgedWhereTheyAreRead() {
    assertThat(routesCommands("")).isTrue();
    assertThat(routesCommands("routed")).isTrue();
    assertThat(routesCommands("here")).isFalse();
    assertThatThrownBy(() -> routesCommands("there"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("DAYBOOK_AXON_COMMANDS is `routed` or `here`; seen `there`");
  }

  private static boolean routesCommands(String said) {
    return AxonServerSettings.fromEnvironment(
            Map.of("AXON_SERVERS", "localhost", "DAYBOOK_AXON_COMMANDS", said))
        .routesCommands();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "postgres"})
  void elseTheyLiveInPostgresql(String store) {
    assertThat(
            LedgerSettings.fromEnvironment(
                    Map.of("DAYBOOK_EVENT_STORE", store, "AXON_SERVERS", "localhost"), DATA)
                .axonServer())
        .isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "mysql, '', DAYBOOK_EVENT_STORE is `postgres` or `axon-server`; seen `mysql`",
    "axon-server, '', AXON_SERVERS is not set",
    "axon-server, 'localhost:grpc,a b,:1,ok:1,big:70000', 'seen `localhost:grpc`, `a b`, `:1`,"
        + " `big:70000`'",
  })
  void whatIsNoneIsToldByItsVariable(String store, String servers, String told) {
    assertThatThrownBy(
            () ->
                LedgerSettings.fromEnvironment(
                    Map.of("DAYBOOK_EVENT_STORE", store, "AXON_SERVERS", servers), DATA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(told);
  }

  @Test
  void aLedgerWithEntriesOfItsOwnIsNotMixed() {
    test.ledger().append(List.of(Note.taken("team/a", 0)), Append.alone());

    assertThatThrownBy(() -> Ledger.open(there("localhost"), Note.types()))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("this ledger's events are in PostgreSQL already")
        .hasMessageContaining("unset DAYBOOK_EVENT_STORE");
  }

  @Test
  void anAxonServerThatDoesNotAnswerIsToldWithItsAddress() {
    assertThatThrownBy(() -> Ledger.open(there("localhost:9"), Note.types()))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("Axon Server at localhost:9, context `default` does not answer")
        .hasMessageContaining("AXON_SERVERS");
  }

  private LedgerSettings there(String servers) {
    return test.settings()
        .withAxonServer(AxonServerSettings.fromEnvironment(Map.of("AXON_SERVERS", servers)));
  }
}

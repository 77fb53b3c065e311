package dev.daybook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerSettingsTest {

  private static final Path DATA = Path.of("data");

  @Test
  void withoutConfigurationItIsOurOwnPostgresqlInTheDataFolder() {
    LedgerSettings settings = LedgerSettings.fromEnvironment(Map.of(), DATA);

    assertThat(settings).isEqualTo(LedgerSettings.embedded(DATA));
    assertThat(settings.database()).isEqualTo(new LedgerSettings.Database.Embedded(DATA, 0));
    assertThat(settings.connections()).isEqualTo(10);
    assertThat(settings.queuedAppends()).isEqualTo(16_384);
    assertThat(settings.entriesPerCommit()).isEqualTo(1_024);
    assertThat(settings.patience()).isEqualTo(Duration.ofSeconds(15));
    assertThat(settings.origin()).isNull();
  }

  @Test
  void withAUrlItIsThatDatabase() {
    LedgerSettings settings =
        LedgerSettings.fromEnvironment(
            Map.of(
                "DAYBOOK_JDBC_URL", "jdbc:postgresql://db/mesh",
                "DAYBOOK_JDBC_USER", "daybook",
                "DAYBOOK_JDBC_PASSWORD", "secret",
                "DAYBOOK_JDBC_CONNECTIONS", "4",
                "DAYBOOK_ORIGIN", "ledger.example.com/mesh"),
            DATA);

    assertThat(settings.database())
        .isEqualTo(
            new LedgerSettings.Database.External("jdbc:postgresql://db/mesh", "daybook", "secret"));
    assertThat(settings.database().toString()).doesNotContain("secret");
    assertThat(settings.connections()).isEqualTo(4);
    assertThat(settings.origin()).isEqualTo("ledger.example.com/mesh");
  }

  @Test
  void ourOwnPostgresqlCanKeepItsPort() {
    assertThat(
            LedgerSettings.fromEnvironment(Map.of("DAYBOOK_POSTGRES_PORT", "5433"), DATA)
                .database())
        .isEqualTo(new LedgerSettings.Database.Embedded(DATA, 5433));
  }

  @ParameterizedTest
  @CsvSource({
    "DAYBOOK_POSTGRES_PORT, x",
    "DAYBOOK_POSTGRES_PORT, 65536",
    "DAYBOOK_JDBC_CONNECTIONS, 2",
    "DAYBOOK_JDBC_CONNECTIONS, many",
    "DAYBOOK_ORIGIN, two words",
    "DAYBOOK_ORIGIN, a+b",
    "DAYBOOK_ORIGIN, a'b",
    "DAYBOOK_JDBC_URL, jdbc:mysql://db/mesh",
    "DAYBOOK_JDBC_USER, daybook",
    "DAYBOOK_JDBC_PASSWORD, secret",
  })
  void aValueThatIsNoneIsToldByItsVariable(String variable, String value) {
    assertThatThrownBy(() -> LedgerSettings.fromEnvironment(Map.of(variable, value), DATA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(variable)
        .hasMessageNotContaining("secret");
  }
}

package dev.daybook.hindsight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.history.HistoryExport;
import dev.daybook.history.HistoryImport;
import dev.daybook.moment.Timeline;
import dev.daybook.path.Slices;
import dev.daybook.rules.CelGate;
import dev.daybook.sealer.Seal;
import dev.daybook.sealer.SealSettings;
import dev.daybook.store.Ledger;
import dev.daybook.store.TestLedger;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Decisions as some Daybook recorded them once, by every kind of rule and outcome: whatever becomes
 * of the code, the JDK, the time zone and the language of the machine, they come out the same.
 *
 * <p>{@code DAYBOOK_GOLDEN=write} and {@link RedecisionTest} write the history where it is missing.
 * It is never written over.
 */
class GoldenDecisionsTest {

  private static final Path FILE = Path.of("src/test/resources/golden-history/decisions.ndjson");

  private static TestLedger moved = TestLedger.empty(Slices.eventTypes());
  private static Locale locale = Locale.getDefault();
  private static TimeZone zone = TimeZone.getDefault();

  /** Keeps a history as the golden one, where somebody asks for it and there is none. */
  static void keep(Ledger ledger) {
    if (!"write".equals(System.getenv("DAYBOOK_GOLDEN")) || Files.exists(FILE)) {
      return;
    }
    try {
      Path keys = Files.createTempDirectory("daybook-golden");
      try (Seal seal = Seal.start(ledger, SealSettings.in(keys), Clock.systemUTC())) {
        assertThat(seal.await(ledger.head().position(), Duration.ofSeconds(20))).isTrue();
        Files.createDirectories(FILE.getParent());
        try (OutputStream out = Files.newOutputStream(FILE)) {
          HistoryExport.write(ledger, out, (_, _) -> {});
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeAll
  static void move() throws IOException {
    try (InputStream in = Files.newInputStream(FILE)) {
      HistoryImport.read(in, moved.settings(), Slices.eventTypes(), (_, _) -> {});
    }
    moved.node();
  }

  @AfterAll
  static void close() {
    moved.close();
  }

  private static Redecided redecided() {
    CelGate gate = CelGate.following(moved.ledger()::content);
    Redecided[] all = {Redecided.NONE};
    new PastDecisions(moved.ledger(), gate)
        .through(
            Stretch.of(new Timeline(moved.ledger()), null, null),
            Concerning.ALL,
            Duration.ofMinutes(1),
            new Redecision(gate.engine()),
            (some, _) -> all[0] = all[0].and(some));
    return all[0];
  }

  @ParameterizedTest
  @CsvSource({"en-US, UTC", "tr-TR, Pacific/Kiritimati", "ar-EG, America/St_Johns"})
  void everyDecisionComesOutAsItWasRecorded(Locale here, TimeZone now) {
    Locale.setDefault(here);
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT); // as the daybook command does
    TimeZone.setDefault(now);
    try {
      Redecided redecided = redecided();
      assertThat(redecided.first()).isNull();
      assertThat(redecided.decisions()).isEqualTo(18);
      assertThat(redecided.notRecomputable()).as("whose facts name somebody erased").isEqualTo(1);
      assertThat(redecided.same()).isEqualTo(17);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }
}

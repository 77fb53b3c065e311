package dev.daybook.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.Effect;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnforcementTest {

  private static final LocalDate MAY = LocalDate.parse("2026-05-01");
  private static final LocalDate JUNE = LocalDate.parse("2026-06-01");

  private final Enforcement staged =
      new Enforcement(
          List.of(
              new Stage(Effect.AUDIT, MAY),
              new Stage(Effect.DENY, JUNE),
              new Stage(Effect.WARN, LocalDate.parse("2026-07-01"))));

  @Test
  void aStageBeginsAtMidnightUtcAndEndsWhereTheNextBegins() {
    assertThat(staged.at(Instant.parse("2026-05-01T00:00:00Z"))).contains(Effect.AUDIT);
    assertThat(staged.at(Instant.parse("2026-05-31T23:59:59.999999Z"))).contains(Effect.AUDIT);
    assertThat(staged.at(Instant.parse("2026-06-01T00:00:00Z"))).contains(Effect.DENY);
    assertThat(staged.at(Instant.parse("2030-01-01T00:00:00Z"))).contains(Effect.WARN);
  }

  @Test
  void nothingIsAskedBeforeTheFirstStage() {
    assertThat(staged.at(Instant.parse("2026-04-30T23:59:59Z"))).isEmpty();
    assertThat(staged.begin()).contains(Instant.parse("2026-05-01T00:00:00Z"));
  }

  @Test
  void aFirstStageWithoutADayHasAlwaysBegun() {
    Enforcement always =
        new Enforcement(List.of(new Stage(Effect.AUDIT, null), new Stage(Effect.DENY, JUNE)));

    assertThat(always.at(Instant.EPOCH)).contains(Effect.AUDIT);
    assertThat(always.begin()).isEmpty();
    assertThat(always.dated()).hasSize(2);
  }

  @Test
  void whatItComesToIsTheLastStageAndNotTheHardest() {
    assertThat(staged.last()).isEqualTo(Effect.WARN);
    assertThat(staged.hardest()).isEqualTo(Effect.DENY);
    assertThat(Enforcement.always(Effect.DENY).dated()).isEmpty();
  }
}

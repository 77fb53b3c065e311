package dev.daybook.policy;

import dev.daybook.decision.Effect;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * What a failing rule of a policy does from a day on.
 *
 * @param from the first day, which begins at midnight UTC; absent for as long as the policy is
 *     known
 */
public record Stage(Effect enforcement, @Nullable LocalDate from) {

  /** Whether it has begun. */
  boolean isBegun(Instant clock) {
    return from == null || !clock.isBefore(from.atStartOfDay(ZoneOffset.UTC).toInstant());
  }
}

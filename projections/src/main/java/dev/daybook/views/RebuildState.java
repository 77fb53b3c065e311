package dev.daybook.views;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far a rebuild is.
 *
 * @param position up to which the second set of tables is derived
 * @param of the ledger's last position
 * @param perSecond positions a second so far; absent before there is a rate
 * @param secondsLeft at that rate; absent where there is none
 * @param why it failed, or what is different; absent where nothing is
 * @param tables what the comparison came to; absent before it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RebuildState(
    Phase phase,
    long position,
    long of,
    @Nullable Long perSecond,
    @Nullable Long secondsLeft,
    @Nullable String why,
    @Nullable List<ComparedTable> tables) {

  /** What it is doing, or what came of it. */
  public enum Phase {
    WAITING,
    DERIVING,
    PAUSED,
    SWITCHING,
    /** The new tables are in place. */
    DONE,
    /** They are not the same as those in place, which stay. */
    DIFFERENT,
    /** It goes on where it ended when it is asked for again. */
    FAILED;

    /** The lower-case word used in JSON. */
    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is over. */
    public boolean isOver() {
      return this == DONE || this == DIFFERENT || this == FAILED;
    }
  }
}

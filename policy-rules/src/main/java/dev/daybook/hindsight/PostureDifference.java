package dev.daybook.hindsight;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.daybook.decision.Effect;
import dev.daybook.decision.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A rule that says something else of a product or contract at one moment than at another.
 *
 * @param subject {@code product/sales.customer-360}
 * @param rule the rule's full name, {@code policy/rule}
 * @param was what it said at the first moment; absent where it was not asked
 * @param now what it says at the second; absent where it is asked no longer
 * @param effectWas what it would have done to a command that broke it; absent where that is not
 *     known or the same
 * @param effectNow what it would do; absent where that is not known or the same
 * @param reasons what has to be as it was for the rule to say what it said: each by itself, unless
 *     {@code together}
 * @param together true where only all of the reasons together have to be as they were
 * @param proved whether judging again gave both answers, and so the reasons; else there is what was
 *     recorded when it was noticed
 * @param recorded what was recorded when it was noticed last between the moments; absent where
 *     nothing was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PostureDifference(
    String subject,
    String policy,
    String rule,
    Kind kind,
    @Nullable Outcome was,
    @Nullable Outcome now,
    @Nullable Effect effectWas,
    @Nullable Effect effectNow,
    List<Why> reasons,
    boolean together,
    boolean proved,
    @Nullable Noticed recorded) {

  public PostureDifference {
    reasons = List.copyOf(reasons);
  }

  /** How it differs. */
  public enum Kind {
    /** It failed or could not be judged, and did not before. */
    NEWLY_VIOLATED,
    /** It passes or is waived, and failed or could not be judged before. */
    NEWLY_SATISFIED,
    /** It fails as it did, and would do something else to a command. */
    CHANGED_EFFECT,
    /** It says something else, and is kept or broken as before. */
    CHANGED,
    /** It is asked, and was not before. */
    APPEARED,
    /** It is asked no longer. */
    WENT;

    /** The word in JSON: {@code newly_violated}. */
    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(@Nullable Outcome was, @Nullable Outcome now) {
      if (was == null) {
        return APPEARED;
      }
      if (now == null) {
        return WENT;
      }
      if (was == now) {
        return CHANGED_EFFECT;
      }
      return isBroken(was) == isBroken(now)
          ? CHANGED
          : isBroken(now) ? NEWLY_VIOLATED : NEWLY_SATISFIED;
    }
  }

  /** Whether a rule that says this is broken. */
  static boolean isBroken(@Nullable Outcome outcome) {
    return outcome == Outcome.FAIL || outcome == Outcome.UNJUDGED;
  }

  /**
   * One reason, and the entries that are it.
   *
   * @param entries the one that made the difference, where that could be tried out; else those of
   *     this kind between the moments, the last ten of them. Of time, what granted the waiver that
   *     ran out or put the policy in force whose stage began; none where another date passed
   * @param at of time, when it was: to the microsecond of a waiver or a stage, else to the second;
   *     absent where that is not known
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Why(Reason reason, List<Told> entries, @Nullable Instant at) {

    public Why {
      entries = List.copyOf(entries);
    }
  }

  /** An entry of the ledger. */
  public record Told(long position, Instant recordedAt, String type, String stream, String actor) {}

  /**
   * What was recorded when it was noticed.
   *
   * @param position the entry that says so
   * @param cause the word of it: {@code policy-changed}
   * @param causedBy position of what was taken for the cause; absent where time was
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Noticed(long position, Instant clock, String cause, @Nullable Long causedBy) {}
}

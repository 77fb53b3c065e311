package dev.daybook.posture;

import dev.daybook.decision.Judgement.ParamsUsed;
import dev.daybook.decision.Outcome;
import dev.daybook.decision.Recorded;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.mesh.SubjectName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Daybook finds when it asks the policies in force of what stands. */
public sealed interface PostureEvent extends SubjectEvent {

  /**
   * Some rules answer otherwise of a subject than they did.
   *
   * @param subject {@code posture/} and the subject's name
   * @param about the product or contract
   * @param sequence its last sequence when it was judged
   * @param policyPosition the ledger position as of which the policy set was read
   * @param clock the time policies saw
   * @param policies those with a rule that answers otherwise, by name
   */
  @Recorded("posture.changed")
  record PostureChanged(
      SubjectName subject,
      SubjectName about,
      long sequence,
      long policyPosition,
      Instant clock,
      List<PolicyPosture> policies)
      implements PostureEvent {

    public PostureChanged {
      policies = List.copyOf(policies);
    }
  }

  /**
   * Every subject of a stretch was asked, whether anything changed or not. A start goes on behind
   * it.
   *
   * @param subject {@code posture/all}
   * @param asOf everything up to this ledger position was taken into account
   * @param policyPosition the ledger position as of which the policy set was read
   * @param after the stretch begins behind this stream in the order of their names; absent for the
   *     first
   * @param through the stretch ends with this stream; absent for the last
   * @param subjects how many it has
   * @param changed how many of them had a rule that answered otherwise
   * @param clock the time policies saw
   */
  @Recorded("posture.assessed")
  record PostureAssessed(
      SubjectName subject,
      long asOf,
      long policyPosition,
      @Nullable String after,
      @Nullable String through,
      int subjects,
      int changed,
      Instant clock)
      implements PostureEvent {}

  /**
   * One policy's rules that answer otherwise.
   *
   * @param policy its name
   * @param version the version that judged; of one out of force, the last that did
   * @param sha256 digest of its document's bytes, lower-case hex
   * @param params the params document it was judged with; absent where it has its own
   * @param floor the params document for all domains that it was judged with as well, as a floor
   *     for that one; absent where nothing is
   * @param controls ids of the regulations' controls it serves
   * @param cause why, as far as that can be told: of several causes, what happened last
   * @param causedBy ledger position of what caused it; absent where no entry did
   * @param rules by name, at least one
   */
  record PolicyPosture(
      String policy,
      String version,
      String sha256,
      @Nullable ParamsUsed params,
      @Nullable ParamsUsed floor,
      List<String> controls,
      Cause cause,
      @Nullable Long causedBy,
      List<RulePosture> rules) {

    public PolicyPosture {
      controls = List.copyOf(controls);
      rules = List.copyOf(rules);
    }
  }

  /**
   * @param rule the rule's full name, {@code policy/rule}
   * @param was what it answered before; absent where it was not asked
   * @param now what it answers; absent where it is asked no longer
   * @param byFloor true where the domain's own params keep it and only the floor does not; else
   *     absent
   */
  record RulePosture(
      String rule, @Nullable Outcome was, @Nullable Outcome now, @Nullable Boolean byFloor) {

    public RulePosture(String rule, @Nullable Outcome was, @Nullable Outcome now) {
      this(rule, was, now, null);
    }

    /** Whether only the floor breaks it. */
    boolean isByFloor() {
      return Boolean.TRUE.equals(byFloor);
    }
  }
}

package dev.daybook.hindsight;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.daybook.decision.Finding;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A command that comes out otherwise under a draft, and why.
 *
 * @param findings what rules say of it now and did not then; of what they no longer say nothing
 * @param gone the rules that said something then and nothing now
 * @param more how many findings there are beyond those
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Sample(
    Change change,
    long position,
    UUID decision,
    String subject,
    String command,
    Instant clock,
    boolean accepted,
    boolean acceptedThen,
    List<Why> findings,
    List<String> gone,
    int more) {

  public Sample {
    findings = List.copyOf(findings);
    gone = List.copyOf(gone);
  }

  /**
   * What a rule says.
   *
   * @param outcome {@code fail}, {@code unjudged}, {@code waived}
   * @param expression the rule's, where a part of it failed
   * @param begin the UTF-16 unit of it that the smallest failing part begins with
   * @param end the one behind its last
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Why(
      String rule,
      String outcome,
      String effect,
      String severity,
      String message,
      @Nullable String seen,
      @Nullable String fix,
      @Nullable String expression,
      int begin,
      int end) {

    static Why of(Finding finding) {
      Finding.Failing failing = finding.failing();
      return new Why(
          finding.rule(),
          finding.outcome().word(),
          finding.effect().word(),
          finding.severity().word(),
          finding.message(),
          finding.seen(),
          finding.fix(),
          failing == null ? null : failing.expression(),
          failing == null ? 0 : failing.begin(),
          failing == null ? 0 : failing.end());
    }
  }
}

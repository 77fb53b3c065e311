package dev.daybook.hindsight;

import dev.daybook.decision.DecisionRecorded;
import dev.daybook.mesh.Folded;
import dev.daybook.mesh.SubjectName;
import org.jspecify.annotations.Nullable;

/**
 * Which decisions are meant; whoever asks for nothing means all.
 *
 * @param policy only those this policy was asked in, whatever it answered
 * @param subject only those about this subject
 * @param domain only those about what lies in this domain
 */
public record Concerning(
    @Nullable String policy, @Nullable SubjectName subject, @Nullable String domain) {

  /** All there are. */
  public static final Concerning ALL = new Concerning(null, null, null);

  boolean means(DecisionRecorded decision) {
    return (subject == null || subject.stream().equals(decision.subject().stream()))
        && (domain == null
            || decision
                .subject()
                .domainName()
                .filter(name -> Folded.same(name, domain))
                .isPresent())
        && (policy == null
            || decision.policies().stream().anyMatch(used -> Folded.same(used.name(), policy)));
  }
}

package dev.daybook.replay.evidence;

import dev.daybook.replay.verify.Fault;
import dev.daybook.replay.verify.Trust;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What verifying a bundle came to.
 *
 * @param question what the bundle answers; null where that cannot be read
 * @param signed its checkpoint; null where there is none that can be read
 * @param entries how many it carries
 * @param faults everything that does not hold
 * @param more faults beside those that are told
 * @param remarks what else there is to know
 */
public record EvidenceOutcome(
    @Nullable Question question,
    Trust.@Nullable Signed signed,
    long entries,
    List<Fault> faults,
    long more,
    List<String> remarks) {

  public EvidenceOutcome {
    faults = List.copyOf(faults);
    remarks = List.copyOf(remarks);
  }

  /** Whether everything holds, whoever signed it. */
  public boolean isConsistent() {
    return faults.isEmpty() && signed != null;
  }

  /** Whether everything holds, and somebody who is trusted signed it. */
  public boolean isProven() {
    return isConsistent() && signed != null && signed.unknown() == null;
  }

  /** One word or three on it. */
  public String verdict() {
    return isProven() ? "proven" : isConsistent() ? "consistent, signer unknown" : "wrong";
  }

  /** It as names and values, to be told in whatever form. */
  public Map<String, Object> told() {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("verdict", verdict());
    if (signed != null) {
      if (signed.unknown() != null) {
        told.put("unknown", signed.unknown());
      }
      told.put("origin", signed.checkpoint().origin());
      told.put("size", signed.checkpoint().size());
      told.put("root", signed.checkpoint().root().base64());
      told.put("signers", signed.told());
    }
    if (question != null) {
      told.put("streams", question.streams());
      if (question.from() != null) {
        told.put("recordedFrom", question.from().toString());
      }
      if (question.to() != null) {
        told.put("recordedTo", question.to().toString());
      }
      told.put("asOf", question.asOf());
      told.put("complete", question.isComplete());
      told.put("entries", entries);
    }
    told.put("faults", faults.stream().map(Fault::told).toList());
    if (more > 0) {
      told.put("moreFaults", more);
    }
    told.put("remarks", remarks);
    return told;
  }
}

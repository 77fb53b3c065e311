package dev.daybook.views.posture;

import dev.daybook.mesh.Folded;
import dev.daybook.posture.PostureEvent.PolicyPosture;
import dev.daybook.posture.PostureEvent.PostureChanged;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one rule says of one product or contract.
 *
 * @param subject the product or contract
 * @param domain folded; empty for a contract without one
 * @param policy the policy's name; {@code rule} is the rule's full name, which begins with it
 * @param status pass, fail, waived or unjudged
 * @param was what it was before; absent where it had not been asked
 * @param version the policy's version that first said so
 * @param cause why it says so, as an event tells it
 * @param causedBy ledger position of what caused it
 * @param since the time policies saw
 */
record PostureRow(
    String subject,
    String domain,
    String policy,
    String rule,
    String status,
    @Nullable String was,
    String version,
    List<String> controls,
    String cause,
    @Nullable Long causedBy,
    Instant since) {

  static PostureRow of(
      PostureChanged event,
      PolicyPosture policy,
      String rule,
      String status,
      @Nullable String was) {
    return new PostureRow(
        event.about().toString(),
        Folded.name(event.about().domainName().orElse("")),
        policy.policy(),
        rule,
        status,
        was,
        policy.version(),
        policy.controls(),
        policy.cause().word(),
        policy.causedBy(),
        event.clock());
  }
}

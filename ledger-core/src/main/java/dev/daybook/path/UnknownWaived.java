package dev.daybook.path;

import dev.daybook.decision.BuiltInRule;
import dev.daybook.decision.Finding;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.store.Ledger;
import dev.daybook.waiver.Waived;
import dev.daybook.waiver.WaiverCommand.GrantEmergencyWaiver;
import dev.daybook.waiver.WaiverCommand.RequestWaiver;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells the caller that a waiver is for a subject, or of a policy, that the ledger does not know.
 * The command stands: either may come later.
 */
final class UnknownWaived {

  private UnknownWaived() {}

  static List<Finding> findings(SubjectCommand command, Ledger ledger, MeshDirectory directory) {
    return switch (command) {
      case RequestWaiver c -> findings(c.covers(), c.waives(), ledger, directory);
      case GrantEmergencyWaiver c -> findings(c.covers(), c.waives(), ledger, directory);
      default -> List.of();
    };
  }

  private static List<Finding> findings(
      SubjectName covers, Waived waives, Ledger ledger, MeshDirectory directory) {
    List<Finding> findings = new ArrayList<>();
    if (isUnknown(covers, ledger)) {
      findings.add(
          BuiltInRule.WAIVER_UNKNOWN.finding(
              "nothing is called `%s` yet".formatted(covers),
              covers.toString(),
              "a subject of this ledger",
              "check the name; the waiver holds once something is called so"));
    }
    if (isUnknown(new SubjectName(SubjectKind.POLICY, waives.policy()), ledger)) {
      findings.add(
          BuiltInRule.WAIVER_UNKNOWN.finding(
              "no policy is called `%s`".formatted(waives.policy()),
              waives.policy(),
              "a published policy",
              directory
                  .nearestPolicy(waives.policy())
                  .orElse("check the name; `daybook get policies` lists them")));
    }
    return findings;
  }

  private static boolean isUnknown(SubjectName name, Ledger ledger) {
    return ledger.standing(name.stream()).lastSequence() < 0;
  }
}

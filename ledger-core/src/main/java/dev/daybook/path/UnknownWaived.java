package dev.daybook.path;

import dev.daybook.decision.BuiltInRule;
import dev.daybook.decision.Finding;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.document.RuleNames;
import dev.daybook.mesh.Folded;
import dev.daybook.mesh.Nearest;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.policy.PolicyEvent.PolicyActivated;
import dev.daybook.policy.PolicyEvent.PolicyPublished;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import dev.daybook.waiver.Waived;
import dev.daybook.waiver.WaiverCommand.GrantEmergencyWaiver;
import dev.daybook.waiver.WaiverCommand.RequestWaiver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tells the caller that a waiver is for a subject, or of a policy or rule, that the ledger does not
 * know, and what is called nearly so. The command stands: any of them may come later.
 */
final class UnknownWaived {

  /** Most names that are looked at to find the nearest. */
  private static final int MOST = 5_000;

  /** Entries of a policy read in one go. */
  private static final int PAGE = 1_000;

  private UnknownWaived() {}

  static List<Finding> findings(SubjectCommand command, Ledger ledger) {
    return switch (command) {
      case RequestWaiver c -> findings(c.covers(), c.waives(), ledger);
      case GrantEmergencyWaiver c -> findings(c.covers(), c.waives(), ledger);
      default -> List.of();
    };
  }

  private static List<Finding> findings(SubjectName covers, Waived waives, Ledger ledger) {
    List<Finding> findings = new ArrayList<>();
    if (isUnknown(covers, ledger)) {
      findings.add(
          BuiltInRule.WAIVER_UNKNOWN.finding(
              "nothing is called `%s` yet".formatted(covers),
              covers.toString(),
              "a subject of this ledger",
              nearest(covers, ledger)
                  .orElse("check the name; the waiver holds once something is called so")));
    }
    SubjectName policy = new SubjectName(SubjectKind.POLICY, waives.policy());
    String rule = waives.rule();
    if (isUnknown(policy, ledger)) {
      findings.add(
          BuiltInRule.WAIVER_UNKNOWN.finding(
              "no policy is called `%s`".formatted(waives.policy()),
              waives.policy(),
              "a published policy",
              nearest(policy, ledger).orElse("check the name; `daybook get policies` lists them")));
    } else if (rule != null) {
      Set<String> rules = rules(policy, ledger);
      if (!rules.isEmpty() && !rules.contains(rule)) {
        findings.add(
            BuiltInRule.WAIVER_UNKNOWN.finding(
                "the policy `%s` has no rule `%s`".formatted(waives.policy(), rule),
                waives.toString(),
                "one of its rules: " + String.join(", ", rules),
                Nearest.hint(rule, rules)));
      }
    }
    return findings;
  }

  private static boolean isUnknown(SubjectName name, Ledger ledger) {
    return ledger.standing(name.stream()).lastSequence() < 0;
  }

  /** What of the same kind, and of the same domain first, is called nearly so, as a question. */
  private static Optional<String> nearest(SubjectName unknown, Ledger ledger) {
    String kind = unknown.kind().word() + "/";
    return unknown
        .domainName()
        .flatMap(domain -> Nearest.to(unknown.stream(), ledger.streams(inside(kind, domain), MOST)))
        .or(() -> Nearest.to(unknown.stream(), ledger.streams(kind, MOST)))
        .map(stream -> unknown.kind() == SubjectKind.POLICY ? bare(stream) : stream)
        .map("did you mean `%s`?"::formatted);
  }

  private static String inside(String kind, String domain) {
    return kind + Folded.name(domain) + ".";
  }

  private static String bare(String stream) {
    return stream.substring(stream.indexOf('/') + 1);
  }

  /**
   * The names of the rules of a policy, of its versions published last and put in force last; empty
   * where their documents are not there.
   */
  private static Set<String> rules(SubjectName policy, Ledger ledger) {
    @Nullable String published = null;
    @Nullable String activated = null;
    long from = 0;
    for (List<LedgerEntry> page = ledger.stream(policy.stream(), from, PAGE);
        !page.isEmpty();
        page = ledger.stream(policy.stream(), from, PAGE)) {
      for (LedgerEntry entry : page) {
        switch (entry.event()) {
          case PolicyPublished e -> published = e.sha256();
          case PolicyActivated e -> activated = e.sha256();
          default -> {}
        }
        from = entry.sequence() + 1;
      }
    }
    Set<String> rules = new TreeSet<>();
    for (String sha256 : new @Nullable String[] {published, activated}) {
      if (sha256 != null) {
        ledger
            .content(sha256)
            .ifPresent(bytes -> rules.addAll(RuleNames.of(bytes, policy.toString())));
      }
    }
    return rules;
  }
}

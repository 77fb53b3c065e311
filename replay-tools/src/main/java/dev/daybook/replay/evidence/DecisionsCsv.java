package dev.daybook.replay.evidence;

import dev.daybook.replay.evidence.CarriedEntry.Said;
import dev.daybook.seal.LeafEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Every decision, a row for each of its findings, one where it has none. */
final class DecisionsCsv implements Report {

  private static final List<Said> NONE = List.of(new Said(null));

  @Override
  public String name() {
    return "decisions.csv";
  }

  @Override
  public void write(OutputStream out, Evidence evidence) throws IOException {
    Csv csv = new Csv(out);
    csv.row(
        "position",
        "recorded_at",
        "decision",
        "subject",
        "command",
        "outcome",
        "actor",
        "policies",
        "facts_sha256",
        "rule",
        "rule_outcome",
        "effect",
        "severity",
        "pointer",
        "message");
    evidence.each(
        entry -> {
          if (entry.isDecision()) {
            write(csv, entry, entry.told());
          }
        });
    csv.flush();
  }

  private static void write(Csv csv, CarriedEntry entry, Said decision) throws IOException {
    List<Said> findings = decision.items("findings");
    for (Said finding : findings.isEmpty() ? NONE : findings) {
      csv.row(
          entry.position(),
          LeafEntry.time(entry.says().recordedAt()),
          decision.text("id"),
          decision.text("subject"),
          decision.text("command"),
          Sentence.outcome(decision),
          entry.says().actor(),
          decision.items("policies").size(),
          decision.text("factsSha256"),
          finding.text("rule"),
          finding.text("outcome"),
          finding.text("effect"),
          finding.text("severity"),
          finding.text("pointer"),
          finding.text("message"));
    }
  }
}

package dev.daybook.replay.evidence;

import dev.daybook.replay.evidence.CarriedEntry.Said;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** An entry in a few words. */
final class Sentence {

  /** Values that say most of an entry, where it has them. */
  private static final List<String> TELLING =
      List.of("version", "status", "value", "target", "unit", "since", "until", "sunset", "reason");

  private Sentence() {}

  static String of(CarriedEntry entry) throws IOException {
    Said said = entry.told();
    if (entry.isDecision()) {
      List<Said> findings = said.items("findings");
      return "%s %s of %s%s"
          .formatted(
              outcome(said),
              said.text("command"),
              said.text("subject"),
              findings.isEmpty() ? "" : ", %d findings".formatted(findings.size()));
    }
    List<String> parts = new ArrayList<>();
    for (String key : TELLING) {
      String value = said.text(key);
      if (!value.isEmpty()) {
        parts.add("%s %s".formatted(key, value));
      }
    }
    for (Said policy : said.items("policies")) {
      for (Said rule : policy.items("rules")) {
        String now = rule.text("now");
        parts.add("%s %s".formatted(rule.text("rule"), now.isEmpty() ? "no longer asked" : now));
      }
    }
    String words = entry.says().type().replace('.', ' ').replace('-', ' ');
    return parts.isEmpty() ? words : words + ": " + String.join(", ", parts);
  }

  /** Whom one can read of in a bundle. */
  static String persons(Manifest manifest) {
    int disclosed = manifest.persons().disclosed().size();
    return (disclosed == 0
            ? "what names persons is not disclosed, and shows as " + Reading.PERSONAL
            : "%d are disclosed".formatted(disclosed))
        + (manifest.persons().erased().isEmpty()
            ? ""
            : "; %d were erased, and show as %s"
                .formatted(manifest.persons().erased().size(), Reading.ERASED));
  }

  /** What came of a decision. */
  static String outcome(Said decision) {
    return decision.at("accepted").isTrue() ? "accepted" : "denied";
  }
}

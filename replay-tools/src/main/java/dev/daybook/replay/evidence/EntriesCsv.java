package dev.daybook.replay.evidence;

import dev.daybook.seal.LeafEntry;
import java.io.IOException;
import java.io.OutputStream;

/** Every entry, a row each. */
final class EntriesCsv implements Report {

  @Override
  public String name() {
    return "entries.csv";
  }

  @Override
  public void write(OutputStream out, Evidence evidence) throws IOException {
    Csv csv = new Csv(out);
    csv.row(
        "position",
        "recorded_at",
        "stream",
        "sequence",
        "type",
        "revision",
        "actor",
        "event",
        "decision",
        "payload_sha256",
        "metadata_sha256",
        "what");
    evidence.each(
        entry -> {
          LeafEntry says = entry.says();
          csv.row(
              entry.position(),
              LeafEntry.time(says.recordedAt()),
              says.stream(),
              says.sequence(),
              says.type(),
              says.revision(),
              says.actor(),
              says.event(),
              entry.decision(),
              says.payload().sha256(),
              says.metadata().sha256(),
              Sentence.of(entry));
        });
    csv.flush();
  }
}

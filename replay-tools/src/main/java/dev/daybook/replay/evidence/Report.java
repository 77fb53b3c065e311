package dev.daybook.replay.evidence;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * A file that tells people or other tools what a bundle's entries say. It follows from them alone,
 * to the byte, so a verifier makes it again and compares it.
 */
interface Report {

  /** Counts up whenever the same evidence makes other reports. */
  int VERSION = 2;

  /** All there are, that which takes longest first. */
  List<Report> ALL =
      List.of(new HtmlReport(), new OscalReport(), new EntriesCsv(), new DecisionsCsv());

  /** Its file's name. */
  String name();

  void write(OutputStream out, Evidence evidence) throws IOException;
}

package dev.daybook.path;

import dev.daybook.decision.Finding;
import dev.daybook.document.Node;
import dev.daybook.document.Place;
import dev.daybook.document.ReadDocument;
import dev.daybook.document.SourceBytes;

/** The document a command was read from: its bytes are kept, its places told in findings. */
public record Original(SourceBytes source, Node root) {

  public static Original of(ReadDocument.Readable document) {
    return new Original(document.source(), document.root());
  }

  /** The finding with the line and column its pointer stands at in the source. */
  Finding located(Finding finding) {
    Place place = root.nearest(finding.pointer());
    return finding.at(finding.pointer(), place.line(), place.column());
  }
}

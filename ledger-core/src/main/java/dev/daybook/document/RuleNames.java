package dev.daybook.document;

import dev.daybook.document.ReadDocument.Readable;
import java.util.ArrayList;
import java.util.List;

/** The names of a policy's rules, read off its document without compiling it. */
public final class RuleNames {

  private RuleNames() {}

  /**
   * In the order they are written; nothing of a document that is none any more.
   *
   * @param document a policy's own bytes
   * @param name what the document is called in messages
   */
  public static List<String> of(byte[] document, String name) {
    List<String> rules = new ArrayList<>();
    for (ReadDocument read : Documents.read(document, Format.UNSAID, name)) {
      if (read instanceof Readable readable
          && readable.root().at("/spec/validations").orElse(null) instanceof Node.Sequence all) {
        for (Node validation : all.items()) {
          if (validation.at("/name").orElse(null) instanceof Node.Scalar rule) {
            rules.add(rule.text());
          }
        }
      }
    }
    return rules;
  }
}

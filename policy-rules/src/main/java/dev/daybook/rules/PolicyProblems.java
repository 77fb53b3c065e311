package dev.daybook.rules;

import dev.daybook.document.Documents;
import dev.daybook.document.Node;
import dev.daybook.document.ParsedDocument;
import dev.daybook.document.Problem;
import dev.daybook.document.Problems;
import dev.daybook.document.ReadDocument.Unreadable;
import dev.daybook.rules.PolicyCompiler.Compilation;
import java.util.List;

/**
 * Everything that is wrong with a document that could not be read: for a policy, what its compiler
 * finds too, so that nothing stays hidden behind a misspelt word at its beginning.
 */
public final class PolicyProblems {

  private PolicyProblems() {}

  /** In the order of their places; for what is no policy, the document's own problems. */
  public static List<Problem> of(Unreadable document) {
    ParsedDocument parsed = Documents.parse(document.source());
    if (!parsed.complete()
        || !(parsed.root().orElse(null) instanceof Node.Mapping root)
        || !isPolicy(root)
        || !(PolicyCompiler.compile(root, document.source().bytes(), true, parsed.problems())
            instanceof Compilation.Rejected(var found))) {
      return document.problems();
    }
    Problems all = new Problems();
    found.forEach(all::add);
    for (Problem problem : document.problems()) {
      // Both read the beginning; the compiler knows better what can stand there.
      if (found.stream().noneMatch(told -> told.pointer().equals(problem.pointer()))) {
        all.add(problem);
      }
    }
    return all.list();
  }

  private static boolean isPolicy(Node.Mapping root) {
    return says(root, "apiVersion", "daybook/v1") && says(root, "kind", "Policy");
  }

  private static boolean says(Node.Mapping root, String field, String wanted) {
    return root.get(field).orElse(null) instanceof Node.Scalar scalar
        && scalar.text().equals(wanted);
  }
}

package dev.daybook.rules;

import dev.daybook.decision.Slice;
import dev.daybook.document.Node;
import dev.daybook.document.Problem;
import dev.daybook.document.Problems;
import dev.daybook.mesh.Folded;
import dev.daybook.mesh.Nearest;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.path.CommandKind;
import dev.daybook.path.Slices;
import dev.daybook.rules.PolicyDocument.Match;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads which commands a policy judges. */
final class MatchReader {

  private static final List<String> SUBJECT_KINDS =
      Slices.all().stream().map(Slice::kind).sorted().map(SubjectKind::word).toList();

  private final Problems problems;

  MatchReader(Problems problems) {
    this.problems = problems;
  }

  Match read(DocumentReader match) {
    Match read = new Match(commands(match), subjects(match), labels(match));
    match.end();
    return read;
  }

  private List<String> commands(DocumentReader match) {
    List<Node.Scalar> commands = match.scalars("commands");
    if (commands.isEmpty()) {
      match.problem(
          match.mapping(),
          "`match` names no command",
          null,
          "at least one command kind, or `*` for all",
          "write `commands: [PublishProduct]`");
    }
    for (Node.Scalar command : commands) {
      if (!command.text().equals("*") && !CommandKind.all().containsKey(command.text())) {
        problem(
            command,
            "there is no command `%s`".formatted(command.text()),
            "a kind of command such as PublishProduct, or `*` for all",
            Nearest.hint(command.text(), CommandKind.all().keySet()));
      }
    }
    return commands.stream().map(Node.Scalar::text).toList();
  }

  /** A pattern that no subject's name can match is told: its rules would never be asked. */
  private List<String> subjects(DocumentReader match) {
    List<Node.Scalar> subjects = match.scalars("subjects");
    for (Node.Scalar subject : subjects) {
      String text = subject.text();
      int star = text.indexOf('*');
      String begin = Folded.name(star < 0 ? text : text.substring(0, star));
      if (SUBJECT_KINDS.stream().map(kind -> kind + "/").anyMatch(kind -> meets(kind, begin))) {
        continue;
      }
      int slash = begin.indexOf('/');
      if (slash < 0) {
        problem(
            subject,
            "`%s` matches no subject: their names begin with their kind".formatted(text),
            "a pattern such as product/sales.*",
            "write `product/%s`, or `*%s`".formatted(text, text));
      } else {
        String kind = begin.substring(0, slash);
        problem(
            subject,
            "`%s` is no kind of subject".formatted(kind),
            "one of " + String.join(", ", SUBJECT_KINDS),
            Nearest.hint(kind, SUBJECT_KINDS));
      }
    }
    return subjects.stream().map(Node.Scalar::text).toList();
  }

  private static boolean meets(String kind, String begin) {
    return kind.startsWith(begin) || begin.startsWith(kind);
  }

  private SortedMap<String, List<String>> labels(DocumentReader match) {
    SortedMap<String, List<String>> labels = new TreeMap<>();
    match
        .inner("labels")
        .ifPresent(
            inner ->
                inner
                    .mapping()
                    .entries()
                    .forEach((label, entry) -> labels.put(label, patterns(inner, label, entry))));
    return labels;
  }

  private List<String> patterns(DocumentReader labels, String label, Node.Entry entry) {
    return switch (entry.value()) {
      case Node.Scalar scalar when !scalar.isNull() -> List.of(scalar.text());
      case Node.Sequence sequence when !sequence.items().isEmpty() -> labels.texts(label);
      case Node other -> {
        problems.add(
            entry.keyPlace(),
            other.pointer(),
            "the label `%s` has no pattern to match".formatted(label),
            null,
            "a text, or a list of texts",
            "write `%s: \"*\"` for any text".formatted(label));
        yield List.of();
      }
    };
  }

  private void problem(Node.Scalar at, String message, String wanted, String fix) {
    problems.add(Problem.at(at.place(), at.pointer(), message, at.text(), wanted, fix));
  }
}

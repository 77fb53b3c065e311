package dev.daybook.rules;

import dev.daybook.document.Days;
import dev.daybook.document.Node;
import dev.daybook.document.Problems;
import dev.daybook.rules.PolicyDocument.Grandfather;
import java.time.LocalDate;
import java.util.Optional;

/** Reads what a policy leaves alone: {@code new}, {@code changed}, or everything until a day. */
final class GrandfatherReader {

  private final Problems problems;

  GrandfatherReader(Problems problems) {
    this.problems = problems;
  }

  Grandfather read(DocumentReader spec) {
    Optional<DocumentReader> read = spec.inner("grandfather");
    if (read.isEmpty()) {
      return new Grandfather.Nobody();
    }
    DocumentReader grandfather = read.get();
    Optional<Grandfather> applies =
        grandfather
            .required("appliesTo", "new")
            .flatMap(scalar -> Word.APPLIES_TO.read(scalar, problems));
    Optional<Node.Scalar> from = grandfather.scalar("from");
    grandfather.end();
    if (applies.isEmpty()) {
      return new Grandfather.Nobody();
    }
    boolean everything = applies.get() instanceof Grandfather.Nobody;
    if (everything != from.isPresent()) {
      grandfather.problem(
          from.<Node>map(day -> day).orElse(grandfather.mapping()),
          everything
              ? "nothing says from when it applies to everything"
              : "`from` has no meaning here",
          from.map(Node.Scalar::text).orElse(null),
          everything ? Days.WANTED : "`from` with `appliesTo: everything` alone",
          everything ? "add `from: 2026-06-01`" : "leave it out, or write `appliesTo: everything`");
    }
    return from.flatMap(scalar -> day(grandfather, scalar))
        .<Grandfather>map(Grandfather.Until::new)
        .orElse(applies.get());
  }

  private static Optional<LocalDate> day(DocumentReader reader, Node.Scalar scalar) {
    Optional<LocalDate> day = Days.read(scalar.text());
    if (day.isEmpty()) {
      reader.problem(
          scalar, "`%s` is no day".formatted(scalar.text()), scalar.text(), Days.WANTED, Days.FIX);
    }
    return day;
  }
}

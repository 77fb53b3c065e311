package dev.daybook.document;

import dev.daybook.decision.SubjectCommand;
import dev.daybook.document.ReadDocument.Readable;
import dev.daybook.document.ReadDocument.Skipped;
import dev.daybook.document.ReadDocument.Unreadable;
import dev.daybook.mesh.Nearest;
import dev.daybook.mesh.Version;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Finds the dialect of a document by its {@code apiVersion} and {@code kind}, and reads it. */
final class Dialects {

  private static final List<Dialect> ALL =
      List.of(
          new DomainDialect(),
          new TeamDialect(),
          new PolicyDialect(),
          new ParamsDialect(),
          new DataMeshProduct(),
          new DataMeshIoProduct(),
          new DataContractV1(),
          new OpenDataContract());

  private static final Pattern ODCS = Pattern.compile("v\\d{1,9}\\.\\d{1,9}\\.\\d{1,9}");

  private Dialects() {}

  static ReadDocument read(ParsedDocument parsed) {
    if (parsed.isEmpty()) {
      return new Skipped(parsed.index(), parsed.source(), "it is empty");
    }
    if (!parsed.complete() || parsed.root().isEmpty()) {
      return new Unreadable(parsed.index(), parsed.source(), parsed.problems());
    }
    if (!(parsed.root().get() instanceof Node.Mapping root)) {
      List<Problem> problems = new ArrayList<>(parsed.problems());
      Node found = parsed.root().get();
      problems.add(
          Problem.at(
              found.place(),
              "",
              "a document is a mapping; seen %s".formatted(found.what()),
              found instanceof Node.Scalar scalar ? scalar.text() : null,
              "a mapping with apiVersion and kind",
              null));
      return new Unreadable(parsed.index(), parsed.source(), problems);
    }
    Reading reading = new Reading(parsed.source(), root);
    Optional<Dialect> dialect = find(reading.root());
    Optional<Supplier<SubjectCommand>> command = dialect.map(known -> known.read(reading.root()));
    Problems problems = dialect.isPresent() ? reading.finish() : reading.problems();
    problems.precededBy(parsed.problems());
    if (command.isEmpty() || !problems.isEmpty()) {
      return new Unreadable(parsed.index(), parsed.source(), problems.list());
    }
    SubjectCommand asked = command.get().get();
    return Flat.isTooLarge(parsed.source(), asked)
        ? new Unreadable(parsed.index(), parsed.source(), List.of(Flat.tooLarge("", root.place())))
        : new Readable(parsed.index(), parsed.source(), asked, root, reading.notes());
  }

  /** The applying order of a document that some dialect reads. */
  static Optional<Dialect.Rank> rank(Node.Mapping root) {
    return dialect(root).map(Dialect::rank);
  }

  /** What reads a document, right or wrong. */
  static Optional<Dialect> dialect(Node.Mapping root) {
    String apiVersion = text(root, "apiVersion");
    String kind = text(root, "kind");
    return ALL.stream()
        .filter(dialect -> dialect.apiVersions().contains(apiVersion))
        .filter(dialect -> dialect.kind().equals(kind))
        .findFirst();
  }

  /** Whether a document says it is one of ours, right or wrong. */
  static boolean claims(Node.Mapping root) {
    String apiVersion = text(root, "apiVersion");
    if (ODCS.matcher(apiVersion).matches()) {
      return true;
    }
    String group = group(apiVersion);
    return !group.isEmpty() && ALL.stream().anyMatch(dialect -> groups(dialect).contains(group));
  }

  /** Whether a text that could not be parsed looks as if it said so. */
  static boolean claims(String text) {
    return CLAIM.matcher(text).find();
  }

  private static final Pattern CLAIM =
      Pattern.compile(
          "(?m)(?:^|[{,])\\s*[\"']?apiVersion[\"']?\\s*:\\s*[\"']?(?:datamesh/|datamesh\\.io/|datacontract/"
              + "|daybook/|v\\d+\\.\\d+\\.\\d+)");

  private static Optional<Dialect> find(Section document) {
    Value<String> apiVersion = document.text("apiVersion");
    Value<String> kind = document.text("kind");
    String version = apiVersion.orNull();
    if (version == null) {
      if (!apiVersion.slot().isPresent()) {
        document.problem(
            "`apiVersion` is missing: nothing says what this document is",
            "one of " + String.join(", ", combinations()),
            "add `apiVersion: …` and `kind: …`");
      }
      return Optional.empty();
    }
    List<Dialect> ofVersion =
        ALL.stream().filter(dialect -> dialect.apiVersions().contains(version)).toList();
    if (ofVersion.isEmpty()) {
      Collection<String> known = new TreeSet<>();
      ALL.forEach(dialect -> known.addAll(dialect.apiVersions()));
      apiVersion
          .slot()
          .problem(
              "`%s` is no apiVersion known here".formatted(version),
              "one of " + String.join(", ", combinations()),
              ODCS.matcher(version).matches()
                  ? newest(version)
                  : Nearest.question(version, known).orElse(null));
      return Optional.empty();
    }
    List<String> kinds = ofVersion.stream().map(Dialect::kind).toList();
    String written = kind.orNull();
    if (written == null) {
      if (!kind.slot().isPresent()) {
        kind.required();
      }
      return Optional.empty();
    }
    Optional<Dialect> found =
        ofVersion.stream().filter(dialect -> dialect.kind().equals(written)).findFirst();
    if (found.isEmpty()) {
      kind.slot()
          .problem(
              "`%s` is no kind of `%s`".formatted(written, version),
              "one of " + String.join(", ", kinds),
              Nearest.question(written, kinds).orElse(null));
    }
    return found;
  }

  /** The newest version of ODCS that is read and not newer than the one wanted. */
  private static String newest(String wanted) {
    List<Version> read = versionsOfOdcs();
    return read.stream()
        .filter(known -> known.compareTo(new Version(wanted)) < 0)
        .max(Comparator.naturalOrder())
        .map(known -> "the newest before it that is read here is `%s`".formatted(known))
        .orElse("the oldest that is read here is `%s`".formatted(read.getFirst()));
  }

  private static List<Version> versionsOfOdcs() {
    return ALL.stream()
        .flatMap(dialect -> dialect.apiVersions().stream())
        .filter(version -> ODCS.matcher(version).matches())
        .map(Version::new)
        .sorted()
        .toList();
  }

  /** Every apiVersion with its kind. */
  static List<String> combinations() {
    return ALL.stream()
        .flatMap(dialect -> dialect.apiVersions().stream().map(v -> v + " " + dialect.kind()))
        .toList();
  }

  private static List<String> groups(Dialect dialect) {
    return dialect.apiVersions().stream().map(Dialects::group).toList();
  }

  /** {@code datamesh/} of {@code datamesh/v1}; empty where there is no slash. */
  private static String group(String apiVersion) {
    return apiVersion.substring(0, apiVersion.indexOf('/') + 1);
  }

  private static String text(Node.Mapping root, String key) {
    return root.get(key)
        .map(node -> node instanceof Node.Scalar scalar ? scalar.text().strip() : "")
        .orElse("");
  }
}

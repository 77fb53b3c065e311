package dev.daybook.rules;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.daybook.path.CommandKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which fields of documents the rules of some policies read, and which none does. A rule reads what
 * its expression reads, and what its policy's conditions, variables and labels read for it; what
 * only a message reads, no rule does. Nothing is evaluated.
 */
public final class FieldCoverage {

  /** Most rules named that read one field. */
  private static final int NAMED = 20;

  private final Map<DocumentField, SortedSet<String>> readers = new HashMap<>();

  private FieldCoverage() {}

  /**
   * A field of a document.
   *
   * @param field {@code product.outputPorts.type}
   * @param document the fact it is part of, {@code product}
   * @param holds what it holds, in words
   * @param beneath how many fields there are in it, at any depth
   * @param rules how many rules read it or something in it
   * @param readBy the first of those, by their names
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Covered(
      String field, String document, String holds, int beneath, int rules, List<String> readBy) {
    public Covered {
      readBy = List.copyOf(readBy);
    }

    public boolean isRead() {
      return rules > 0;
    }
  }

  /**
   * What the rules of these policies read.
   *
   * @param fields every field of every document, each before those in it
   * @param untold the names of policies that do not compile, of which nobody can tell
   */
  public record Report(List<Covered> fields, List<String> untold) {
    public Report {
      fields = List.copyOf(fields);
      untold = List.copyOf(untold);
    }

    /** Fields that no rule reads, without those inside a field that none reads either. */
    public List<Covered> unread() {
      List<Covered> unread = new ArrayList<>();
      String whole = null;
      for (Covered each : fields) {
        if (!each.isRead() && (whole == null || !each.field().startsWith(whole))) {
          unread.add(each);
          whole = each.field() + ".";
        }
      }
      return unread;
    }

    /** The same of those documents alone that commands of these kinds bring. */
    public Report of(Collection<String> commands) {
      Set<String> documents = documents(commands);
      return new Report(
          fields.stream().filter(each -> documents.contains(each.document())).toList(), untold);
    }
  }

  /** Of these policies; their names do not matter, only what they read. */
  public static Report of(Collection<? extends Policy> policies) {
    FieldCoverage coverage = new FieldCoverage();
    List<String> untold = new ArrayList<>();
    for (Policy policy : policies) {
      if (policy.compiled() instanceof CompiledPolicy compiled) {
        coverage.add(compiled);
      } else {
        untold.add(policy.name());
      }
    }
    return new Report(coverage.fields(), untold);
  }

  /** The documents that commands of these kinds bring. */
  private static Set<String> documents(Collection<String> commands) {
    Set<String> documents = new HashSet<>();
    for (CommandKind kind : CommandKind.all().values()) {
      if (commands.contains("*") || commands.contains(kind.name())) {
        documents.addAll(kind.documents().keySet());
      }
    }
    return documents;
  }

  private void add(CompiledPolicy policy) {
    FieldReads reads = new FieldReads(policy);
    Set<DocumentField> ofAll = new HashSet<>();
    policy.conditions().forEach(condition -> ofAll.addAll(reads.of(condition.expression())));
    if (!policy.document().match().labels().isEmpty()) {
      Set<String> documents = documents(policy.document().match().commands());
      DocumentField.all()
          .forEach(
              (name, document) -> {
                if (documents.contains(name)) {
                  document.field("labels").ifPresent(ofAll::add);
                }
              });
    }
    for (CompiledPolicy.Rule rule : policy.rules()) {
      Set<DocumentField> read = new HashSet<>(reads.of(rule.expression()));
      read.addAll(ofAll);
      read.forEach(field -> readers.computeIfAbsent(field, _ -> new TreeSet<>()).add(rule.name()));
    }
  }

  private List<Covered> fields() {
    List<Covered> fields = new ArrayList<>();
    DocumentField.all()
        .forEach(
            (name, document) ->
                document.throughout().stream()
                    .skip(1)
                    .forEach(field -> fields.add(covered(name, field))));
    return fields;
  }

  private Covered covered(String document, DocumentField field) {
    SortedSet<String> rules = new TreeSet<>();
    List<DocumentField> throughout = field.throughout();
    throughout.forEach(each -> rules.addAll(readers.getOrDefault(each, new TreeSet<>())));
    return new Covered(
        field.path(),
        document,
        field.holds(),
        throughout.size() - 1,
        rules.size(),
        rules.stream().limit(NAMED).toList());
  }
}

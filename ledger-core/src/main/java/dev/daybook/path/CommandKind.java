package dev.daybook.path;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.daybook.decision.Fact;
import dev.daybook.decision.Slice;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.mesh.Party;
import dev.daybook.mesh.Personal;
import dev.daybook.mesh.SubjectKind;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A kind of command, and what policies see of it: read off its record, so that who adds a command
 * declares its facts by writing it down.
 *
 * @param name its wire name, {@code PublishProduct}
 * @param subject what it is about
 * @param command its record
 * @param state what policies see of such a subject, see {@link Slice#stateFacts}
 * @param documents the facts it brings beside {@code command}: names to the parts they are
 * @param parts those that {@code command} shows, beside kind and subject: none that is a fact of
 *     its own or no part of what is asked, and of persons only that they are there, see {@link
 *     #isParty}
 */
public record CommandKind(
    String name,
    SubjectKind subject,
    Class<?> command,
    Class<? extends Record> state,
    SequencedMap<String, RecordComponent> documents,
    List<RecordComponent> parts) {

  /** The part of {@code command} that says where its document differs from the one that stands. */
  public static final String CHANGED = "changed";

  /** The fact that says what the document of a command is made of, a {@link LineageFact}. */
  public static final String LINEAGE = "lineage";

  private static final SortedMap<String, CommandKind> ALL = read();

  /** Every kind there is, by name. */
  public static SortedMap<String, CommandKind> all() {
    return ALL;
  }

  private static SortedMap<String, CommandKind> read() {
    SortedMap<String, CommandKind> kinds = new TreeMap<>();
    for (Slice<?, ?, ?> slice : Slices.all()) {
      for (Class<?> command : slice.commands().getPermittedSubclasses()) {
        kinds.put(command.getSimpleName(), of(slice, command));
      }
    }
    return Collections.unmodifiableSortedMap(kinds);
  }

  private static CommandKind of(Slice<?, ?, ?> slice, Class<?> command) {
    SequencedMap<String, RecordComponent> documents = new LinkedHashMap<>();
    List<RecordComponent> parts = new ArrayList<>();
    for (RecordComponent part : command.getRecordComponents()) {
      Fact fact = part.getAnnotation(Fact.class);
      if (fact != null) {
        documents.put(fact.value(), part);
      } else if (isShown(part)) {
        parts.add(part);
      }
    }
    return new CommandKind(
        command.getSimpleName(),
        slice.kind(),
        command,
        slice.stateFacts(),
        Collections.unmodifiableSequencedMap(documents),
        List.copyOf(parts));
  }

  private static boolean isShown(RecordComponent part) {
    return !part.getName().equals("subject")
        && !part.getAccessor().isAnnotationPresent(JsonIgnore.class)
        && (!part.isAnnotationPresent(Personal.class) || isParty(part));
  }

  /** Whether a part is an owner or contact, of which policies see a {@link PartyFact}. */
  public static boolean isParty(RecordComponent part) {
    return part.getType() == Party.class;
  }

  /** Whether it brings {@link #LINEAGE}: with every document that stands in a flow of data. */
  public boolean bringsLineage() {
    return !documents.isEmpty();
  }

  /** The facts of this command on a subject nothing happened to, in a mesh nothing is known of. */
  public static SortedMap<String, Object> facts(SubjectCommand command) {
    return facts(command, Optional.empty(), new ProductDirectory());
  }

  /**
   * The facts of this command: {@code command}, the document it brings, and the lineage of that.
   *
   * @param changed where that differs from the one that stands
   * @param products those that are registered
   */
  static SortedMap<String, Object> facts(
      SubjectCommand command, Optional<List<String>> changed, ProductDirectory products) {
    CommandKind kind = ALL.get(command.kind());
    if (kind == null) {
      throw new IllegalArgumentException("no slice knows `%s`".formatted(command.kind()));
    }
    SortedMap<String, Object> facts = new TreeMap<>();
    SortedMap<String, Object> asked = new TreeMap<>();
    asked.put("kind", command.kind());
    asked.put("subject", command.subject().toString());
    for (RecordComponent part : kind.parts()) {
      Object value = value(part, command);
      if (value != null) {
        asked.put(
            part.getName(),
            FactValues.impersonal(value instanceof Party party ? PartyFact.of(party) : value));
      }
    }
    changed.ifPresent(places -> asked.put(CHANGED, places));
    facts.put("command", asked);
    kind.documents()
        .forEach(
            (name, part) -> {
              Object document = value(part, command);
              if (document != null) {
                facts.put(name, FactValues.of(document));
              }
            });
    if (kind.bringsLineage()) {
      facts.put(LINEAGE, FactValues.of(products.lineage(command)));
    }
    return facts;
  }

  private static @Nullable Object value(RecordComponent part, SubjectCommand command) {
    try {
      return part.getAccessor().invoke(command);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read %s of a command".formatted(part), e);
    }
  }
}

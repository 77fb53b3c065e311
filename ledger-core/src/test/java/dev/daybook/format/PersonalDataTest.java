package dev.daybook.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.EntryMetadata;
import dev.daybook.decision.Slice;
import dev.daybook.mesh.Party;
import dev.daybook.mesh.Personal;
import dev.daybook.path.Slices;
import dev.daybook.team.TeamSpec;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What may name a person is marked on every event, command and metadata there is, before the first
 * ledger is written: what is not marked can never be erased.
 */
class PersonalDataTest {

  /** Types that are about people. */
  private static final Set<Class<?>> PEOPLE = Set.of(Party.class, TeamSpec.Member.class);

  /** Names of components that hold people or what leads to them, whatever their type. */
  private static final Set<String> TELLING =
      Set.of(
          "mail",
          "email",
          "phone",
          "owner",
          "contact",
          "members",
          "experts",
          "escalation",
          "oncall",
          "onbehalfof",
          "labels",
          "findings");

  /** Records whose {@code name} is a person's. */
  private static final Set<String> NAMED = Set.of("Party", "Member", "TokenIssued", "IssueToken");

  /** A contact a policy names, inside findings, which are marked whole. */
  private static final Set<String> COVERED = Set.of("Finding.contact");

  @Test
  void whateverMayNameAPersonIsMarked() {
    List<String> unmarked = new ArrayList<>();
    for (Class<?> type : reachable()) {
      for (RecordComponent component : type.getRecordComponents()) {
        String name = type.getSimpleName() + "." + component.getName();
        if (mayNameAPerson(type, component)
            && !component.isAnnotationPresent(Personal.class)
            && !COVERED.contains(name)) {
          unmarked.add(name);
        }
      }
    }

    assertThat(unmarked).as("components that may name a person; mark them @Personal").isEmpty();
  }

  @Test
  void whatIsMarkedIsWhatWeThink() {
    Map<String, Set<String>> marked = new HashMap<>();
    for (Class<?> type : reachable()) {
      for (RecordComponent component : type.getRecordComponents()) {
        if (component.isAnnotationPresent(Personal.class)) {
          marked
              .computeIfAbsent(type.getSimpleName(), _ -> new TreeSet<>())
              .add(component.getName());
        }
      }
    }

    assertThat(marked)
        .containsEntry("ProductSpec", new TreeSet<>(Set.of("labels", "owner")))
        .containsEntry("ContractSpec", new TreeSet<>(Set.of("contact", "labels", "owner")))
        .containsEntry("ProductHandedOver", new TreeSet<>(Set.of("from", "to")))
        .containsEntry("DecisionRecorded", new TreeSet<>(Set.of("findings")))
        .containsEntry("TokenIssued", new TreeSet<>(Set.of("name")))
        .containsEntry("Context", new TreeSet<>(Set.of("onBehalfOf")))
        .containsEntry("Party", new TreeSet<>(Set.of("mail", "name")));
  }

  private static boolean mayNameAPerson(Class<?> type, RecordComponent component) {
    String name = component.getName().toLowerCase(Locale.ROOT);
    return types(component.getGenericType()).stream().anyMatch(PEOPLE::contains)
        || TELLING.contains(name)
        || (name.equals("name") && NAMED.contains(type.getSimpleName()));
  }

  /** Every record an event, a command or an entry's metadata is made of. */
  private static Set<Class<?>> reachable() {
    Set<Class<?>> seen = new LinkedHashSet<>();
    EventKinds.all().forEach(kind -> visit(kind, seen));
    for (Slice<?, ?, ?> slice : Slices.all()) {
      Arrays.stream(slice.commands().getPermittedSubclasses()).forEach(kind -> visit(kind, seen));
    }
    visit(EntryMetadata.class, seen);
    return seen;
  }

  private static void visit(Class<?> type, Set<Class<?>> seen) {
    if (!type.isRecord() || !seen.add(type)) {
      return;
    }
    for (RecordComponent component : type.getRecordComponents()) {
      types(component.getGenericType()).forEach(part -> visit(part, seen));
    }
  }

  private static List<Class<?>> types(Type type) {
    if (type instanceof ParameterizedType generic) {
      return Arrays.stream(generic.getActualTypeArguments())
          .flatMap(part -> types(part).stream())
          .toList();
    }
    return List.of((Class<?>) type);
  }
}

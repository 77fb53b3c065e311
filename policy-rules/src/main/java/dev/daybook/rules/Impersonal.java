package dev.daybook.rules;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.daybook.decision.Facts;
import dev.daybook.mesh.Party;
import dev.daybook.rules.FactTypes.FactField;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Facts as messages see them: what names a person is there, but as {@link FactTypes#PERSONAL}.
 * Messages are recorded for good and nobody can erase them, so whatever an expression finds to get
 * at a name, there is none.
 */
final class Impersonal {

  /** Shorter texts stand in others by chance. */
  private static final int SHORTEST = 3;

  private Impersonal() {}

  /** One of the facts, by its name. */
  static Object fact(String name, Object value) {
    return value(FactTypes.all().variables().getOrDefault(name, SimpleType.DYN), value);
  }

  /** The texts in facts that name persons, in lower case; of one letter or two there are none. */
  static Set<String> names(Facts facts) {
    Set<String> names = new HashSet<>();
    facts
        .values()
        .forEach(
            (name, value) ->
                names(
                    FactTypes.all().variables().getOrDefault(name, SimpleType.DYN),
                    value,
                    false,
                    names));
    return names;
  }

  private static void names(CelType type, Object value, boolean personal, Set<String> names) {
    switch (value) {
      case Map<?, ?> map -> {
        Map<String, FactField> fields = FactTypes.fields(type);
        map.forEach(
            (name, inner) -> {
              FactField field = fields.get((String) name);
              names(
                  field == null ? SimpleType.DYN : field.type(),
                  inner,
                  personal || (field == null ? !fields.isEmpty() : field.personal()),
                  names);
            });
      }
      case List<?> list ->
          list.forEach(
              element ->
                  names(
                      type instanceof ListType of && of.hasElemType()
                          ? of.elemType()
                          : SimpleType.DYN,
                      element,
                      personal,
                      names));
      case String text when personal && text.length() >= SHORTEST && !isKind(text) ->
          names.add(text.toLowerCase(Locale.ROOT));
      default -> {}
    }
  }

  /** What kind of party an owner is names nobody, though it is part of who. */
  private static boolean isKind(String text) {
    return Arrays.stream(Party.Kind.values()).anyMatch(kind -> kind.name().equalsIgnoreCase(text));
  }

  private static Object value(CelType type, Object value) {
    return switch (value) {
      case Map<?, ?> map when !FactTypes.fields(type).isEmpty() -> {
        Map<String, FactField> fields = FactTypes.fields(type);
        SortedMap<String, Object> shown = new TreeMap<>();
        map.forEach(
            (name, inner) -> {
              FactField field = fields.get((String) name);
              shown.put(
                  (String) name,
                  field == null || field.personal() ? hidden(inner) : value(field.type(), inner));
            });
        yield shown;
      }
      case List<?> list when type instanceof ListType of && of.hasElemType() ->
          list.stream().map(element -> value(of.elemType(), element)).toList();
      default -> value;
    };
  }

  /** The same form without a word of it, so that {@code has()} answers as ever. */
  private static Object hidden(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        SortedMap<String, Object> shown = new TreeMap<>();
        map.forEach((name, inner) -> shown.put((String) name, hidden(inner)));
        yield shown;
      }
      case List<?> list -> list.stream().map(Impersonal::hidden).toList();
      case Boolean _, Number _ -> value;
      default -> FactTypes.PERSONAL;
    };
  }
}

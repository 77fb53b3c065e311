package dev.daybook.rules;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.daybook.rules.FactTypes.FactField;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Facts as messages see them: what names a person is there, but as {@link FactTypes#PERSONAL}.
 * Messages are recorded for good and nobody can erase them, so whatever an expression finds to get
 * at a name, there is none.
 */
final class Impersonal {

  private Impersonal() {}

  /** One of the facts, by its name. */
  static Object fact(String name, Object value) {
    return value(FactTypes.all().variables().getOrDefault(name, SimpleType.DYN), value);
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

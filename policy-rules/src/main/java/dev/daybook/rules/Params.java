package dev.daybook.rules;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The types of a policy's params, told from their values. */
final class Params {

  private Params() {}

  static CelType type(Object value) {
    return switch (value) {
      case String _ -> SimpleType.STRING;
      case Boolean _ -> SimpleType.BOOL;
      case Long _ -> SimpleType.INT;
      case Double _ -> SimpleType.DOUBLE;
      case List<?> list -> ListType.create(common(list));
      case Map<?, ?> map -> MapType.create(SimpleType.STRING, common(map.values()));
      default -> SimpleType.DYN;
    };
  }

  /** The value as one of this type; empty where it is none. A whole number is a decimal too. */
  static Optional<Object> as(CelType type, Object value) {
    return switch (value) {
      case List<?> list when type instanceof ListType of -> {
        List<Object> all = new ArrayList<>();
        list.forEach(element -> as(of.elemType(), element).ifPresent(all::add));
        yield all.size() == list.size() ? Optional.of(List.copyOf(all)) : Optional.empty();
      }
      case Map<?, ?> map when type instanceof MapType of -> {
        SortedMap<String, Object> all = new TreeMap<>();
        map.forEach(
            (key, inner) ->
                as(of.valueType(), inner).ifPresent(right -> all.put((String) key, right)));
        yield all.size() == map.size() ? Optional.of(all) : Optional.empty();
      }
      case Long whole when type.equals(SimpleType.DOUBLE) -> Optional.of(whole.doubleValue());
      default ->
          type.equals(SimpleType.DYN) || type.equals(type(value))
              ? Optional.of(value)
              : Optional.empty();
    };
  }

  /** The type in words, {@code a list of string}. */
  static String told(CelType type) {
    return switch (type) {
      case ListType list -> "a list of " + told(list.elemType());
      case MapType map -> "a map of " + told(map.valueType());
      default -> type.equals(SimpleType.DYN) ? "any" : type.name();
    };
  }

  private static CelType common(Collection<?> values) {
    Set<CelType> types = values.stream().map(Params::type).collect(Collectors.toSet());
    return types.size() == 1 ? types.iterator().next() : SimpleType.DYN;
  }
}

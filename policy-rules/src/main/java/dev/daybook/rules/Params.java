package dev.daybook.rules;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  private static CelType common(Collection<?> values) {
    Set<CelType> types = values.stream().map(Params::type).collect(Collectors.toSet());
    return types.size() == 1 ? types.iterator().next() : SimpleType.DYN;
  }
}

package dev.daybook.rules;

import com.fasterxml.jackson.annotation.JsonValue;
import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.daybook.contract.ContractSpec;
import dev.daybook.decision.Actor;
import dev.daybook.decision.Context;
import dev.daybook.product.ProductSpec;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The types of the facts a policy may name, read off the record classes they are made from: a new
 * component is a new field that policies can use, and a misspelt one does not compile.
 *
 * <p>{@code command} and {@code state} differ from command to command, so they are maps.
 */
final class FactTypes {

  /** What policies see of the subject's domain. */
  record DomainFact(String name, boolean registered) {}

  private static final CelType ANY_MAP = MapType.create(SimpleType.STRING, SimpleType.DYN);

  private static final Map<Class<?>, StructType> STRUCTS = new LinkedHashMap<>();
  private static final Map<Class<?>, Map<String, CelType>> FIELDS = new HashMap<>();
  private static final SortedMap<String, CelType> VARIABLES = variablesByName();
  private static final CelTypeProvider PROVIDER = new Provider(structsByName());

  private FactTypes() {}

  /** The facts' top-level names and their types. */
  static SortedMap<String, CelType> variables() {
    return VARIABLES;
  }

  static CelTypeProvider provider() {
    return PROVIDER;
  }

  private static SortedMap<String, CelType> variablesByName() {
    SortedMap<String, CelType> variables = new TreeMap<>();
    variables.put("command", ANY_MAP);
    variables.put("state", ANY_MAP);
    variables.put("actor", struct(Actor.class));
    variables.put("context", struct(Context.class));
    variables.put("clock", SimpleType.TIMESTAMP);
    variables.put("domain", struct(DomainFact.class));
    variables.put("product", struct(ProductSpec.class));
    variables.put("contract", struct(ContractSpec.class));
    return Collections.unmodifiableSortedMap(variables);
  }

  private static ImmutableMap<String, CelType> structsByName() {
    ImmutableMap.Builder<String, CelType> byName = ImmutableMap.builder();
    STRUCTS.values().forEach(struct -> byName.put(struct.name(), struct));
    return byName.buildOrThrow();
  }

  private static StructType struct(Class<?> recordClass) {
    StructType known = STRUCTS.get(recordClass);
    if (known != null) {
      return known;
    }
    RecordComponent[] components = recordClass.getRecordComponents();
    ImmutableSet.Builder<String> names = ImmutableSet.builder();
    for (RecordComponent component : components) {
      names.add(component.getName());
    }
    StructType struct =
        StructType.create(
            recordClass.getName().replace('$', '.'),
            names.build(),
            field -> field(recordClass, field));
    // Before the fields: a field can hold fields of its own kind.
    STRUCTS.put(recordClass, struct);
    Map<String, CelType> fields = new LinkedHashMap<>();
    for (RecordComponent component : components) {
      fields.put(component.getName(), type(component.getGenericType()));
    }
    FIELDS.put(recordClass, fields);
    return struct;
  }

  private static Optional<CelType> field(Class<?> recordClass, String name) {
    return Optional.ofNullable(FIELDS.getOrDefault(recordClass, Map.of()).get(name));
  }

  private static CelType type(Type type) {
    return switch (type) {
      case Class<?> plain -> type(plain);
      case ParameterizedType generic -> {
        Class<?> raw = (Class<?>) generic.getRawType();
        Type[] arguments = generic.getActualTypeArguments();
        if (Collection.class.isAssignableFrom(raw)) {
          yield ListType.create(type(arguments[0]));
        }
        yield Map.class.isAssignableFrom(raw)
            ? MapType.create(SimpleType.STRING, type(arguments[1]))
            : SimpleType.DYN;
      }
      case WildcardType wildcard -> type(wildcard.getUpperBounds()[0]);
      default -> SimpleType.DYN;
    };
  }

  private static CelType type(Class<?> plain) {
    if (plain == boolean.class || plain == Boolean.class) {
      return SimpleType.BOOL;
    }
    if (Set.<Class<?>>of(int.class, Integer.class, long.class, Long.class).contains(plain)) {
      return SimpleType.INT;
    }
    if (Set.<Class<?>>of(double.class, Double.class, BigDecimal.class).contains(plain)) {
      return SimpleType.DOUBLE;
    }
    if (plain == Object.class) {
      return SimpleType.DYN;
    }
    return plain.isRecord() && !isWrittenAsText(plain) ? struct(plain) : SimpleType.STRING;
  }

  /** Whether a record is one text in JSON: a version or a name. */
  private static boolean isWrittenAsText(Class<?> recordClass) {
    for (var method : recordClass.getDeclaredMethods()) {
      if (Modifier.isPublic(method.getModifiers()) && method.isAnnotationPresent(JsonValue.class)) {
        return true;
      }
    }
    return false;
  }

  private static final class Provider implements CelTypeProvider {

    private final ImmutableMap<String, CelType> byName;

    Provider(ImmutableMap<String, CelType> byName) {
      this.byName = byName;
    }

    @Override
    public ImmutableCollection<CelType> types() {
      return byName.values();
    }

    @Override
    public Optional<CelType> findType(String name) {
      return Optional.ofNullable(byName.get(name));
    }
  }
}

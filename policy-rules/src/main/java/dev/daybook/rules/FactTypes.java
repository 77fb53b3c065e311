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
import dev.daybook.decision.Context;
import dev.daybook.domain.DomainSpec;
import dev.daybook.mesh.Field;
import dev.daybook.mesh.Personal;
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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The types of the facts a policy may name, read off the record classes they are made from: a new
 * component is a new field that policies can use, and a misspelt one does not compile.
 *
 * <p>{@code command} and {@code state} differ from command to command, so they are maps.
 */
final class FactTypes {

  /** What policies see of who asks: never a name. */
  private record ActorFact(String id, String kind, List<String> roles, @Nullable String domain) {}

  /** What policies see of the subject's domain, beside what its document says if it has one. */
  private record DomainFact(String name, boolean registered) {}

  /** A field of a fact: what it holds, and how it is to be handled. */
  record FactField(CelType type, boolean optional, boolean personal) {}

  private static final CelType ANY_MAP = MapType.create(SimpleType.STRING, SimpleType.DYN);

  /** What findings show in place of personal data. */
  static final String PERSONAL = "(personal)";

  private static final Map<String, StructType> STRUCTS = new LinkedHashMap<>();
  private static final Map<String, Map<String, FactField>> FIELDS = new HashMap<>();
  private static final SortedMap<String, CelType> VARIABLES = variablesByName();
  private static final CelTypeProvider PROVIDER = new Provider(structsByName());

  private FactTypes() {}

  /** The facts' top-level names and their types. */
  static SortedMap<String, CelType> variables() {
    return VARIABLES;
  }

  /** What a model's or product's fields are, and the parts of each. */
  static CelType listOfFields() {
    return ListType.create(struct(Field.class));
  }

  static CelTypeProvider provider() {
    return PROVIDER;
  }

  private static SortedMap<String, CelType> variablesByName() {
    SortedMap<String, CelType> variables = new TreeMap<>();
    variables.put("command", ANY_MAP);
    variables.put("state", ANY_MAP);
    variables.put("actor", struct(ActorFact.class));
    variables.put("context", struct(Context.class));
    variables.put("clock", SimpleType.TIMESTAMP);
    variables.put("domain", struct(DomainFact.class, DomainSpec.class));
    variables.put("product", struct(ProductSpec.class));
    variables.put("contract", struct(ContractSpec.class));
    return Collections.unmodifiableSortedMap(variables);
  }

  private static ImmutableMap<String, CelType> structsByName() {
    ImmutableMap.Builder<String, CelType> byName = ImmutableMap.builder();
    STRUCTS.forEach(byName::put);
    return byName.buildOrThrow();
  }

  /** The fields of a type, in the order of their declaration; empty for what has none. */
  static Map<String, FactField> fields(CelType type) {
    return FIELDS.getOrDefault(type.name(), Map.of());
  }

  /** Whether selecting {@code field} from a value of this type reaches personal data. */
  static boolean isPersonal(CelType type, String field) {
    FactField known = fields(type).get(field);
    return known != null && known.personal();
  }

  /** Whether a value of this type may hold personal data, at any depth. */
  static boolean holdsPersonal(CelType type) {
    return holdsPersonal(type, new HashSet<>());
  }

  private static boolean holdsPersonal(CelType type, Set<String> seen) {
    return switch (type) {
      case ListType list -> list.hasElemType() && holdsPersonal(list.elemType(), seen);
      case MapType map -> holdsPersonal(map.valueType(), seen);
      default ->
          seen.add(type.name())
              && fields(type).values().stream()
                  .anyMatch(field -> field.personal() || holdsPersonal(field.type(), seen));
    };
  }

  /** The struct of a record, or of the components of several together. */
  private static StructType struct(Class<?>... recordClasses) {
    String name = recordClasses[0].getName().replace('$', '.');
    StructType known = STRUCTS.get(name);
    if (known != null) {
      return known;
    }
    ImmutableSet.Builder<String> names = ImmutableSet.builder();
    for (Class<?> recordClass : recordClasses) {
      for (RecordComponent component : recordClass.getRecordComponents()) {
        names.add(component.getName());
      }
    }
    StructType struct = StructType.create(name, names.build(), field -> type(name, field));
    // Before the fields: a field can hold fields of its own kind.
    STRUCTS.put(name, struct);
    Map<String, FactField> fields = new LinkedHashMap<>();
    for (Class<?> recordClass : recordClasses) {
      for (RecordComponent component : recordClass.getRecordComponents()) {
        fields.putIfAbsent(
            component.getName(),
            new FactField(
                type(component.getGenericType()),
                recordClass != recordClasses[0]
                    || component.getAnnotatedType().isAnnotationPresent(Nullable.class),
                component.isAnnotationPresent(Personal.class)));
      }
    }
    FIELDS.put(name, fields);
    return struct;
  }

  private static Optional<CelType> type(String struct, String field) {
    return Optional.ofNullable(FIELDS.getOrDefault(struct, Map.of()).get(field))
        .map(FactField::type);
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

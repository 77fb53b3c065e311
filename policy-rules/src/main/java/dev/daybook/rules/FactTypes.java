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
import dev.daybook.decision.Context;
import dev.daybook.domain.DomainSpec;
import dev.daybook.mesh.Field;
import dev.daybook.mesh.Personal;
import dev.daybook.path.CommandKind;
import dev.daybook.path.LineageFact;
import dev.daybook.path.PartyFact;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The types of the facts a policy may name, read off the record classes they are made from, as the
 * commands and slices declare them: a new component is a new field that policies can use, and a
 * misspelt one does not compile.
 *
 * <p>Which facts there are depends on the commands a policy matches. {@code command} and {@code
 * state} have the fields that any of these has, and a document is a fact where one of them brings
 * it.
 */
final class FactTypes {

  /** What policies see of who asks: never a name. */
  private record ActorFact(String id, String kind, List<String> roles, @Nullable String domain) {}

  /** What policies see of the subject's domain, beside what its document says if it has one. */
  private record DomainFact(String name, boolean registered) {}

  /** A field of a fact: what it holds, and how it is to be handled. */
  record FactField(CelType type, boolean optional, boolean personal) {}

  /** What findings show in place of personal data. */
  static final String PERSONAL = "(personal)";

  private static final Map<String, StructType> STRUCTS = new LinkedHashMap<>();
  private static final Map<String, Map<String, FactField>> FIELDS = new HashMap<>();

  private static final String COMMAND = "command of ";
  private static final String STATE = "state of ";

  /** Most sets of commands whose types are kept; policies mostly match the same few. */
  private static final int KEPT = 500;

  private static final Map<SortedSet<String>, FactTypes> KNOWN =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<SortedSet<String>, FactTypes> eldest) {
              return size() > KEPT;
            }
          });

  private static final SortedMap<String, CelType> COMMON = common();
  private static final FactTypes ALL = of(CommandKind.all().keySet());

  private final String kinds;
  private final SortedMap<String, CelType> variables;
  private final Map<String, FactField> command;
  private final Map<String, FactField> state;
  private final CelTypeProvider provider;

  private FactTypes(
      String kinds,
      SortedMap<String, CelType> variables,
      Map<String, FactField> command,
      Map<String, FactField> state) {
    this.kinds = kinds;
    this.variables = Collections.unmodifiableSortedMap(variables);
    this.command = Collections.unmodifiableMap(command);
    this.state = Collections.unmodifiableMap(state);
    this.provider = new Provider(structs(variables));
  }

  /** The facts of every command there is. */
  static FactTypes all() {
    return ALL;
  }

  /**
   * The facts of commands of these kinds.
   *
   * @param kinds {@code *} stands for all; what is no kind is passed over
   */
  static FactTypes of(Collection<String> kinds) {
    SortedSet<String> known = new TreeSet<>(kinds);
    known.retainAll(CommandKind.all().keySet());
    return known.isEmpty() || kinds.contains("*")
        ? ALL
        : KNOWN.computeIfAbsent(known, FactTypes::make);
  }

  /** The commands that bring a fact, for messages. */
  static String bringing(String fact) {
    return CommandKind.all().values().stream()
        .filter(
            kind ->
                kind.documents().containsKey(fact)
                    || (fact.equals(CommandKind.LINEAGE) && kind.bringsLineage()))
        .map(CommandKind::name)
        .collect(Collectors.joining(" or "));
  }

  /** The facts' top-level names and their types. */
  SortedMap<String, CelType> variables() {
    return variables;
  }

  CelTypeProvider provider() {
    return provider;
  }

  /** What a document's data is made of, and what is made of it. */
  static CelType lineage() {
    return struct(LineageFact.class);
  }

  /** What a model's or product's fields are, and the parts of each. */
  static CelType listOfFields() {
    return ListType.create(struct(Field.class));
  }

  private static SortedMap<String, CelType> common() {
    SortedMap<String, CelType> variables = new TreeMap<>();
    variables.put("actor", struct(ActorFact.class));
    variables.put("context", struct(Context.class));
    variables.put("clock", SimpleType.TIMESTAMP);
    variables.put("domain", struct(DomainFact.class, DomainSpec.class));
    return Collections.unmodifiableSortedMap(variables);
  }

  private static FactTypes make(SortedSet<String> kinds) {
    SortedMap<String, CelType> variables = new TreeMap<>(COMMON);
    Map<String, FactField> command = new LinkedHashMap<>();
    Map<String, FactField> state = new LinkedHashMap<>();
    command.put("kind", new FactField(SimpleType.STRING, false, false));
    command.put("subject", new FactField(SimpleType.STRING, false, false));
    for (CommandKind kind : CommandKind.all().values()) {
      if (!kinds.contains(kind.name())) {
        continue;
      }
      kind.documents()
          .forEach((fact, part) -> variables.put(fact, type(part.getGenericType(), false)));
      if (kind.bringsLineage()) {
        variables.put(CommandKind.LINEAGE, lineage());
      }
      if (!kind.documents().isEmpty()) {
        add(command, CommandKind.CHANGED, ListType.create(SimpleType.STRING));
      }
      kind.parts().forEach(part -> add(command, part.getName(), shown(part)));
      for (RecordComponent part : kind.state().getRecordComponents()) {
        add(state, part.getName(), type(part.getGenericType(), true));
      }
    }
    String of = String.join(",", kinds);
    variables.put("command", struct(COMMAND + of, command));
    variables.put("state", struct(STATE + of, state));
    return new FactTypes(of, variables, command, state);
  }

  /** A field that two commands have with two types is of any. */
  private static void add(Map<String, FactField> fields, String name, CelType type) {
    FactField other = fields.get(name);
    boolean same = other == null || other.type().equals(type);
    fields.put(name, new FactField(same ? type : SimpleType.DYN, true, false));
  }

  private static CelType shown(RecordComponent part) {
    return CommandKind.isParty(part) ? struct(PartyFact.class) : type(part.getGenericType(), true);
  }

  private static ImmutableMap<String, CelType> structs(Map<String, CelType> variables) {
    Map<String, CelType> byName = new LinkedHashMap<>(STRUCTS);
    variables.values().stream()
        .filter(StructType.class::isInstance)
        .forEach(type -> byName.put(type.name(), type));
    return ImmutableMap.copyOf(byName);
  }

  /** The fields of a type, in the order of their declaration; empty for what has none. */
  static Map<String, FactField> fields(CelType type) {
    return fields(type.name());
  }

  private static Map<String, FactField> fields(String name) {
    if (name.startsWith(COMMAND)) {
      return ofName(name, COMMAND).command;
    }
    return name.startsWith(STATE) ? ofName(name, STATE).state : FIELDS.getOrDefault(name, Map.of());
  }

  private static Optional<CelType> type(String struct, String field) {
    return Optional.ofNullable(fields(struct).get(field)).map(FactField::type);
  }

  /** The library knows a struct by its name alone, so the name says what it is made of. */
  private static FactTypes ofName(String name, String before) {
    if (name.length() == before.length() + ALL.kinds.length() && name.endsWith(ALL.kinds)) {
      return ALL; // what messages are made of: asked for with every rule that fails
    }
    return of(List.of(name.substring(before.length()).split(",", -1)));
  }

  /** What a type is called in messages. */
  static String nameOf(CelType type) {
    String name = type.name();
    int of = name.indexOf(" of ");
    return of > 0 ? name.substring(0, of) : name.substring(name.lastIndexOf('.') + 1);
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
    return struct(false, recordClasses);
  }

  private static StructType struct(String name, Map<String, FactField> fields) {
    return StructType.create(
        name, ImmutableSet.copyOf(fields.keySet()), field -> type(name, field));
  }

  /**
   * Every record that a command shows is looked at when all of them are, so nothing is added later.
   *
   * @param impersonal without the components that may name a person, which are not there where only
   *     a document's own fact shows persons
   */
  private static StructType struct(boolean impersonal, Class<?>... recordClasses) {
    String name = (impersonal ? "impersonal." : "") + recordClasses[0].getName().replace('$', '.');
    StructType known = STRUCTS.get(name);
    if (known != null) {
      return known;
    }
    Map<String, FactField> fields = new LinkedHashMap<>();
    Set<String> names = new LinkedHashSet<>();
    for (Class<?> recordClass : recordClasses) {
      for (RecordComponent component : recordClass.getRecordComponents()) {
        if (!impersonal || !component.isAnnotationPresent(Personal.class)) {
          names.add(component.getName());
        }
      }
    }
    // Before the fields: a field can hold fields of its own kind.
    StructType struct =
        StructType.create(name, ImmutableSet.copyOf(names), field -> type(name, field));
    STRUCTS.put(name, struct);
    FIELDS.put(name, fields);
    for (Class<?> recordClass : recordClasses) {
      for (RecordComponent component : recordClass.getRecordComponents()) {
        if (names.contains(component.getName())) {
          fields.putIfAbsent(
              component.getName(),
              new FactField(
                  type(component.getGenericType(), impersonal),
                  recordClass != recordClasses[0]
                      || component.getAnnotatedType().isAnnotationPresent(Nullable.class),
                  component.isAnnotationPresent(Personal.class)));
        }
      }
    }
    return struct;
  }

  private static CelType type(Type type, boolean impersonal) {
    return switch (type) {
      case Class<?> plain -> type(plain, impersonal);
      case ParameterizedType generic -> {
        Class<?> raw = (Class<?>) generic.getRawType();
        Type[] arguments = generic.getActualTypeArguments();
        if (Collection.class.isAssignableFrom(raw)) {
          yield ListType.create(type(arguments[0], impersonal));
        }
        yield Map.class.isAssignableFrom(raw)
            ? MapType.create(SimpleType.STRING, type(arguments[1], impersonal))
            : SimpleType.DYN;
      }
      case WildcardType wildcard -> type(wildcard.getUpperBounds()[0], impersonal);
      default -> SimpleType.DYN;
    };
  }

  private static CelType type(Class<?> plain, boolean impersonal) {
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
    return plain.isRecord() && !isWrittenAsText(plain)
        ? struct(impersonal, plain)
        : SimpleType.STRING;
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

package dev.daybook.personal;

import dev.daybook.mesh.Party;
import dev.daybook.mesh.Personal;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where in a record's JSON persons may be named, as its components are marked. */
sealed interface Shape {

  /** Nobody is named there. */
  record Nothing() implements Shape {}

  /** A text that is what a person is called by. */
  record Calling() implements Shape {}

  /** A text that may name persons among other things. */
  record Quoting() implements Shape {}

  /** A record about one person, whose mail address and name mean the same. */
  record Person(Map<String, Function<Object, Object>> texts) implements Shape {}

  /** An owner or contact: a team, unless it is a person. */
  record Owner() implements Shape {}

  record Fields(Map<String, Field> fields) implements Shape {}

  /** A component by its name in JSON, which is its name. */
  record Field(Shape shape, Function<Object, Object> read) {}

  record Items(Shape each) implements Shape {}

  record Values(Shape each) implements Shape {}

  Nothing NOTHING = new Nothing();

  Set<String> OF_A_PERSON = Set.of("name", "mail");

  Map<Class<?>, Shape> KNOWN = new ConcurrentHashMap<>();

  /** The shape of a record's JSON; {@link #NOTHING} where no text is there that could name one. */
  static Shape of(Object record) {
    Shape shape = of(record.getClass());
    return shape.hasText(record) ? shape : NOTHING;
  }

  /** Whether a text stands anywhere in {@code value} where persons may be named. */
  private boolean hasText(@Nullable Object value) {
    if (value == null) {
      return false;
    }
    return switch (this) {
      case Nothing() -> false;
      case Calling(), Quoting(), Person _, Owner() -> true;
      case Fields(var fields) ->
          fields.values().stream()
              .anyMatch(field -> field.shape().hasText(field.read().apply(value)));
      case Items(var each) -> ((Collection<?>) value).stream().anyMatch(each::hasText);
      case Values(var each) -> ((Map<?, ?>) value).values().stream().anyMatch(each::hasText);
    };
  }

  /** The shape of a class's JSON. */
  static Shape of(Class<?> type) {
    Shape known = KNOWN.get(type);
    if (known == null) {
      known = of(type, NOTHING, Set.of());
      KNOWN.put(type, known);
    }
    return known;
  }

  /**
   * @param around the records this one stands in; one that stands in itself names nobody there
   */
  private static Shape of(Type type, Shape marked, Set<Class<?>> around) {
    if (type instanceof ParameterizedType generic) {
      Class<?> raw = (Class<?>) generic.getRawType();
      Type[] arguments = generic.getActualTypeArguments();
      if (Collection.class.isAssignableFrom(raw)) {
        return within(of(arguments[0], marked, around), Items::new);
      }
      return Map.class.isAssignableFrom(raw)
          ? within(of(arguments[1], marked, around), Values::new)
          : NOTHING;
    }
    if (type == String.class) {
      return marked;
    }
    if (type == Party.class) {
      return new Owner();
    }
    return type instanceof Class<?> record && record.isRecord() && !around.contains(record)
        ? record(record, marked, around)
        : NOTHING;
  }

  private static Shape within(Shape each, Function<Shape, Shape> around) {
    return each.equals(NOTHING) ? NOTHING : around.apply(each);
  }

  private static Shape record(Class<?> type, Shape marked, Set<Class<?>> around) {
    RecordComponent[] components = type.getRecordComponents();
    if (isOfAPerson(components)) {
      return new Person(
          Arrays.stream(components)
              .filter(component -> OF_A_PERSON.contains(component.getName()))
              .collect(Collectors.toMap(RecordComponent::getName, Shape::reading)));
    }
    // A record that marks its own components says better what is personal in it.
    boolean marksItself =
        Arrays.stream(components).anyMatch(each -> each.isAnnotationPresent(Personal.class));
    Set<Class<?>> within = new HashSet<>(around);
    within.add(type);
    Map<String, Field> fields = new LinkedHashMap<>();
    for (RecordComponent component : components) {
      Personal personal = component.getAnnotation(Personal.class);
      Shape here =
          personal == null
              ? marksItself ? NOTHING : marked
              : personal.quoted() ? new Quoting() : new Calling();
      Shape shape = of(component.getGenericType(), here, within);
      if (!shape.equals(NOTHING)) {
        fields.put(component.getName(), new Field(shape, reading(component)));
      }
    }
    return fields.isEmpty() ? NOTHING : new Fields(fields);
  }

  private static boolean isOfAPerson(RecordComponent[] components) {
    return Arrays.stream(components)
        .filter(each -> each.isAnnotationPresent(Personal.class))
        .map(RecordComponent::getName)
        .collect(Collectors.toSet())
        .equals(OF_A_PERSON);
  }

  private static Function<Object, Object> reading(RecordComponent component) {
    var accessor = component.getAccessor();
    accessor.setAccessible(true);
    return record -> {
      try {
        return accessor.invoke(record);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    };
  }
}

package dev.daybook.views;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record's components as columns: {@code registeredAt} is {@code registered_at}. Text, whole and
 * decimal numbers, booleans, moments, dates, UUIDs, lists of text and {@link Json} are known.
 */
final class Columns<R extends Record> {

  /** Reads one column of a row. */
  private interface Reader {
    @Nullable Object read(ResultSet row, String name) throws SQLException;
  }

  private static final Map<Class<?>, Reader> READERS =
      Map.ofEntries(
          Map.entry(String.class, ResultSet::getString),
          Map.entry(int.class, ResultSet::getInt),
          Map.entry(Integer.class, ResultSet::getInt),
          Map.entry(long.class, ResultSet::getLong),
          Map.entry(Long.class, ResultSet::getLong),
          Map.entry(boolean.class, ResultSet::getBoolean),
          Map.entry(Boolean.class, ResultSet::getBoolean),
          Map.entry(BigDecimal.class, ResultSet::getBigDecimal),
          Map.entry(UUID.class, (row, name) -> row.getObject(name, UUID.class)),
          Map.entry(LocalDate.class, (row, name) -> row.getObject(name, LocalDate.class)),
          Map.entry(Instant.class, Columns::moment),
          Map.entry(List.class, Columns::texts),
          Map.entry(Json.class, Columns::json));

  private final Class<R> type;
  private final List<String> names;
  private final List<Reader> readers;
  private final MethodHandle[] accessors;
  private final MethodHandle constructor;

  Columns(Class<R> type) {
    this.type = type;
    RecordComponent[] components = type.getRecordComponents();
    this.names = Arrays.stream(components).map(c -> snake(c.getName())).toList();
    this.readers = Arrays.stream(components).map(c -> reader(type, c)).toList();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    this.accessors = new MethodHandle[components.length];
    try {
      MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
      for (int i = 0; i < components.length; i++) {
        accessors[i] =
            lookup
                .unreflect(components[i].getAccessor())
                .asType(MethodType.methodType(Object.class, Object.class));
      }
      this.constructor =
          lookup
              .unreflectConstructor(type.getDeclaredConstructor(types))
              .asSpreader(Object[].class, types.length)
              .asType(MethodType.methodType(Object.class, Object[].class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("cannot look into the record " + type, e);
    }
  }

  List<String> names() {
    return names;
  }

  /** Appends the record's values in COPY's text format, each behind a tab. */
  void copy(CopyText line, R row) {
    for (MethodHandle accessor : accessors) {
      line.tab().value(get(accessor, row));
    }
  }

  R read(ResultSet row) throws SQLException {
    @Nullable Object[] values = new @Nullable Object[names.size()];
    for (int i = 0; i < values.length; i++) {
      Object value = readers.get(i).read(row, names.get(i));
      values[i] = row.wasNull() ? null : value;
    }
    try {
      return type.cast((Object) constructor.invokeExact(values));
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("cannot make a " + type, e);
    }
  }

  /** The record's values, in the order of {@link #names}. */
  List<@Nullable Object> values(R row) {
    List<@Nullable Object> values = new ArrayList<>(accessors.length);
    for (MethodHandle accessor : accessors) {
      values.add(get(accessor, row));
    }
    return values;
  }

  private static @Nullable Object get(MethodHandle accessor, Object row) {
    try {
      return (Object) accessor.invokeExact(row);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("cannot read " + row, e);
    }
  }

  private static Reader reader(Class<?> type, RecordComponent component) {
    Reader reader = READERS.get(component.getType());
    if (reader == null) {
      throw new IllegalArgumentException(
          "no column holds a %s, as %s.%s is"
              .formatted(component.getType(), type.getSimpleName(), component.getName()));
    }
    return reader;
  }

  private static @Nullable Instant moment(ResultSet row, String name) throws SQLException {
    OffsetDateTime value = row.getObject(name, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }

  private static @Nullable Json json(ResultSet row, String name) throws SQLException {
    String value = row.getString(name);
    return value == null ? null : new Json(value);
  }

  private static @Nullable List<String> texts(ResultSet row, String name) throws SQLException {
    Array value = row.getArray(name);
    return value == null ? null : List.of((String[]) value.getArray());
  }

  private static String snake(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}

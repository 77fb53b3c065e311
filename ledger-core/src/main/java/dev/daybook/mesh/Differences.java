package dev.daybook.mesh;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where two values of one record type differ, as JSON pointers (RFC 6901) into the record: {@code
 * /objectives/0/target}. Numbers are compared by value, so that {@code 1.0} is {@code 1}, versions
 * as versions, so that {@code 1.0} is {@code 1.0.0}, what is kept {@link AsWritten} by the quantity
 * it says, parties as they were written, whatever team that meant then; nothing else is bent. Two
 * values without a difference have the same content.
 */
public final class Differences {

  /** Most differences listed; what differs in more places differs enough. */
  public static final int MAX = 100;

  private final List<String> pointers = new ArrayList<>();

  private Differences() {}

  /** The pointers in the order of the record's components, at most {@value #MAX}. */
  public static List<String> between(Record before, Record after) {
    if (before.equals(after)) {
      return List.of();
    }
    Differences differences = new Differences();
    differences.compare("", before, after);
    return List.copyOf(differences.pointers);
  }

  /** Whether there is no difference. */
  public static boolean none(Record before, Record after) {
    return between(before, after).isEmpty();
  }

  private void compare(String at, @Nullable Object before, @Nullable Object after) {
    if (pointers.size() >= MAX || Objects.equals(before, after)) {
      return;
    }
    if (before instanceof BigDecimal a && after instanceof BigDecimal b) {
      differsIf(a.compareTo(b) != 0, at);
    } else if (before instanceof Version a && after instanceof Version b) {
      differsIf(a.compareTo(b) != 0, at);
    } else if (before instanceof Party a && after instanceof Party b && a.isWrittenLike(b)) {
      return;
    } else if (before instanceof List<?> a && after instanceof List<?> b) {
      compareLists(at, a, b);
    } else if (before instanceof Map<?, ?> a && after instanceof Map<?, ?> b) {
      compareMaps(at, a, b);
    } else if (before instanceof Record a && isTree(a) && a.getClass().isInstance(after)) {
      compareRecords(at, a, after);
    } else {
      differsIf(true, at);
    }
  }

  private void differsIf(boolean different, String at) {
    if (different) {
      pointers.add(at);
    }
  }

  /** Versions and subjects are one text in JSON, so one place. */
  private static boolean isTree(Record value) {
    return !(value instanceof Version || value instanceof SubjectName);
  }

  private void compareLists(String at, List<?> before, List<?> after) {
    for (int i = 0; i < Math.max(before.size(), after.size()) && pointers.size() < MAX; i++) {
      compare(at + "/" + i, element(before, i), element(after, i));
    }
  }

  private static @Nullable Object element(List<?> list, int index) {
    return index < list.size() ? list.get(index) : null;
  }

  private void compareMaps(String at, Map<?, ?> before, Map<?, ?> after) {
    TreeSet<String> keys = new TreeSet<>();
    before.keySet().forEach(key -> keys.add(String.valueOf(key)));
    after.keySet().forEach(key -> keys.add(String.valueOf(key)));
    for (String key : keys) {
      compare(at + "/" + escape(key), before.get(key), after.get(key));
    }
  }

  private void compareRecords(String at, Record before, Object after) {
    for (RecordComponent component : before.getClass().getRecordComponents()) {
      Object a = read(component, before);
      Object b = read(component, after);
      AsWritten text = component.getAnnotation(AsWritten.class);
      if (text == null || !saysTheSame(a, b, text.unit())) {
        compare(at + "/" + component.getName(), a, b);
      }
    }
  }

  private static boolean saysTheSame(@Nullable Object before, @Nullable Object after, String unit) {
    if (!(before instanceof String a && after instanceof String b)) {
      return false;
    }
    Optional<String> quantity = Quantity.canonical(a, unit);
    return quantity.isPresent() && quantity.equals(Quantity.canonical(b, unit));
  }

  private static @Nullable Object read(RecordComponent component, Object from) {
    try {
      return component.getAccessor().invoke(from);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(
          "`%s` cannot be read; compared records and their accessors are public"
              .formatted(component),
          e);
    }
  }

  private static String escape(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }
}

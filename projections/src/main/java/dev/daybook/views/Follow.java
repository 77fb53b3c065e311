package dev.daybook.views;

import dev.daybook.decision.Recorded;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.store.LedgerEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * One family of events a view follows, and what each does to its rows.
 *
 * @param events a sealed interface of events, or one event's record
 */
public record Follow<E extends SubjectEvent>(Class<E> events, Apply<E> apply) {

  /** What one event does to a view's rows: no I/O but through {@code rows}, no clock. */
  @FunctionalInterface
  public interface Apply<E> {
    void apply(E event, LedgerEntry entry, Rows rows);
  }

  /** Wire names of the events, {@code product.registered}. */
  public List<String> types() {
    List<String> types = new ArrayList<>();
    collect(events, types);
    return List.copyOf(types);
  }

  void apply(LedgerEntry entry, Rows rows) {
    apply.apply(events.cast(entry.event()), entry, rows);
  }

  private static void collect(Class<?> type, List<String> types) {
    Recorded recorded = type.getAnnotation(Recorded.class);
    if (recorded != null) {
      types.add(recorded.value());
    } else if (type.isSealed()) {
      for (Class<?> each : type.getPermittedSubclasses()) {
        collect(each, types);
      }
    } else {
      throw new IllegalArgumentException(
          "%s is neither sealed nor recorded, so its events cannot be told".formatted(type));
    }
  }
}

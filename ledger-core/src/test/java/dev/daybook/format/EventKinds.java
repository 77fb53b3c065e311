package dev.daybook.format;

import dev.daybook.decision.DecisionRecorded;
import dev.daybook.decision.Recorded;
import dev.daybook.decision.Slice;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.path.Slices;
import dev.daybook.posture.PostureEvent;
import dev.daybook.rotation.RotationEvent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every event record of the house, slice by slice, then posture, the seal and decisions. */
final class EventKinds {

  private EventKinds() {}

  /** The sealed events of each slice, by the slice's word; their records in source order. */
  static Map<String, List<Class<?>>> bySlice() {
    Map<String, List<Class<?>>> kinds = new LinkedHashMap<>();
    for (Slice<?, ?, ?> slice : Slices.all()) {
      kinds.put(slice.kind().word(), records(slice.events()).toList());
    }
    kinds.put(SubjectKind.POSTURE.word(), records(PostureEvent.class).toList());
    kinds.put(SubjectKind.SEAL.word(), records(RotationEvent.class).toList());
    kinds.put("decision", List.of(DecisionRecorded.class));
    return kinds;
  }

  static List<Class<?>> all() {
    return bySlice().values().stream().flatMap(List::stream).toList();
  }

  private static Stream<Class<?>> records(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(EventKinds::records)
        : Stream.of(type);
  }

  static Recorded recorded(Class<?> kind) {
    Recorded recorded = kind.getAnnotation(Recorded.class);
    if (recorded == null) {
      throw new AssertionError(
          "%s has no name in the ledger; annotate it with @Recorded".formatted(kind));
    }
    return recorded;
  }

  /** {@code product.registered.v1}, what an event's files are called. */
  static String fileName(Class<?> kind) {
    return recorded(kind).value() + ".v" + recorded(kind).revision();
  }

  static SubjectEvent example(Class<?> kind) {
    return EventExamples.all().stream()
        .filter(kind::isInstance)
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError("%s has no example; add one to EventExamples".formatted(kind)));
  }
}

package dev.daybook.document;

import dev.daybook.mesh.Objective;
import dev.daybook.mesh.Quantity;
import dev.daybook.mesh.TimeSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * ODCS {@code slaProperties}: a value, and a unit beside it, become an objective; retention is kept
 * as such; words, dates and times of day (a support tier, general availability) are kept under
 * their pointers, for they are no measured promise.
 */
record OdcsAgreements(List<Objective> objectives, @Nullable TimeSpan retention) {

  private static final Set<String> MOMENTS =
      Set.of(
          "general-availability",
          "end-of-support",
          "end-of-life",
          "time-of-availability",
          "available-from",
          "support-hours");

  static OdcsAgreements read(Section document) {
    Reader reader = new Reader(document.slot("slaProperties").node());
    document.sections(
        "slaProperties",
        agreement -> {
          reader.read(agreement);
          return agreement;
        });
    return new OdcsAgreements(
        List.copyOf(reader.promised),
        reader.retentions.isEmpty() ? null : reader.retentions.getFirst());
  }

  /** What makes one agreement another than its neighbour. */
  private record Key(String property, String element, String driver) {}

  /** The properties that some agreement names without an element or driver. */
  private static Set<String> forEverything(@Nullable Node agreements) {
    Set<String> properties = new HashSet<>();
    if (agreements instanceof Node.Sequence list) {
      for (Node item : list.items()) {
        if (item instanceof Node.Mapping agreement
            && agreement.value("element").isEmpty()
            && agreement.value("driver").isEmpty()
            && agreement.value("property").orElse(null) instanceof Node.Scalar property) {
          properties.add(Objectives.name(property.text()));
        }
      }
    }
    return properties;
  }

  private static final class Reader {
    private final Objectives objectives = new Objectives();
    private final Map<Key, String> names = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final Set<String> forEverything;
    private final List<Objective> promised = new ArrayList<>();
    private final List<TimeSpan> retentions = new ArrayList<>();

    Reader(@Nullable Node agreements) {
      this.forEverything = forEverything(agreements);
    }

    void read(Section agreement) {
      Value<String> property = agreement.text("property");
      String name = property.required();
      Slot value = agreement.slot("value");
      String unit = agreement.text("unit").or("");
      String element = agreement.text("element").or("");
      String driver = agreement.text("driver").or("");
      agreement.label("valueExt", "element", "driver", "id", "scheduler", "schedule");
      String description = agreement.text("description").orNull();
      if (property.orNull() == null) {
        value.label();
        return;
      }
      if (!value.isPresent() && !agreement.isWritten("value")) {
        value.need();
        return;
      }
      String known = Objectives.name(name);
      String text = together(value, unit);
      if (!value.isPresent() || MOMENTS.contains(known) || isWords(known, value, unit, text)) {
        agreement.label("property", "value", "unit", "description");
      } else if (known.equals("retention")) {
        readRetention(value, text);
        agreement.label("property", "value", "unit", "description");
      } else {
        objectives
            .read(unique(name, element, driver), value, text, null, description)
            .ifPresent(promised::add);
      }
    }

    private void readRetention(Slot value, String text) {
      Optional<TimeSpan> span = TimeSpan.parse(text);
      if (span.isEmpty()) {
        value.problem(
            "`%s` is no span of time".formatted(text),
            "a number with a unit, such as value: 3 and unit: y",
            null);
      }
      span.ifPresent(retentions::add);
    }

    /**
     * The property's name, which the agreement for everything takes, or else the first; the others
     * are named after the element or driver that makes the difference too.
     */
    private String unique(String property, String element, String driver) {
      String known = Objectives.name(property);
      String again = names.get(new Key(known, element, driver));
      if (again != null) {
        return again;
      }
      String name = property;
      if (!(element.isEmpty() && driver.isEmpty())) {
        Set<String> candidates = new LinkedHashSet<>();
        if (!forEverything.contains(known)) {
          candidates.add(property);
        }
        candidates.add(joined(property, element));
        candidates.add(joined(joined(property, element), driver));
        name =
            candidates.stream()
                .filter(candidate -> !taken.contains(Objectives.name(candidate)))
                .findFirst()
                .orElse(property);
      }
      taken.add(Objectives.name(name));
      names.put(new Key(known, element, driver), name);
      return name;
    }

    private static String joined(String name, String more) {
      return more.isEmpty() ? name : name + "-" + Objectives.name(more);
    }
  }

  /**
   * Whether the value is words rather than a quantity: an address, a tier, a promise in prose. What
   * is no quantity although the property is one that is always counted is a slip.
   */
  private static boolean isWords(String property, Slot value, String unit, String text) {
    if (!(value.node() instanceof Node.Scalar scalar)) {
      return false;
    }
    boolean wordy =
        scalar.type() == Node.Scalar.Type.BOOLEAN
            || (scalar.isText() && scalar.text().chars().noneMatch(c -> c >= '0' && c <= '9'));
    boolean counted = property.equals("retention") || Objectives.isUsual(property);
    return (wordy && unit.isEmpty()) || (!counted && Quantity.parse(text).isEmpty());
  }

  private static String together(Slot value, String unit) {
    String text = value.node() instanceof Node.Scalar scalar ? scalar.text().strip() : "";
    return switch (unit.toLowerCase(Locale.ROOT)) {
      case "" -> text;
      case "%", "percent", "percentage", "pct" -> text + "%";
      default -> TimeSpan.isUnit(unit) ? text + unit : text;
    };
  }
}

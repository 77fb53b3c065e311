package dev.daybook.document;

import dev.daybook.mesh.Objective;
import dev.daybook.mesh.TimeSpan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * ODCS {@code slaProperties}: a value, and a unit beside it, become an objective; retention is kept
 * as such; dates and times of day (general availability, end of support) are kept under their
 * pointers, for they are no measured promise.
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
    Objectives objectives = new Objectives();
    Set<String> used = new HashSet<>();
    List<Objective> promised = new ArrayList<>();
    List<TimeSpan> retentions = new ArrayList<>();
    document.sections(
        "slaProperties",
        agreement -> {
          read(agreement, objectives, used, promised, retentions);
          return agreement;
        });
    return new OdcsAgreements(
        List.copyOf(promised), retentions.isEmpty() ? null : retentions.getFirst());
  }

  private static void read(
      Section agreement,
      Objectives objectives,
      Set<String> used,
      List<Objective> promised,
      List<TimeSpan> retentions) {
    Value<String> property = agreement.text("property");
    String name = property.required();
    Slot value = agreement.slot("value");
    String unit = agreement.text("unit").or("");
    String element = agreement.text("element").or("");
    agreement.label("valueExt", "element", "driver", "id", "scheduler", "schedule");
    String description = agreement.text("description").orNull();
    if (property.orNull() == null) {
      value.label();
      return;
    }
    String written = Objectives.name(name);
    if (MOMENTS.contains(written) || isFreeText(value, unit)) {
      agreement.label("property", "value", "unit", "description");
      return;
    }
    if (!value.isPresent()) {
      value.need();
      return;
    }
    String text = together(value, unit);
    if (written.equals("retention")) {
      Optional<TimeSpan> span = TimeSpan.parse(text);
      if (span.isEmpty()) {
        value.problem(
            "`%s` is no span of time".formatted(text),
            "a number with a unit, such as value: 3 and unit: y",
            null);
      }
      span.ifPresent(retentions::add);
      agreement.label("property", "value", "unit", "description");
      return;
    }
    String unique =
        used.add(written) || element.isEmpty() ? name : name + "-" + Objectives.name(element);
    objectives.read(unique, value, text, null, description).ifPresent(promised::add);
  }

  /**
   * Whether the value is words rather than a quantity: a moment, an address, a promise in prose.
   */
  private static boolean isFreeText(Slot value, String unit) {
    return value.node() instanceof Node.Scalar scalar
        && unit.isEmpty()
        && (scalar.type() == Node.Scalar.Type.BOOLEAN
            || (scalar.isText() && scalar.text().chars().noneMatch(c -> c >= '0' && c <= '9')));
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

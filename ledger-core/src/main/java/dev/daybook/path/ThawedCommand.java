package dev.daybook.path;

import dev.daybook.decision.Facts;
import dev.daybook.decision.SubjectCommand;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Commands read back from the facts they were judged on. */
final class ThawedCommand {

  private ThawedCommand() {}

  /**
   * A command of which the facts show every part.
   *
   * @param kind its wire name, {@code ReportMeasurement}
   * @throws IllegalArgumentException when there is no such kind, the facts are of none such, or the
   *     command has a part that facts do not show, such as a person
   */
  static SubjectCommand of(String kind, Facts facts) {
    CommandKind known = CommandKind.all().get(kind);
    if (known == null || !(facts.values().get("command") instanceof Map<?, ?> asked)) {
      throw new IllegalArgumentException("no command is `%s`".formatted(kind));
    }
    Map<String, @Nullable Object> shown = new TreeMap<>();
    shown.put("subject", asked.get("subject"));
    known.parts().forEach(part -> shown.put(part.getName(), asked.get(part.getName())));
    known.documents().forEach((fact, part) -> shown.put(part.getName(), facts.values().get(fact)));
    Map<String, @Nullable Object> parts = new TreeMap<>();
    for (RecordComponent part : known.command().getRecordComponents()) {
      if (!shown.containsKey(part.getName())) {
        throw new IllegalArgumentException(
            "facts do not show `%s` of a `%s`".formatted(part.getName(), kind));
      }
      parts.put(part.getName(), shown.get(part.getName()));
    }
    return (SubjectCommand) FactValues.typed(parts, known.command());
  }
}

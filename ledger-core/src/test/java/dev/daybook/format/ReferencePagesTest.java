package dev.daybook.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.BuiltInRule;
import dev.daybook.mesh.Personal;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The reference pages of events and refusals say everything there is, and nothing else. */
class ReferencePagesTest {

  private static final Path EVENTS = Path.of("../docs/reference/events.md");
  private static final Path REFUSALS = Path.of("../docs/reference/refusals.md");

  @Test
  void thePageOfEventsSaysWhatEachEventMeans() {
    GoldenFile.matches(EVENTS, eventsPage());
  }

  private static String eventsPage() {
    StringBuilder page =
        new StringBuilder(
            """
            # Events

            Everything a ledger can hold. An event's name never changes; when its JSON changes shape,
            its revision counts up and older ones are brought up to date when they are read. The
            payload is canonical JSON (RFC 8785): one line, keys sorted, absent values left out,
            decimals as text so that no digit is lost. What may name a person is marked *personal*
            here and `x-personal` in the schemas.

            The order in which events happen, and why a command was refused, is told by
            [refusals](refusals.md). This page is written from the sources by `ReferencePagesTest`.
            """);
    EventKinds.bySlice().forEach((slice, kinds) -> section(page, slice, kinds));
    return page.toString();
  }

  private static void section(StringBuilder page, String slice, List<Class<?>> kinds) {
    page.append("\n## %s\n\n".formatted(slice));
    page.append("| event | what happened | what it says |\n|---|---|---|\n");
    for (Class<?> kind : kinds) {
      String name = EventKinds.recorded(kind).value();
      page.append(
          "| [`%s`](events/%s.schema.json) | %s%s | %s |\n"
              .formatted(
                  name,
                  EventKinds.fileName(kind),
                  Javadoc.firstSentence(kind),
                  EventKinds.recorded(kind).changesPolicies()
                      ? " Commands judged before it are judged again."
                      : "",
                  components(kind)));
    }
  }

  private static String components(Class<?> kind) {
    List<String> components = new ArrayList<>();
    for (RecordComponent component : kind.getRecordComponents()) {
      boolean personal = component.isAnnotationPresent(Personal.class);
      components.add("`" + component.getName() + "`" + (personal ? " *personal*" : ""));
    }
    return String.join(", ", components);
  }

  @Test
  void thePageOfRefusalsListsEveryBuiltInRuleInTheirOrder() {
    String page = GoldenFile.read(REFUSALS);
    Matcher heading = Pattern.compile("(?m)^### `(daybook/[a-z-]+)`$").matcher(page);
    List<String> listed = heading.results().map(result -> result.group(1)).toList();

    assertThat(listed)
        .as("%s has a heading for each rule of BuiltInRule, in its order", REFUSALS)
        .isEqualTo(Arrays.stream(BuiltInRule.values()).map(BuiltInRule::id).toList());
  }

  @Test
  void eachRefusalOpensWithWhatItsRuleSays() {
    String page = GoldenFile.read(REFUSALS);

    for (Map.Entry<String, String> rule : sayings()) {
      assertThat(page).contains("### `%s`\n\n%s".formatted(rule.getKey(), rule.getValue()));
    }
  }

  private static List<Map.Entry<String, String>> sayings() {
    return Arrays.stream(BuiltInRule.values())
        .map(rule -> Map.entry(rule.id(), Javadoc.of(rule)))
        .toList();
  }
}

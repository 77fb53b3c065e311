package dev.daybook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * YAML for reading.
 *
 * @see <a href="https://yaml.org/spec/1.2.2/">YAML 1.2</a>
 */
final class Yaml {

  private static final DumpSettings SETTINGS =
      DumpSettings.builder()
          .setDefaultFlowStyle(FlowStyle.BLOCK)
          .setIndicatorIndent(2)
          .setIndentWithIndicator(true)
          .setWidth(100)
          .build();

  private Yaml() {}

  static String of(JsonNode value) {
    return new Dump(SETTINGS).dumpToString(plain(value));
  }

  private static @Nullable Object plain(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT, POJO -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        value.properties().forEach(each -> map.put(each.getKey(), plain(each.getValue())));
        yield map;
      }
      case ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        value.forEach(each -> list.add(plain(each)));
        yield list;
      }
      case NUMBER -> value.isIntegralNumber() ? value.bigIntegerValue() : value.decimalValue();
      case BOOLEAN -> value.booleanValue();
      case NULL, MISSING -> null;
      case STRING, BINARY -> value.asText();
    };
  }
}

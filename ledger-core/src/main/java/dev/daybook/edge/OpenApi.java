package dev.daybook.edge;

import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * Describes every endpoint of this process, in OpenAPI 3: what each module's compiler wrote about
 * its own controllers, under one heading.
 */
@Controller("/openapi")
public final class OpenApi {

  private static final String HEADING = "openapi-heading.yaml";

  /** Where the compiler leaves each module's description; the names are set in their poms. */
  private static final List<String> MODULES =
      List.of(
          "META-INF/swagger/daybook-command-api.yml", "META-INF/swagger/daybook-projections.yml");

  private final String yaml = merged();

  /** The description, as YAML. */
  @Anyone
  @Get(produces = {"application/yaml", MediaType.TEXT_PLAIN})
  public String yaml() {
    return yaml;
  }

  private static String merged() {
    Map<String, Object> all = heading();
    for (String module : MODULES) {
      URL resource = OpenApi.class.getClassLoader().getResource(module);
      if (resource != null) {
        Map<String, Object> description = read(resource);
        mergePaths(all, description);
        mergeSchemas(all, description);
      }
    }
    sort(all, "paths");
    sort(section(all, "components"), "schemas");
    section(section(all, "components"), "schemas").values().forEach(OpenApi::useWords);
    section(all, "paths").values().stream()
        .flatMap(path -> mapping(path).values().stream())
        .forEach(OpenApi::typeParameters);
    OpenApiAnswers.complete(section(all, "paths"), section(all, "components"));
    return new Dump(
            DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).setWidth(100).build())
        .dumpToString(all);
  }

  /** The compiler writes an enum's constants; what goes over the wire is their lower-case words. */
  private static void useWords(Object value) {
    Map<String, Object> schema = mapping(value);
    if (schema.remove("x-type") != null && schema.get("enum") instanceof List<?> constants) {
      schema.put(
          "enum",
          constants.stream().map(word -> word.toString().toLowerCase(Locale.ROOT)).toList());
    }
    schema.remove("x-enum-descriptions");
    schema.remove("x-enum-varnames");
  }

  /** A parameter that is described but not bound has no type of its own; it is a text. */
  private static void typeParameters(Object operation) {
    if (mapping(operation).get("parameters") instanceof List<?> parameters) {
      for (Object parameter : parameters) {
        Map<String, Object> schema = section(mapping(parameter), "schema");
        if ("object".equals(schema.get("type"))) {
          schema.put("type", "string");
        }
      }
    }
  }

  private static Map<String, Object> heading() {
    URL resource = OpenApi.class.getResource(HEADING);
    if (resource == null) {
      throw new IllegalStateException(HEADING + " is not packaged");
    }
    return read(resource);
  }

  private static Map<String, Object> read(URL resource) {
    try (InputStream in = resource.openStream()) {
      return mapping(new Load(LoadSettings.builder().build()).loadFromInputStream(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void mergePaths(Map<String, Object> into, Map<String, Object> from) {
    section(from, "paths")
        .forEach(
            (path, operations) ->
                section(section(into, "paths"), path).putAll(mapping(operations)));
  }

  /** Two modules may show one type; two types of one name would hide each other. */
  private static void mergeSchemas(Map<String, Object> into, Map<String, Object> from) {
    Map<String, Object> known = section(section(into, "components"), "schemas");
    section(section(from, "components"), "schemas")
        .forEach(
            (name, schema) -> {
              Object before = known.putIfAbsent(name, schema);
              if (before != null && !before.equals(schema)) {
                throw new IllegalStateException(
                    "two schemas of OpenAPI are called `%s`; rename one's class".formatted(name));
              }
            });
  }

  private static void sort(Map<String, Object> of, String name) {
    of.put(name, new TreeMap<>(section(of, name)));
  }

  private static Map<String, Object> section(Map<String, Object> of, String name) {
    return mapping(of.computeIfAbsent(name, _ -> new LinkedHashMap<String, Object>()));
  }

  @SuppressWarnings("unchecked") // YAML mappings of an OpenAPI description have texts as keys
  private static Map<String, Object> mapping(Object value) {
    return (Map<String, Object>) value;
  }
}

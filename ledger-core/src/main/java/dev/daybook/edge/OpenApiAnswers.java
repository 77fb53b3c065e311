package dev.daybook.edge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Adds to OpenAPI what holds for every endpoint alike, and is therefore written at none: the
 * problems it may answer with, and the headers that requests and answers carry.
 */
final class OpenApiAnswers {

  private static final String PROBLEM = "ProblemDetails";

  /** Parameters that lead to a list's next page. */
  private static final Set<String> CURSORS = Set.of("after", "before", "from", "skip");

  private OpenApiAnswers() {}

  /** Completes the operations under {@code paths} and what they refer to. */
  static void complete(Map<String, Object> paths, Map<String, Object> components) {
    section(components, "schemas").putIfAbsent(PROBLEM, Map.of("type", "object"));
    components.put("headers", headers());
    components.put("responses", problems());
    paths.forEach(
        (path, operations) -> {
          if (path.startsWith("/api/")) {
            mapping(operations)
                .forEach((method, operation) -> complete(path, method, mapping(operation)));
          }
        });
  }

  private static void complete(String path, String method, Map<String, Object> operation) {
    List<Map<String, Object>> parameters = parameters(operation);
    boolean pages = parameters.stream().anyMatch(p -> CURSORS.contains(name(p)));
    boolean asOf = parameters.stream().anyMatch(p -> name(p).equals("asOf"));
    boolean body = operation.containsKey("requestBody");
    if (asOf) {
      parameters.add(minimumPosition());
      operation.put("parameters", parameters);
    }
    Map<String, Object> responses = section(operation, "responses");
    responses.forEach(
        (status, response) -> {
          if (status.startsWith("2")) {
            success(mapping(response), pages, asOf && method.equals("get") && !pages);
            if (asOf) {
              moment(section(mapping(response), "headers"));
            }
          }
        });
    TreeMap<String, Object> all = new TreeMap<>(responses);
    for (String status : List.of("400", "401", "403", "503")) {
      all.putIfAbsent(status, reference("responses", status));
    }
    if (path.contains("{")) {
      all.putIfAbsent("404", reference("responses", "404"));
    }
    if (body) {
      all.putIfAbsent("408", reference("responses", "408"));
      all.putIfAbsent("413", reference("responses", "413"));
      all.putIfAbsent("415", reference("responses", "415"));
    }
    if (asOf) {
      all.putIfAbsent("504", reference("responses", "504"));
    }
    operation.put("responses", all);
  }

  /** The compiler knows no words for an answer, only its method's name. */
  private static void success(Map<String, Object> response, boolean pages, boolean oneSubject) {
    if (String.valueOf(response.get("description")).endsWith(" 200 response")) {
      response.put("description", "What was asked for.");
    }
    Map<String, Object> headers = section(response, "headers");
    headers.put(Positions.POSITION, reference("headers", Positions.POSITION));
    if (pages) {
      headers.put("Link", reference("headers", "Link"));
    }
    if (oneSubject) {
      headers.put(
          Positions.RECORDED_AT,
          header(
              "When the entry at that position was recorded; absent before the first.",
              schema("string", "date-time")));
      headers.put(
          Positions.CHECKPOINT,
          header(
              "Size of the newest signed checkpoint, if it covers that position; none if no checkpoint"
                  + " does yet.",
              schema("string", null)));
      headers.put(
          Positions.BEHIND,
          header(
              "Of an answer about now: how many entries are recorded that it does not show yet; absent"
                  + " for none.",
              schema("integer", "int64")));
      headers.put("ETag", reference("headers", "ETag"));
    }
  }

  /** What an answer says of its moment, see {@code dev.daybook.moment}. */
  private static void moment(Map<String, Object> headers) {
    for (String header : List.of(Positions.RECORDED_AT, Positions.CHECKPOINT, Positions.BEHIND)) {
      headers.put(header, reference("headers", header));
    }
  }

  private static Map<String, Object> minimumPosition() {
    Map<String, Object> parameter = new LinkedHashMap<>();
    parameter.put("name", Positions.MIN_POSITION);
    parameter.put("in", "header");
    parameter.put(
        "description",
        "Wait until the answer shows this ledger position, such as that of one's own write.");
    parameter.put("schema", schema("integer", "int64"));
    return parameter;
  }

  private static Map<String, Object> headers() {
    Map<String, Object> headers = new LinkedHashMap<>();
    headers.put(
        Positions.POSITION,
        header("The ledger position the answer was computed from.", schema("integer", "int64")));
    headers.put("ETag", header("Where the subject stands; for If-Match.", schema("string", null)));
    headers.put(
        "Link",
        header("The next page, with rel=\"next\", where there is one.", schema("string", null)));
    headers.put(
        "Retry-After", header("Seconds after which to ask again.", schema("integer", "int32")));
    headers.put("WWW-Authenticate", header("How a token is sent.", schema("string", null)));
    return headers;
  }

  private static Map<String, Object> problems() {
    Map<String, Object> problems = new LinkedHashMap<>();
    problems.put("400", problem("The request cannot be read as it is."));
    problems.put("401", problem("No valid token.", "WWW-Authenticate"));
    problems.put("403", problem("The token does not allow this.", "WWW-Authenticate"));
    problems.put("404", problem("Nothing of that name was there at that moment."));
    problems.put("408", problem("The body did not come in time."));
    problems.put("413", problem("The body is too large."));
    problems.put("415", problem("No body is read here in that content type or encoding."));
    problems.put("503", problem("Not now; nothing was recorded.", "Retry-After"));
    problems.put(
        "504",
        problem("The wanted position was not reached in time.", "Retry-After", Positions.POSITION));
    return problems;
  }

  private static Map<String, Object> problem(String description, String... headers) {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("description", description);
    if (headers.length > 0) {
      Map<String, Object> all = new LinkedHashMap<>();
      for (String header : headers) {
        all.put(header, reference("headers", header));
      }
      problem.put("headers", all);
    }
    Map<String, Object> content = new LinkedHashMap<>();
    content.put(
        ProblemDetails.MEDIA_TYPE,
        new LinkedHashMap<>(Map.of("schema", reference("schemas", PROBLEM))));
    problem.put("content", content);
    return problem;
  }

  private static Map<String, Object> header(String description, Map<String, Object> schema) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("description", description);
    header.put("schema", schema);
    return header;
  }

  private static Map<String, Object> schema(String type, @Nullable String format) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", type);
    if (format != null) {
      schema.put("format", format);
    }
    return schema;
  }

  private static Map<String, Object> reference(String kind, String name) {
    return new LinkedHashMap<>(Map.of("$ref", "#/components/%s/%s".formatted(kind, name)));
  }

  private static List<Map<String, Object>> parameters(Map<String, Object> operation) {
    List<Map<String, Object>> parameters = new ArrayList<>();
    if (operation.get("parameters") instanceof List<?> there) {
      there.forEach(parameter -> parameters.add(mapping(parameter)));
    }
    return parameters;
  }

  private static String name(Map<String, Object> parameter) {
    return String.valueOf(parameter.get("name"));
  }

  private static Map<String, Object> section(Map<String, Object> of, String name) {
    return mapping(of.computeIfAbsent(name, _ -> new LinkedHashMap<String, Object>()));
  }

  @SuppressWarnings("unchecked") // YAML mappings of an OpenAPI description have texts as keys
  private static Map<String, Object> mapping(Object value) {
    return (Map<String, Object>) value;
  }
}

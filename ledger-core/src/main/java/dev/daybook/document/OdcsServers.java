package dev.daybook.document;

import dev.daybook.contract.ContractSpec.Server;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** ODCS {@code servers}: each type has fields of its own, of which some have to be there. */
final class OdcsServers {

  /** By type: the fields that have to be there, then after a bar those that may be. */
  private static final Map<String, Fields> TYPES = types();

  private record Fields(List<String> needed, List<String> optional) {}

  private final OdcsParts parts;

  OdcsServers(OdcsParts parts) {
    this.parts = parts;
  }

  List<Server> read(Section document) {
    Map<String, Slot> names = new HashMap<>();
    return document.sections("servers", server -> server(server, names));
  }

  private Server server(Section server, Map<String, Slot> names) {
    Value<String> name = server.text("server");
    MeshParts.once(names, name, "server");
    Value<Fields> type = server.oneOf("type", TYPES);
    Fields fields = type.required();
    server.label("description");
    parts.id(server);
    parts.customProperties(server);
    server.sections("roles", parts::role);
    Map<String, String> said = new HashMap<>();
    if (type.orNull() == null) {
      server.leaveRest();
    } else {
      fields.needed.forEach(key -> said.put(key, server.text(key).required()));
      fields.optional.forEach(key -> MeshParts.put(said, key, server.text(key).orNull()));
      Stream.concat(fields.needed.stream(), fields.optional.stream()).forEach(server::label);
    }
    return new Server(
        name.required(),
        type.slot().node() instanceof Node.Scalar scalar
            ? scalar.text().strip().toLowerCase(Locale.ROOT)
            : null,
        server.text("environment").orNull(),
        location(said));
  }

  /** One line that says where to go: a location, or host, database and schema in a row. */
  private static @Nullable String location(Map<String, String> said) {
    for (String key : List.of("location", "path")) {
      String whole = said.get(key);
      if (whole != null) {
        return whole;
      }
    }
    String host = said.get("host");
    String port = said.get("port");
    String start = host == null ? null : port == null ? host : host + ":" + port;
    String line =
        Stream.of(
                start,
                said.get("account"),
                said.get("project"),
                said.get("catalog"),
                said.get("database"),
                said.get("serviceName"),
                said.get("dataset"),
                said.get("schema"))
            .filter(part -> part != null && !part.isEmpty())
            .collect(Collectors.joining("/"));
    return line.isEmpty() ? null : line;
  }

  private static Map<String, Fields> types() {
    Map<String, Fields> types = new LinkedHashMap<>();
    add(types, "api", "location");
    add(types, "athena", "stagingDir schema | catalog regionName");
    add(types, "azure", "location format | delimiter");
    add(types, "bigquery", "project dataset");
    add(types, "clickhouse", "host port database");
    add(types, "cloudsql", "host port database schema");
    add(types, "databricks", "catalog schema | host");
    add(types, "db2", "host port database | schema");
    add(types, "denodo", "host port | database");
    add(types, "dremio", "host port | schema");
    add(types, "duckdb", "database | schema");
    add(types, "glue", "account database | location format");
    add(types, "hive", "host database | port");
    add(types, "impala", "host database | port");
    add(types, "informix", "host database | port");
    add(types, "kafka", "host | format");
    add(types, "kinesis", "| region format");
    add(types, "local", "path format");
    add(types, "mysql", "host port database");
    add(types, "oracle", "host port serviceName");
    add(types, "postgres", "host port database schema");
    add(types, "postgresql", "host port database schema");
    add(types, "presto", "host | catalog schema");
    add(types, "pubsub", "project");
    add(types, "redshift", "database schema | host region account");
    add(types, "s3", "location | endpointUrl format delimiter");
    add(types, "sftp", "location | format delimiter");
    add(types, "snowflake", "account database schema | host port warehouse");
    add(types, "sqlserver", "host database schema | port");
    add(types, "synapse", "host port database");
    add(types, "trino", "host port catalog schema");
    add(types, "vertica", "host port database schema");
    add(types, "zen", "host database | port");
    add(
        types,
        "custom",
        "| account catalog database dataset delimiter endpointUrl format host location path port"
            + " project region regionName schema serviceName stagingDir stream warehouse");
    return types;
  }

  private static void add(Map<String, Fields> types, String type, String fields) {
    int bar = fields.indexOf('|');
    String needed = bar < 0 ? fields : fields.substring(0, bar);
    String optional = bar < 0 ? "" : fields.substring(bar + 1);
    types.put(type, new Fields(words(needed), words(optional)));
  }

  private static List<String> words(String text) {
    return text.isBlank() ? List.of() : List.of(text.strip().split(" ", -1));
  }
}

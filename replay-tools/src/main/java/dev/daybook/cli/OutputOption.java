package dev.daybook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** {@code -o}: the form data is printed in. */
final class OutputOption {

  /** How data is printed. */
  enum Form {
    TABLE,
    JSON,
    YAML,
    /** One JSON value per line. */
    NDJSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "table",
      description = "table (default), json, yaml or ndjson.")
  private Form form = Form.TABLE;

  Form form() {
    return form;
  }

  /** Prints a list: as a table of {@code columns}, or whole in the other forms. */
  void list(Talk talk, JsonNode list, List<Table.Column> columns) {
    switch (form) {
      case TABLE -> Table.print(talk.data(), list, columns);
      case JSON -> talk.data().println(Json.pretty(list));
      case YAML -> talk.data().print(Yaml.of(list));
      case NDJSON -> list.forEach(each -> talk.data().println(Json.line(each)));
    }
    talk.data().flush();
  }

  /** Prints one thing: as indented names and values, or whole in the other forms. */
  void one(Talk talk, JsonNode thing) {
    one(talk, thing, Form.TABLE);
  }

  /** The same for what no table shows: {@code plain} is what it is printed as instead. */
  void one(Talk talk, JsonNode thing, Form plain) {
    switch (form == Form.TABLE ? plain : form) {
      case TABLE -> Outline.print(talk.data(), thing);
      case JSON -> talk.data().println(Json.pretty(thing));
      case YAML -> talk.data().print(Yaml.of(thing));
      case NDJSON -> talk.data().println(Json.line(thing));
    }
    talk.data().flush();
  }
}

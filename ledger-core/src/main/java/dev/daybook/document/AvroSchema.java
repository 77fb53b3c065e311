package dev.daybook.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.daybook.contract.ContractSpec.Model;
import dev.daybook.mesh.Field;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An Avro schema inside a document, as a JSON text or written out in the document's own syntax. It
 * becomes fields; whatever the fields have no place for (defaults, aliases, namespaces) is kept as
 * one canonical JSON label, so that a change there is a change of the document.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/">Avro 1.12</a>
 */
final class AvroSchema {

  /** What Avro puts the culprit between. */
  private static final Pattern QUOTED = Pattern.compile("[\"'`]([^\"'`]+)[\"'`]|: (\\S+)$");

  private static final JsonFactory JSON = new JsonFactory();

  private AvroSchema() {}

  static List<Model> models(Slot specification) {
    Optional<Source> source = source(specification);
    if (source.isEmpty()) {
      return List.of();
    }
    Source tree = source.get();
    String json = json(tree.root());
    specification.label(json);
    try {
      Schema schema = new Schema.Parser().parse(json);
      return models(schema, specification);
    } catch (AvroRuntimeException e) {
      String message = String.valueOf(e.getMessage());
      specification.problemAt(
          tree.placeOf(message),
          "this is not an Avro schema: " + message,
          "an Avro schema (https://avro.apache.org/docs/1.12.0/specification/)",
          null);
      return List.of();
    }
  }

  /** The schema's tree, and where its values stand in the document. */
  private record Source(Node root, Node.@Nullable Scalar text) {

    Place place(Node node) {
      return text == null ? node.place() : text.at(node.place().line(), node.place().column());
    }

    /** Where the word stands that Avro complains of, or the schema itself. */
    Place placeOf(String message) {
      Matcher quoted = QUOTED.matcher(message);
      while (quoted.find()) {
        String word = quoted.group(1) == null ? quoted.group(2) : quoted.group(1);
        Optional<Node> culprit = find(root, word);
        if (culprit.isPresent()) {
          return place(culprit.get());
        }
      }
      return place(root);
    }

    private static Optional<Node> find(Node node, String word) {
      return switch (node) {
        case Node.Scalar scalar ->
            scalar.text().equals(word) ? Optional.of(node) : Optional.empty();
        case Node.Sequence sequence -> firstOf(sequence.items(), word);
        case Node.Mapping mapping ->
            firstOf(mapping.entries().values().stream().map(Node.Entry::value).toList(), word);
      };
    }

    private static Optional<Node> firstOf(List<Node> nodes, String word) {
      return nodes.stream().map(node -> find(node, word)).flatMap(Optional::stream).findFirst();
    }
  }

  private static Optional<Source> source(Slot specification) {
    return switch (specification.node()) {
      case null -> Optional.empty();
      case Node.Scalar text -> parse(text, specification);
      case Node.Mapping mapping -> Optional.of(new Source(mapping, null));
      case Node.Sequence list -> Optional.of(new Source(list, null));
    };
  }

  private static Optional<Source> parse(Node.Scalar text, Slot specification) {
    Problems problems = new Problems();
    Optional<Node> root = JsonParser.parse(text.text(), Place.START, problems);
    for (Problem problem : problems.list()) {
      specification.problemAt(
          text.at(problem.line(), problem.column()),
          problem.message(),
          problem.wanted(),
          problem.fix());
    }
    if (root.isEmpty() && problems.isEmpty()) {
      specification.problem("the specification is empty", "an Avro schema in JSON", null);
    }
    return problems.isEmpty() ? root.map(node -> new Source(node, text)) : Optional.empty();
  }

  private static List<Model> models(Schema schema, Slot specification) {
    List<Schema> records = schema.isUnion() ? schema.getTypes() : List.of(schema);
    List<Model> models = new ArrayList<>();
    for (Schema type : records) {
      if (type.getType() == Schema.Type.RECORD) {
        models.add(
            new Model(
                type.getName(), type.getFullName(), type.getDoc(), fields(type, new HashSet<>())));
      }
    }
    if (models.isEmpty()) {
      specification.problem(
          "the schema is of type `%s`".formatted(schema.getType().getName()),
          "a record, or a union of records",
          null);
    }
    return models;
  }

  private static List<Field> fields(Schema schema, Set<String> open) {
    if (!open.add(schema.getFullName())) {
      return List.of();
    }
    List<Field> fields = new ArrayList<>();
    for (Schema.Field field : schema.getFields()) {
      fields.add(field(field, open));
    }
    open.remove(schema.getFullName());
    return List.copyOf(fields);
  }

  private static Field field(Schema.Field field, Set<String> open) {
    Schema schema = field.schema();
    boolean nullable = schema.isNullable();
    Schema type = nullable ? withoutNull(schema) : schema;
    // A logical type beside the type, not around it, is a common slip that Avro reads over.
    String beside = field.getProp("logicalType");
    return new Field(
        field.name(),
        beside != null && type.getLogicalType() == null ? beside : typeName(type),
        field.doc(),
        nullable,
        false,
        false,
        field.getObjectProp("pii") instanceof Boolean pii ? pii : null,
        field.getProp("masking"),
        field.getProp("classification"),
        type.getType() == Schema.Type.ENUM ? List.copyOf(type.getEnumSymbols()) : List.of(),
        parts(type, open));
  }

  private static Schema withoutNull(Schema schema) {
    if (!schema.isUnion()) {
      return schema;
    }
    List<Schema> others =
        schema.getTypes().stream().filter(type -> type.getType() != Schema.Type.NULL).toList();
    return others.size() == 1 ? others.getFirst() : schema;
  }

  private static List<Field> parts(Schema type, Set<String> open) {
    return switch (type.getType()) {
      case RECORD -> fields(type, open);
      case ARRAY -> List.of(part("items", type.getElementType(), open));
      case MAP -> List.of(part("values", type.getValueType(), open));
      case UNION -> {
        List<Field> parts = new ArrayList<>();
        for (Schema option : type.getTypes()) {
          if (option.getType() != Schema.Type.NULL) {
            parts.add(part(option.getName(), option, open));
          }
        }
        yield List.copyOf(parts);
      }
      case ENUM, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL, FIXED -> List.of();
    };
  }

  private static Field part(String name, Schema schema, Set<String> open) {
    boolean nullable = schema.isNullable();
    Schema type = nullable ? withoutNull(schema) : schema;
    return new Field(
        name,
        typeName(type),
        null,
        nullable,
        false,
        false,
        null,
        null,
        null,
        type.getType() == Schema.Type.ENUM ? List.copyOf(type.getEnumSymbols()) : List.of(),
        parts(type, open));
  }

  private static String typeName(Schema type) {
    LogicalType logical = type.getLogicalType();
    if (logical instanceof LogicalTypes.Decimal decimal) {
      return "decimal(%d,%d)".formatted(decimal.getPrecision(), decimal.getScale());
    }
    if (logical != null) {
      return logical.getName();
    }
    return type.getType() == Schema.Type.RECORD ? type.getName() : type.getType().getName();
  }

  /** The tree as JSON with sorted keys and no white space. */
  private static String json(Node root) {
    StringWriter out = new StringWriter();
    try (JsonGenerator generator = JSON.createGenerator(out)) {
      write(root, generator);
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot fail to be written", e);
    }
    return out.toString();
  }

  private static void write(Node node, JsonGenerator out) throws IOException {
    switch (node) {
      case Node.Mapping mapping -> {
        out.writeStartObject();
        for (Map.Entry<String, Node.Entry> entry : new TreeMap<>(mapping.entries()).entrySet()) {
          out.writeFieldName(entry.getKey());
          write(entry.getValue().value(), out);
        }
        out.writeEndObject();
      }
      case Node.Sequence sequence -> {
        out.writeStartArray();
        for (Node item : sequence.items()) {
          write(item, out);
        }
        out.writeEndArray();
      }
      case Node.Scalar scalar -> {
        switch (scalar.type()) {
          case TEXT -> out.writeString(scalar.text());
          case INTEGER, DECIMAL -> out.writeNumber(scalar.text());
          case BOOLEAN -> out.writeBoolean(scalar.text().equalsIgnoreCase("true"));
          case NULL -> out.writeNull();
        }
      }
    }
  }
}

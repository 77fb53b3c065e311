package dev.daybook.document;

import static org.apache.avro.Schema.Type.RECORD;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.daybook.contract.ContractSpec.Model;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.AvroRuntimeException;
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

  /** A name in one of Avro's messages. */
  private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

  private static final Set<String> PRIMITIVES =
      Set.of("null", "boolean", "int", "long", "float", "double", "bytes", "string");

  private static final Set<String> COMPLEX =
      Set.of("record", "error", "enum", "fixed", "array", "map");

  /** Words of Avro's messages that name nothing of the author's, beside its types. */
  private static final Set<String> AVROS_OWN =
      Set.of(
          "MUST",
          "a",
          "be",
          "default",
          "field",
          "fields",
          "for",
          "has",
          "in",
          "name",
          "no",
          "not",
          "of",
          "one",
          "or",
          "primitive",
          "schema",
          "symbol",
          "type",
          "union",
          "Record");

  private static final JsonFactory JSON = new JsonFactory();

  private AvroSchema() {}

  static List<Model> models(Slot specification) {
    Optional<Source> source = source(specification);
    if (source.isEmpty()) {
      return List.of();
    }
    Source tree = source.get();
    tree.fields().forEach(field -> specification.countFieldAt(tree.place(field)));
    specification.label(json(tree.root()));
    try {
      Schema schema = new Schema.Parser().parse(forAvro(tree.root()));
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

    /**
     * Where the value stands that Avro complains of, or the schema itself. Avro names it, or quotes
     * it as JSON behind the last colon; of two alike it means the second.
     */
    Place placeOf(String message) {
      String quoted = message.substring(message.lastIndexOf(": ") + 1).strip();
      Optional<Node> culprit =
          last(node -> !(node instanceof Node.Scalar) && json(node).equals(quoted));
      if (message.startsWith("A schema \"type\" MUST be")) {
        culprit = unknownType();
      }
      Matcher words = WORD.matcher(message);
      while (culprit.isEmpty() && words.find()) {
        String word = words.group();
        String simple = word.substring(word.lastIndexOf('.') + 1);
        if (!AVROS_OWN.contains(word) && !isAvroType(word)) {
          culprit =
              last(
                  node ->
                      node instanceof Node.Scalar scalar
                          && (scalar.text().equals(word) || scalar.text().equals(simple)));
        }
      }
      return place(culprit.orElse(root));
    }

    /** A type that is neither Avro's nor defined here. */
    private Optional<Node> unknownType() {
      Set<String> defined = new HashSet<>();
      all(root)
          .filter(node -> node.path().step().equals("name"))
          .forEach(node -> defined.add(node instanceof Node.Scalar name ? name.text() : ""));
      return last(
          node ->
              node.path().step().equals("type")
                  && node instanceof Node.Scalar type
                  && !isAvroType(type.text())
                  && !defined.contains(type.text().substring(type.text().lastIndexOf('.') + 1)));
    }

    /** The fields of every record in it. */
    Stream<Node> fields() {
      return all(root).filter(node -> isIn(node, "fields"));
    }

    private static boolean isIn(Node node, String list) {
      Pointer above = node.path().parent();
      return node instanceof Node.Mapping && above != null && above.step().equals(list);
    }

    private Optional<Node> last(Predicate<Node> wanted) {
      return all(root).filter(wanted).reduce((_, second) -> second);
    }

    private static Stream<Node> all(Node node) {
      return Stream.concat(
          Stream.of(node),
          switch (node) {
            case Node.Scalar _ -> Stream.of();
            case Node.Sequence sequence -> sequence.items().stream().flatMap(Source::all);
            case Node.Mapping mapping ->
                mapping.entries().values().stream().flatMap(entry -> all(entry.value()));
          });
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
    List<Schema> models = records.stream().filter(type -> type.getType() == RECORD).toList();
    if (models.isEmpty()) {
      specification.problem(
          "the schema is of type `%s`".formatted(schema.getType().getName()),
          "a record, or a union of records",
          null);
    }
    AvroFields fields = new AvroFields(models);
    return models.stream()
        .map(type -> new Model(type.getName(), type.getFullName(), type.getDoc(), fields.of(type)))
        .toList();
  }

  /** The tree as JSON with sorted keys and no white space. */
  private static String json(Node root) {
    return write(root, false);
  }

  /**
   * The same for Avro to read: a field's logical type that stands beside its type, which Avro reads
   * over, is put inside, where it was meant.
   */
  private static String forAvro(Node root) {
    return write(root, true);
  }

  private static String write(Node root, boolean mended) {
    StringWriter out = new StringWriter();
    try (JsonGenerator generator = JSON.createGenerator(out)) {
      write(root, generator, mended, false);
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot fail to be written", e);
    }
    return out.toString();
  }

  private static void write(Node node, JsonGenerator out, boolean mended, boolean field)
      throws IOException {
    switch (node) {
      case Node.Mapping mapping -> {
        boolean moves = mended && field && hasLogicalTypeBesideType(mapping);
        out.writeStartObject();
        for (Map.Entry<String, Node.Entry> entry : new TreeMap<>(mapping.entries()).entrySet()) {
          String key = entry.getKey();
          Node value = entry.getValue().value();
          if (moves && key.equals("type")) {
            out.writeFieldName(key);
            writeLogicalType(mapping, out);
          } else if (!(moves && LOGICAL.contains(key))
              && !(mended && field && key.equals("logicalType"))) {
            out.writeFieldName(key);
            if (key.equals("fields") && value instanceof Node.Sequence fields) {
              writeItems(fields, out, mended, true);
            } else {
              write(value, out, mended, false);
            }
          }
        }
        out.writeEndObject();
      }
      case Node.Sequence sequence -> writeItems(sequence, out, mended, false);
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

  private static void writeItems(
      Node.Sequence items, JsonGenerator out, boolean mended, boolean fields) throws IOException {
    out.writeStartArray();
    for (Node item : items.items()) {
      write(item, out, mended, fields);
    }
    out.writeEndArray();
  }

  private static final Set<String> LOGICAL = Set.of("logicalType", "precision", "scale");

  private static boolean hasLogicalTypeBesideType(Node.Mapping field) {
    return field.get("logicalType").isPresent()
        && field.get("type").orElse(null) instanceof Node.Scalar type
        && PRIMITIVES.contains(type.text());
  }

  private static boolean isAvroType(String word) {
    return PRIMITIVES.contains(word) || COMPLEX.contains(word);
  }

  private static void writeLogicalType(Node.Mapping field, JsonGenerator out) throws IOException {
    out.writeStartObject();
    for (Map.Entry<String, Node.Entry> entry : field.entries().entrySet()) {
      if (entry.getKey().equals("type") || LOGICAL.contains(entry.getKey())) {
        out.writeFieldName(entry.getKey());
        write(entry.getValue().value(), out, false, false);
      }
    }
    out.writeEndObject();
  }
}

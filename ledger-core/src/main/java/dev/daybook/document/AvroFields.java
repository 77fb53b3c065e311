package dev.daybook.document;

import static org.apache.avro.Schema.Type.ENUM;
import static org.apache.avro.Schema.Type.NULL;

import dev.daybook.mesh.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a schema's records. A record or enumeration is written out once, where it is first
 * used; everywhere else its name says which one is meant, as in the schema itself. So fields are
 * never more than what the schema spells out, however its types use each other.
 */
final class AvroFields {

  private final Set<String> writtenOut = new HashSet<>();

  /**
   * @param models the records that are written out as models, so not in each other's fields
   */
  AvroFields(List<Schema> models) {
    models.forEach(model -> writtenOut.add(model.getFullName()));
  }

  List<Field> of(Schema model) {
    return model.getFields().stream().map(this::field).toList();
  }

  private Field field(Schema.Field field) {
    return field(
        field.name(),
        field.schema(),
        field.doc(),
        field.getObjectProp("pii") instanceof Boolean pii ? pii : null,
        field.getProp("masking"),
        field.getProp("classification"));
  }

  private Field part(String name, Schema schema) {
    return field(name, schema, null, null, null, null);
  }

  private Field field(
      String name,
      Schema schema,
      @Nullable String description,
      @Nullable Boolean pii,
      @Nullable String masking,
      @Nullable String classification) {
    boolean nullable = schema.isNullable();
    Schema type = nullable ? withoutNull(schema) : schema;
    boolean again = isNamed(type) && !writtenOut.add(type.getFullName());
    return new Field(
        name,
        again ? type.getName() : typeName(type),
        description,
        nullable,
        false,
        false,
        pii,
        masking,
        classification,
        type.getType() == ENUM && !again ? List.copyOf(type.getEnumSymbols()) : List.of(),
        again ? List.of() : parts(type));
  }

  /** Whether the type has a name and something to write out. */
  private static boolean isNamed(Schema type) {
    return switch (type.getType()) {
      case RECORD, ENUM -> true;
      case ARRAY, MAP, UNION, FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL ->
          false;
    };
  }

  private static Schema withoutNull(Schema schema) {
    if (!schema.isUnion()) {
      return schema;
    }
    List<Schema> others =
        schema.getTypes().stream().filter(type -> type.getType() != NULL).toList();
    return others.size() == 1 ? others.getFirst() : schema;
  }

  private List<Field> parts(Schema type) {
    return switch (type.getType()) {
      case RECORD -> of(type);
      case ARRAY -> List.of(part("items", type.getElementType()));
      case MAP -> List.of(part("values", type.getValueType()));
      case UNION -> {
        List<Field> parts = new ArrayList<>();
        for (Schema option : type.getTypes()) {
          if (option.getType() != NULL) {
            parts.add(part(option.getName(), option));
          }
        }
        yield List.copyOf(parts);
      }
      case ENUM, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL, FIXED -> List.of();
    };
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
}

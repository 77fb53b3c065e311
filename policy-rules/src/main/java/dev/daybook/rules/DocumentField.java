package dev.daybook.rules;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.daybook.path.CommandKind;
import dev.daybook.rules.FactTypes.FactField;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A field that a document can have, as policies see it: {@code product.outputPorts.type}. That
 * there is a list in between makes no other field of it. One kind of thing inside itself, the parts
 * of a record's field, has the fields of the outermost.
 */
final class DocumentField {

  private static final SequencedMap<String, DocumentField> DOCUMENTS = documents();

  private final String path;
  private final CelType type;
  private final @Nullable DocumentField in;
  private final SequencedMap<String, DocumentField> fields = new LinkedHashMap<>();

  private DocumentField(String path, CelType type, @Nullable DocumentField in) {
    this.path = path;
    this.type = type;
    this.in = in;
    if (ofTheSame(type, in) == null) {
      for (Map.Entry<String, FactField> field : FactTypes.fields(element(type)).entrySet()) {
        fields.put(
            field.getKey(),
            new DocumentField(path + "." + field.getKey(), field.getValue().type(), this));
      }
    }
  }

  /** The documents there are, by the names of their facts: {@code product}. */
  static SequencedMap<String, DocumentField> all() {
    return DOCUMENTS;
  }

  private static SequencedMap<String, DocumentField> documents() {
    SequencedMap<String, DocumentField> documents = new LinkedHashMap<>();
    Map<String, CelType> types = FactTypes.all().variables();
    CommandKind.all().values().stream()
        .flatMap(kind -> kind.documents().keySet().stream())
        .sorted(Collections.reverseOrder())
        .forEach(
            name ->
                Optional.ofNullable(types.get(name))
                    .ifPresent(
                        type -> documents.putIfAbsent(name, new DocumentField(name, type, null))));
    return Collections.unmodifiableSequencedMap(documents);
  }

  /** What is called so in it, or in the elements of it; empty for what has no such field. */
  Optional<DocumentField> field(String name) {
    DocumentField same = ofTheSame(type, in);
    return Optional.ofNullable((same == null ? fields : same.fields).get(name));
  }

  /** {@code product.outputPorts.type}. */
  String path() {
    return path;
  }

  /** Its fields, in the order of their declaration. */
  List<DocumentField> fields() {
    return List.copyOf(fields.values());
  }

  /** It and all beneath it, each before its own. */
  List<DocumentField> throughout() {
    List<DocumentField> all = new ArrayList<>(List.of(this));
    fields.values().forEach(field -> all.addAll(field.throughout()));
    return all;
  }

  /** What it holds, in words: {@code text}, {@code list of number}. */
  String holds() {
    return told(type);
  }

  private static String told(CelType type) {
    return switch (type) {
      case ListType list -> "list of " + told(list.elemType());
      case MapType map -> "map of " + told(map.valueType());
      default ->
          switch (type.name().toLowerCase(Locale.ROOT)) {
            case "string" -> "text";
            case "int", "double" -> "number";
            case "bool" -> "yes or no";
            default -> FactTypes.nameOf(type);
          };
    };
  }

  private static CelType element(CelType type) {
    return type instanceof ListType list && list.hasElemType() ? list.elemType() : type;
  }

  /** Around it, what has the very same fields. */
  private static @Nullable DocumentField ofTheSame(CelType type, @Nullable DocumentField around) {
    CelType element = element(type);
    if (FactTypes.fields(element).isEmpty()) {
      return null;
    }
    for (DocumentField each = around; each != null; each = each.in) {
      if (element(each.type).name().equals(element.name())) {
        return each;
      }
    }
    return null;
  }
}

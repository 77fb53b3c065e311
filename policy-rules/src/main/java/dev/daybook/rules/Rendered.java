package dev.daybook.rules;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.NullValue;
import dev.daybook.rules.FactTypes.FactField;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A value as text for people, the same every time: texts in quotes, maps in the order of their
 * keys, cut where it gets long.
 */
final class Rendered {

  private Rendered() {}

  /**
   * The value without what is personal in it, as its type tells. Looks at no more of a value than
   * it shows.
   */
  static String text(CelType type, Object value) {
    StringBuilder out = new StringBuilder();
    write(type, value, out);
    return cut(out.toString(), Bounds.TEXT);
  }

  /** A text inside a list is quoted, one on its own is not. */
  static String bare(Object value) {
    return value instanceof String text ? cut(text, Bounds.TEXT) : text(SimpleType.DYN, value);
  }

  static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = most - 1;
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + "…";
  }

  private static void write(CelType type, Object value, StringBuilder out) {
    if (out.length() > Bounds.TEXT) {
      return;
    }
    switch (value) {
      case String text when text.equals(FactTypes.PERSONAL) -> out.append(text);
      case String text -> out.append('"').append(cut(text, Bounds.TEXT)).append('"');
      case Boolean truth -> out.append(truth);
      case Long number -> out.append(number);
      case Double number -> out.append(number);
      case Instant instant -> out.append(instant);
      case Duration duration -> out.append(duration);
      case List<?> list -> {
        out.append('[');
        String separator = "";
        CelType of = type instanceof ListType t && t.hasElemType() ? t.elemType() : SimpleType.DYN;
        for (Object element : list) {
          out.append(separator);
          write(of, element, out);
          separator = ", ";
          if (out.length() > Bounds.TEXT) {
            return;
          }
        }
        out.append(']');
      }
      case Map<?, ?> map -> {
        out.append('{');
        String separator = "";
        Map<String, FactField> fields = FactTypes.fields(type);
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          FactField field = fields.get(String.valueOf(entry.getKey()));
          if (field == null && !fields.isEmpty()) {
            continue;
          }
          out.append(separator).append(entry.getKey()).append(": ");
          if (field != null && field.personal()) {
            out.append(FactTypes.PERSONAL);
          } else {
            write(field == null ? SimpleType.DYN : field.type(), entry.getValue(), out);
          }
          separator = ", ";
          if (out.length() > Bounds.TEXT) {
            return;
          }
        }
        out.append('}');
      }
      case NullValue _ -> out.append("null");
      default -> out.append(value);
    }
  }
}

package dev.daybook.rules;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.daybook.document.Node;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Writes a part of a document as a JSON document of its own. */
final class NodeJson {

  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  private NodeJson() {}

  static byte[] write(Node node) {
    StringBuilder out = new StringBuilder();
    write(node, out);
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void write(Node node, StringBuilder out) {
    switch (node) {
      case Node.Mapping mapping -> {
        String separator = "{";
        for (var entry : mapping.entries().entrySet()) {
          out.append(separator);
          text(entry.getKey(), out);
          out.append(':');
          write(entry.getValue().value(), out);
          separator = ",";
        }
        out.append(mapping.entries().isEmpty() ? "{}" : "}");
      }
      case Node.Sequence sequence -> {
        String separator = "[";
        for (Node item : sequence.items()) {
          out.append(separator);
          write(item, out);
          separator = ",";
        }
        out.append(sequence.items().isEmpty() ? "[]" : "]");
      }
      case Node.Scalar scalar -> {
        switch (scalar.type()) {
          case BOOLEAN -> out.append(Boolean.parseBoolean(scalar.text()));
          case NULL -> out.append("null");
          case INTEGER, DECIMAL -> {
            // YAML knows more forms of numbers than JSON does; dialects read those from texts too.
            if (NUMBER.matcher(scalar.text()).matches()) {
              out.append(scalar.text());
            } else {
              text(scalar.text(), out);
            }
          }
          case TEXT -> text(scalar.text(), out);
        }
      }
    }
  }

  private static void text(String text, StringBuilder out) {
    out.append('"');
    JsonStringEncoder.getInstance().quoteAsString(text, out);
    out.append('"');
  }
}

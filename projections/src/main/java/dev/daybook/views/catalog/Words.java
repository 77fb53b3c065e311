package dev.daybook.views.catalog;

import dev.daybook.mesh.Field;
import dev.daybook.product.ProductSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names a product is found by, with what joins their parts ({@code -_./}) made spaces. */
final class Words {

  /** Longest text kept, in characters; a tsvector holds 1 MB at most. */
  private static final int MAX = 20_000;

  private static final Pattern JOINTS = Pattern.compile("[-_./:]+");

  private Words() {}

  static String of(ProductSpec spec) {
    List<@Nullable String> words = new ArrayList<>();
    words.add(spec.name());
    words.add(spec.domain());
    words.add(spec.classification().tier());
    words.add(spec.classification().type());
    words.addAll(spec.tags());
    for (ProductSpec.OutputPort port : spec.outputPorts()) {
      words.add(port.name());
      words.add(port.type());
    }
    for (ProductSpec.InputPort port : spec.inputPorts()) {
      words.add(port.source());
    }
    fields(spec.fields(), words);
    StringBuilder text = new StringBuilder();
    for (String word : words) {
      if (word != null && text.length() < MAX) {
        text.append(JOINTS.matcher(word).replaceAll(" ")).append(' ');
      }
    }
    return text.substring(0, Math.min(text.length(), MAX)).strip();
  }

  private static void fields(List<Field> fields, List<@Nullable String> words) {
    for (Field field : fields) {
      words.add(field.name());
      fields(field.fields(), words);
    }
  }
}

package dev.daybook.document;

import dev.daybook.mesh.Sensitivity;
import dev.daybook.product.ProductSpec;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Closed vocabularies of documents, in the order messages list them. */
final class Words {

  static final Map<String, Sensitivity> SENSITIVITY = ofNames(Sensitivity.values());

  static final Map<String, String> PRODUCT_TYPE =
      same("source-aligned", "aggregate", "consumer-aligned");

  static final Map<String, String> TIER = same(ProductSpec.TIERS.toArray(String[]::new));

  private Words() {}

  /** Words that stand for themselves. */
  static Map<String, String> same(String... words) {
    Map<String, String> map = new LinkedHashMap<>();
    for (String word : words) {
      map.put(word, word);
    }
    return map;
  }

  private static <E extends Enum<E>> Map<String, E> ofNames(E[] values) {
    Map<String, E> map = new LinkedHashMap<>();
    for (E value : values) {
      map.put(value.name().toLowerCase(Locale.ROOT), value);
    }
    return map;
  }
}

package dev.daybook.mesh;

import java.util.Locale;

/**
 * One flow of data between two nodes, as a document declares it. Nodes are names in lower case: a
 * product by {@code domain.name}, a dataset by namespace and name with a dot between them. So a
 * source that names a product is that product.
 *
 * @param via the port that declares it; empty for none
 */
public record Flow(String from, String to, Kind kind, String via) {

  /** Longest node name kept, in UTF-16 units: nodes are indexed. */
  private static final int MAX = 500;

  /** What a product does with the data. */
  public enum Kind {
    /** The product reads a dataset. */
    READS,
    /** It names a dataset that is made of it. */
    FEEDS,
    /** It serves itself under another name, a topic. */
    SERVES;

    /** The lower-case word that views and answers have: {@code reads}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The node a product is. */
  public static String product(String domain, String name) {
    return node(domain + "." + name);
  }

  public static String node(DatasetName dataset) {
    return node(
        dataset.namespace().isEmpty()
            ? dataset.name()
            : dataset.namespace() + "." + dataset.name());
  }

  /** The node a name means, however it is spelled. */
  public static String node(String name) {
    String folded = Folded.name(name.strip());
    return folded.substring(0, Math.min(folded.length(), MAX));
  }
}

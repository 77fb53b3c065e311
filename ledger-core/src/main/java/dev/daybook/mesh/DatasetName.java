package dev.daybook.mesh;

/**
 * The canonical identity of a dataset, OpenLineage's pair of namespace and name; the namespace may
 * be empty where a document names a bare source such as {@code salesforce}.
 *
 * @see <a href="https://openlineage.io/docs/spec/naming">OpenLineage naming</a>
 */
public record DatasetName(String namespace, String name) {
  @Override
  public String toString() {
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }
}

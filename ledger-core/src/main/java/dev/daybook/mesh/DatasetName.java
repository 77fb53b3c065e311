package dev.daybook.mesh;

/**
 * The canonical identity of a dataset, OpenLineage's pair of namespace and name; the namespace may
 * be empty where a document names a bare source such as {@code salesforce}.
 *
 * @see <a href="https://openlineage.io/docs/spec/naming">OpenLineage naming</a>
 */
public record DatasetName(String namespace, String name) {

  /**
   * Reads a dataset's name as documents write it: {@code raw.kafka.order_events} is {@code
   * order_events} in {@code raw.kafka}; {@code s3://lake/orders} is {@code orders} in {@code
   * s3://lake}; {@code salesforce} has no namespace.
   */
  public static DatasetName parse(String text) {
    String stripped = text.strip();
    int authority = stripped.indexOf("://");
    int slash = stripped.indexOf('/', authority < 0 ? 0 : authority + 3);
    if (slash > 0 && slash < stripped.length() - 1) {
      return new DatasetName(stripped.substring(0, slash), stripped.substring(slash + 1));
    }
    int dot = authority < 0 ? stripped.lastIndexOf('.') : -1;
    return dot > 0 && dot < stripped.length() - 1
        ? new DatasetName(stripped.substring(0, dot), stripped.substring(dot + 1))
        : new DatasetName("", stripped);
  }

  /**
   * What names of one dataset have in common, however they were split and spelled: {@code
   * raw.kafka} with {@code order_events}, and {@code raw} with {@code kafka.order_events}, are both
   * {@code raw.kafka.order_events}. Case does not matter.
   */
  public String identity() {
    String whole =
        namespace.isEmpty() ? name : namespace + (namespace.contains("://") ? "/" : ".") + name;
    return Folded.name(whole);
  }

  @Override
  public String toString() {
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }
}

package dev.daybook.bench;

/** A contract about a {@link SmallProduct} that the starter pack accepts. */
final class SmallContract {

  private SmallContract() {}

  /**
   * Its document, in JSON.
   *
   * @param product name of the product, in the same domain
   * @param minor the 1 of 1.1.0
   */
  static String about(String product, int minor) {
    return """
    {"apiVersion":"datacontract/v1","kind":"DataContract","metadata":{"name":"%1$s-contract",\
    "version":"1.%2$d.0","owner":"bench-team"},"producer":{"domain":"bench","dataProduct":"%1$s",\
    "team":"bench-team","contact":"bench-team"},"consumers":[{"domain":"marketing",\
    "team":"campaigns","useCase":"targeting"}],"schema":{"type":"avro","specification":\
    "{\\"type\\":\\"record\\",\\"name\\":\\"Row\\",\\"fields\\":[{\\"name\\":\\"id\\",\
    \\"type\\":\\"string\\"}]}"}}\
    """
        .formatted(product, minor);
  }
}

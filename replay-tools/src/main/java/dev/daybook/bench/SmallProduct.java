package dev.daybook.bench;

/** A product that the starter pack accepts, with two warnings and three notes. */
final class SmallProduct {

  private SmallProduct() {}

  /** Its document, in JSON. */
  static String named(String name) {
    return """
    {"apiVersion":"datamesh/v1","kind":"DataProduct","metadata":{"name":"%s","domain":"bench",\
    "owner":"bench-team","version":"1.0.0"},"spec":{"description":"A product to measure with, \
    as small as they get.","classification":{"tier":"bronze","pii":false},"outputPorts":[\
    {"name":"sql","type":"sql"}],"schema":{"format":"iceberg"},"slos":{"completeness":\
    {"target":"99%%"}},"governance":{"retentionPeriod":"1y"}}}\
    """
        .formatted(name);
  }
}

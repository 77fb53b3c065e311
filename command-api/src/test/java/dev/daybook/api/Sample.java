package dev.daybook.api;

/** Documents for tests, small and right. */
final class Sample {

  private Sample() {}

  static String product(String domain, String name, String version) {
    return """
    apiVersion: datamesh/v1
    kind: DataProduct
    metadata:
      name: %s
      domain: %s
      owner: sales-analytics
      version: %s
    spec:
      description: Everything that is known of an order.
      classification:
        type: aggregate
        tier: gold
        pii: false
      outputPorts:
        - name: sql
          type: sql
          engine: trino
      schema:
        format: iceberg
        location: s3://lake/%s/%s
      slos:
        freshness:
          target: 4h
          measurement: last_updated_timestamp
        completeness:
          target: 99.5%%
          measurement: non_null_ratio
      governance:
        dataClassification: internal
        retentionPeriod: 7y
        gdprCompliant: true
        accessControl:
          - role: analyst
            permissions: [read]
      inputPorts:
        - name: shop
          source: shop-backend
    """
        .formatted(name, domain, version, domain, name);
  }

  static String domain(String name) {
    return """
    apiVersion: daybook/v1
    kind: Domain
    metadata:
      name: %s
    spec:
      description: A domain of this test.
    """
        .formatted(name);
  }
}

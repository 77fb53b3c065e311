package dev.daybook.document;

/** Whole documents, one per dialect, that tests start from. */
final class Samples {

  /** A product as {@code datamesh/v1} describes it. */
  static final String PRODUCT =
      """
      # data-product.yaml
      apiVersion: datamesh/v1
      kind: DataProduct
      metadata:
        name: customer-360
        domain: sales
        owner: sales-data-team
        version: 2.1.0

      spec:
        description: |
          One view of the customer, from CRM,
          transactions and behaviour.

        classification:
          type: aggregate
          tier: gold
          pii: true

        inputPorts:
          - name: crm-customers
            type: cdc-stream
            source: salesforce
            format: avro
          - name: transactions
            type: batch
            source: erp-system
            format: parquet
            schedule: "0 */4 * * *"

        outputPorts:
          - name: sql-access
            type: sql
            engine: trino
            catalog: customer_analytics
            schema: customer_360
          - name: api-access
            type: rest
            endpoint: /api/v2/customers
            authentication: oauth2
          - name: stream-access
            type: kafka
            topic: customer.360.events
            format: avro

        schema:
          format: iceberg
          location: s3://data-lake/customer-360/
          partitionBy:
            - region
            - year(updated_at)
          sortBy:
            - customer_id

        slos:
          freshness:
            target: 4h
            measurement: last_updated_timestamp
          completeness:
            target: 99.5%
            measurement: non_null_ratio

        governance:
          dataClassification: confidential
          retentionPeriod: 7y
          gdprCompliant: true
          accessControl:
            - role: sales-analysts
              permissions: [read]
            - role: sales-data-team
              permissions: [read, write, admin]
      """;

  /** A contract as {@code datacontract/v1} describes it. */
  static final String CONTRACT =
      """
      apiVersion: datacontract/v1
      kind: DataContract
      metadata:
        name: customer-transactions-contract
        version: 1.2.0
        owner: sales-data-team

      producer:
        domain: sales
        dataProduct: customer-transactions
        team: sales-data-team
        contact: sales-data@company.example

      consumers:
        - domain: marketing
          team: marketing-analytics
          useCase: Campaign attribution
        - domain: finance
          useCase: Revenue recognition

      schema:
        type: avro
        specification: |
          {
            "type": "record",
            "name": "CustomerTransaction",
            "namespace": "com.company.sales",
            "fields": [
              {"name": "transaction_id", "type": "string"},
              {"name": "note", "type": ["null", "string"], "default": null},
              {"name": "transaction_date", "type": "long", "logicalType": "timestamp-millis"},
              {"name": "amount", "type": {"type": "bytes", "logicalType": "decimal", "precision": 10, "scale": 2}},
              {"name": "channel", "type": {"type": "enum", "name": "Channel", "symbols": ["WEB", "STORE"]}}
            ]
          }

      slos:
        freshness:
          description: From the transaction to its being readable
          target: 15m
          measurement: max_latency_p99
        completeness:
          target: 99.9%

      quality:
        rules:
          - column: transaction_id
            check: unique
          - column: amount
            check: not_null
          - column: customer_id
            check: regex
            pattern: "^CUS-[A-Z0-9]{8}$"
      """;

  /** A product that is its own contract, as {@code datamesh.io/v1} describes it. */
  static final String INLINE =
      """
      apiVersion: datamesh.io/v1
      kind: DataProduct
      metadata:
        name: orders-domain.order_events
        domain: orders
        version: 2.1.0
      spec:
        owner: "team-orders@company.example"
        sla:
          freshness: "15m"
          availability: "99.9%"
        schema:
          type: "avro"
          fields:
            - name: order_id
              type: string
              constraints: { primary_key: true, null: false }
            - name: event_ts
              type: timestamp
              constraints: { timezone: "UTC", null: false }
            - name: customer_id
              type: string
              constraints: { pii: true, masking: "hash" }
        quality:
          checks:
            - column: order_id
              assertion: "expect_column_values_to_not_be_null"
              threshold: 0.99
            - column: event_ts
              assertion: "expect_column_values_to_be_between"
              value: { min_value: "2023-01-01", max_value: "2025-12-31" }
        lineage:
          upstream: ["raw.kafka.order_events"]
          downstream: ["analytics.order_facts", "billing.order_aggregates"]
        access:
          roles: ["analyst", "data-scientist"]
          policies: ["PII-RED-ACT"]
      """;

  /** An Open Data Contract, v3.1.0. */
  static final String ODCS =
      """
      apiVersion: v3.1.0
      kind: DataContract
      id: orders-contract
      name: Orders
      version: 1.1.0
      status: active
      domain: sales
      dataProduct: orders
      tenant: retail
      tags: [orders]
      description:
        purpose: What was ordered.
        usage: Joins on order_id.
        limitations: No returns.
        customProperties:
          - property: anything
            value: [1, {deep: true}]
      schema:
        - name: orders
          logicalType: object
          physicalName: orders_v1
          physicalType: table
          description: One row per order.
          quality:
            - metric: rowCount
              mustBeGreaterThan: 1000
          properties:
            - name: order_id
              logicalType: string
              physicalType: varchar(18)
              required: true
              unique: true
              primaryKey: true
              primaryKeyPosition: 1
            - name: email
              logicalType: string
              classification: restricted
              tags: [pii]
              quality:
                - metric: nullValues
                  mustBeLessThan: 1
                  unit: percent
                  dimension: completeness
                  severity: warning
                - type: sql
                  query: SELECT COUNT(*) FROM ${table}
                  mustBe: 0
            - name: lines
              logicalType: array
              items:
                logicalType: object
                properties:
                  - name: article
                    logicalType: string
      servers:
        - server: warehouse
          type: postgres
          environment: prod
          host: db.company.example
          port: 5432
          database: sales
          schema: public
      team:
        name: sales-data-team
        members:
          - username: ada@company.example
            name: Ada Byron
            role: owner
      support:
        - channel: sales-data@company.example
          tool: email
      roles:
        - role: analyst
          access: read
          firstLevelApprovers: head of sales
      slaProperties:
        - property: latency
          value: 4
          unit: h
          element: orders.order_id
          driver: operational
        - property: availability
          value: 99.9
          unit: percent
        - property: retention
          value: 3
          unit: y
        - property: generalAvailability
          value: 2026-05-12T09:30:10-08:00
      price:
        priceAmount: 9.95
        priceCurrency: USD
        priceUnit: megabyte
      contractCreatedTs: 2026-01-02T03:04:05Z
      """;

  static final String DOMAIN =
      """
      apiVersion: daybook/v1
      kind: Domain
      metadata:
        name: supply-chain
        labels: {cost-centre: 4711}
      spec:
        description: Buying and moving goods.
        owner: logistics-data-team
        experts:
          - name: Ada Byron
            mail: Ada@example.org
          - grace@example.org
        capabilities: [procurement]
        boundedContexts: [inventory]
        tags: [operations]
      """;

  static final String TEAM =
      """
      apiVersion: daybook/v1
      kind: Team
      metadata: {name: sales-data-team}
      spec:
        description: Sales data.
        mail: sales-data@example.org
        channel: "#sales-data"
        onCall: pagerduty/sales
        escalation: [boss@example.org]
        domains: [sales]
        members:
          - {name: Ada Byron, mail: ada@example.org, role: owner}
          - {name: Grace}
      """;

  private Samples() {}
}

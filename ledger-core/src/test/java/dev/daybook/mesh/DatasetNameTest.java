package dev.daybook.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetNameTest {

  @ParameterizedTest
  @CsvSource({
    "raw.kafka.order_events, raw.kafka, order_events",
    "raw.kafka/order_events, raw.kafka, order_events",
    "postgres.customers.profiles, postgres.customers, profiles",
    "salesforce, '', salesforce",
    "s3://lake/orders/v1, s3://lake, orders/v1",
    "kafka://broker:9092/orders, kafka://broker:9092, orders",
    "s3://lake, '', s3://lake",
    ".hidden, '', .hidden",
  })
  void everySpellingIsNamespaceAndName(String text, String namespace, String name) {
    DatasetName dataset = DatasetName.parse(text);
    assertThat(dataset).isEqualTo(new DatasetName(namespace, name));
    assertThat(DatasetName.parse(dataset.toString()).identity()).isEqualTo(dataset.identity());
  }

  @ParameterizedTest
  @CsvSource({
    "raw.kafka, order_events",
    "raw, kafka.order_events",
    "'', raw.kafka.order_events",
    "RAW.kafka, Order_Events",
  })
  void howeverItIsSplitItIsOneDataset(String namespace, String name) {
    assertThat(new DatasetName(namespace, name).identity())
        .isEqualTo(DatasetName.parse("raw.kafka.order_events").identity());
  }
}

package dev.daybook.document;

import static dev.daybook.document.Reads.contract;
import static dev.daybook.document.Reads.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.contract.ContractSpec;
import dev.daybook.contract.ContractSpec.Consumer;
import dev.daybook.contract.ContractStatus;
import dev.daybook.mesh.Field;
import dev.daybook.mesh.Party;
import dev.daybook.mesh.QualityCheck;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataContractV1Test {

  @Test
  void producerConsumersAndRulesAreRead() {
    ContractSpec spec = contract(Samples.CONTRACT);
    assertThat(spec.subject()).hasToString("contract/sales.customer-transactions-contract");
    assertThat(spec.status()).isEqualTo(ContractStatus.ACTIVE);
    assertThat(spec.product()).isEqualTo("customer-transactions");
    assertThat(spec.owner()).isEqualTo(Party.team("sales-data-team"));
    assertThat(spec.contact()).isEqualTo(Party.parse("sales-data@company.example"));
    assertThat(spec.consumers())
        .containsExactly(
            new Consumer("marketing", "marketing-analytics", "Campaign attribution"),
            new Consumer("finance", null, "Revenue recognition"));
    assertThat(spec.quality())
        .containsExactly(
            new QualityCheck(
                null, null, "transaction_id", "unique", BigDecimal.ONE, null, Map.of()),
            new QualityCheck(null, null, "amount", "not_null", BigDecimal.ONE, null, Map.of()),
            new QualityCheck(
                null,
                null,
                "customer_id",
                "regex",
                BigDecimal.ONE,
                null,
                Map.of("pattern", "^CUS-[A-Z0-9]{8}$")));
  }

  @Test
  void theAvroSchemaBecomesFields() {
    ContractSpec.Model model = contract(Samples.CONTRACT).models().getFirst();
    assertThat(model.name()).isEqualTo("CustomerTransaction");
    assertThat(model.physicalName()).isEqualTo("com.company.sales.CustomerTransaction");
    assertThat(model.fields())
        .extracting(Field::name, Field::type, Field::nullable, Field::values)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("transaction_id", "string", false, List.of()),
            org.assertj.core.groups.Tuple.tuple("note", "string", true, List.of()),
            org.assertj.core.groups.Tuple.tuple(
                "transaction_date", "timestamp-millis", false, List.of()),
            org.assertj.core.groups.Tuple.tuple("amount", "decimal(10,2)", false, List.of()),
            org.assertj.core.groups.Tuple.tuple("channel", "enum", false, List.of("WEB", "STORE")));
  }

  @Test
  void whatFieldsHaveNoPlaceForIsStillContent() {
    ContractSpec before = contract(Samples.CONTRACT);
    assertThat(contract(Samples.CONTRACT.replace("\"type\": \"string\"}", "\"type\":\"string\" }")))
        .isEqualTo(before);
    assertThat(contract(Samples.CONTRACT.replace(", \"default\": null", ""))).isNotEqualTo(before);
  }

  @Test
  void anUnknownAvroTypeIsToldOnItsLine() {
    String broken = Samples.CONTRACT.replace("\"type\": \"long\"", "\"type\": \"lnog\"");
    Problem problem = Reads.problems(broken).getFirst();
    assertThat(problem.pointer()).isEqualTo("/schema/specification");
    assertThat(problem.line()).isEqualTo(lineOf(broken, "lnog"));
    assertThat(problem.column()).isEqualTo(46);
    assertThat(problem.message()).startsWith("this is not an Avro schema: ").contains("lnog");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'type: lnog' | 9:26",
        "'type: long, default: x' | 9:16",
        "'nam: x' | 9:9",
        "'type: {type: recrd, name: R, fields: []}' | 9:33",
        "'type: {type: enum, name: E, symbols: [A, A]}' | 9:61",
      })
  void whatAvroComplainsOfIsFoundInTheDocument(String field, String place) {
    List<Problem> problems =
        Reads.problems(
            """
            apiVersion: datacontract/v1
            kind: DataContract
            metadata: {name: t, version: 1.0.0}
            schema:
              specification:
                type: record
                name: T
                fields:
                  - {name: d9, %s}
            """
                .formatted(field));
    assertThat(problems.getFirst().place()).as(problems.toString()).hasToString(place);
  }

  @Test
  void brokenJsonInsideTheSchemaIsToldOnItsLine() {
    String broken = Samples.CONTRACT.replace("\"name\": \"note\",", "\"name\": \"note\"");
    Problem problem = Reads.problems(broken).getFirst();
    assertThat(problem.line()).isEqualTo(lineOf(broken, "\"note\""));
    assertThat(problem.message()).startsWith("this is not JSON: ");
  }

  @Test
  void anAvroSchemaMayBeWrittenOutInYaml() {
    ContractSpec spec =
        contract(
            """
            apiVersion: datacontract/v1
            kind: DataContract
            metadata: {name: tree, version: 1.0.0, status: draft}
            schema:
              type: avro
              specification:
                type: record
                name: Tree
                fields:
                  - {name: label, type: string, pii: true, masking: hash}
                  - {name: left, type: ["null", Tree], default: null}
                  - {name: tags, type: {type: array, items: string}}
                  - {name: sizes, type: {type: map, values: int}}
            """);
    assertThat(spec.subject()).hasToString("contract/tree");
    assertThat(spec.status()).isEqualTo(ContractStatus.DRAFT);
    List<Field> fields = spec.models().getFirst().fields();
    assertThat(fields.get(0).pii()).isTrue();
    assertThat(fields.get(0).masking()).isEqualTo("hash");
    assertThat(fields.get(1).type()).isEqualTo("Tree");
    assertThat(fields.get(1).fields()).isEmpty();
    assertThat(fields.get(2).fields())
        .extracting(Field::name, Field::type)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("items", "string"));
    assertThat(fields.get(3).fields())
        .extracting(Field::name, Field::type)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("values", "int"));
  }

  @Test
  void theWholeContractIsCheckedInOneGo() {
    assertThat(
            told(
                """
                apiVersion: datacontract/v1
                kind: DataContract
                metadata: {name: a/b, version: 1.0.0, status: activ}
                consumers:
                  - team: x
                schema:
                  type: avro
                  specification: '{"type": "string"}'
                quality:
                  rules:
                    - {column: a, check: regex}
                    - {column: a, check: regex, pattern: "["}
                    - {column: a, check: not_null, threshold: 99}
                """))
        .containsExactly(
            "3:18 a name has no white space or slash; seen `a/b`; write `a-b`",
            "3:47 `activ` is not known in `status`; did you mean `active`?",
            "5:5 `domain` is missing in item 1 of `consumers`; add `domain: …`",
            "8:18 the schema is of type `string`",
            "11:7 `pattern` is missing in item 1 of `rules`; add `pattern: …`",
            "12:42 `[` is no regular expression: Unclosed character class",
            "13:47 `99` is no share from 0 to 1; write `99%` or `0.99`");
  }

  private static int lineOf(String text, String word) {
    return (int) text.substring(0, text.indexOf(word)).lines().count();
  }
}

package dev.daybook.document;

import static dev.daybook.document.Reads.contract;
import static dev.daybook.document.Reads.product;
import static dev.daybook.document.Reads.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.document.ReadDocument.Readable;
import dev.daybook.mesh.Field;
import dev.daybook.mesh.ObjectiveChange;
import dev.daybook.product.ProductEvent.ProductRegistered;
import dev.daybook.product.ProductSpec;
import dev.daybook.seal.CanonicalJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small documents that would say very much once they are written out. */
class BoundsTest {

  private static final String ODCS =
      """
      apiVersion: v3.1.0
      kind: DataContract
      id: orders
      version: 1.0.0
      status: draft
      """;

  private static final String PRODUCT =
      """
      apiVersion: datamesh/v1
      kind: DataProduct
      metadata: {name: orders, domain: sales, version: 1.0.0}
      """;

  private static final String AVRO =
      """
      apiVersion: datacontract/v1
      kind: DataContract
      metadata: {name: orders, version: 1.0.0}
      schema:
        type: avro
        specification:
      """;

  @Test
  void anAvroRecordIsWrittenOutWhereItIsFirstUsed() {
    List<Field> fields =
        contract(
                AVRO
                    + """
                        type: record
                        name: Order
                        fields:
                          - {name: sent, type: {type: record, name: Address, fields: [{name: street, type: string}]}}
                          - {name: billed, type: ["null", Address]}
                          - {name: former, type: {type: array, items: Address}}
                    """)
            .models()
            .getFirst()
            .fields();
    assertThat(fields).extracting(Field::type).containsExactly("Address", "Address", "array");
    assertThat(fields.get(0).fields()).extracting(Field::name).containsExactly("street");
    assertThat(fields.get(1).fields()).isEmpty();
    assertThat(fields.get(1).nullable()).isTrue();
    assertThat(fields.get(2).fields()).extracting(Field::type).containsExactly("Address");
    assertThat(fields.get(2).fields().getFirst().fields()).isEmpty();
  }

  @Test
  void anAvroEnumerationIsWrittenOutWhereItIsFirstUsed() {
    List<Field> fields =
        contract(
                AVRO
                    + """
                        type: record
                        name: Order
                        fields:
                          - {name: paid, type: {type: enum, name: Currency, symbols: [EUR, USD]}}
                          - {name: owed, type: Currency}
                    """)
            .models()
            .getFirst()
            .fields();
    assertThat(fields).extracting(Field::type).containsExactly("enum", "Currency");
    assertThat(fields.get(0).values()).containsExactly("EUR", "USD");
    assertThat(fields.get(1).values()).isEmpty();
  }

  @Test
  void aRecordThatIsAModelIsNotWrittenOutInAnother() {
    assertThat(
            contract(
                    AVRO
                        + """
                            - {type: record, name: A, fields: [{name: x, type: int}]}
                            - {type: record, name: B, fields: [{name: a, type: A}]}
                        """)
                .models())
        .satisfiesExactly(
            a -> assertThat(a.fields()).hasSize(1),
            b -> assertThat(b.fields().getFirst().fields()).isEmpty());
  }

  @Test
  void recordsThatUseEachOtherThirtyTimesOverStaySmall() {
    String inner =
        "{\"type\":\"record\",\"name\":\"R0\",\"fields\":[{\"name\":\"x\",\"type\":\"int\"}]}";
    for (int i = 1; i <= 12; i++) {
      String uses = uses(30, "R" + (i - 1));
      inner =
          "{\"type\":\"record\",\"name\":\"R%d\",\"fields\":[{\"name\":\"a\",\"type\":%s},%s]}"
              .formatted(i, inner, uses);
    }
    List<Field> fields = contract(AVRO + "    '" + inner + "'\n").models().getFirst().fields();
    assertThat(count(fields)).isEqualTo(12 * 31 + 1);
  }

  private static String uses(int times, String type) {
    return IntStream.range(0, times)
        .mapToObj(k -> "{\"name\":\"b%d\",\"type\":\"%s\"}".formatted(k, type))
        .collect(Collectors.joining(","));
  }

  private static long count(List<Field> fields) {
    return fields.stream().mapToLong(field -> 1 + count(field.fields())).sum();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        PRODUCT + "spec:\n  schema:\n    fields:\n",
        ODCS + "schema:\n  - name: t\n    properties:\n",
        AVRO + "    type: record\n    name: T\n    fields:\n"
      })
  void aDocumentHasSoManyFieldsAndTheOneTooManyIsToldOnItsLine(String head) {
    String type = head.startsWith(AVRO) ? ", type: int" : "";
    assertThat(Reads.one(head + fields(Limits.MAX_FIELDS, type), Format.YAML))
        .isInstanceOf(Readable.class);
    List<Problem> problems = Reads.problems(head + fields(Limits.MAX_FIELDS + 100, type));
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().message()).isEqualTo("this is field 3,001 of the document");
    assertThat(problems.getFirst().line())
        .isEqualTo((int) head.lines().count() + Limits.MAX_FIELDS + 1);
  }

  private static String fields(int count, String more) {
    return IntStream.range(0, count)
        .mapToObj(i -> "      - {name: c%d%s}\n".formatted(i, more))
        .collect(Collectors.joining());
  }

  @Test
  void aDocumentPromisesSoMuchAndTheOneTooManyIsToldOnItsLine() {
    assertThat(product(PRODUCT + "spec:\n  slos:\n" + slos(Limits.MAX_OBJECTIVES)).objectives())
        .hasSize(Limits.MAX_OBJECTIVES);
    assertThat(told(PRODUCT + "spec:\n  slos:\n" + slos(Limits.MAX_OBJECTIVES + 50)))
        .containsExactly(
            "206:20 this is objective 201 of the document; promise what readers rely on, and leave"
                + " the rest to checks");
  }

  private static String slos(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "    p%03d: {target: 1}\n".formatted(i))
        .collect(Collectors.joining());
  }

  @Test
  void aKeyAndTheWayToItHaveALength() {
    String head = ODCS + "customProperties:\n  - property: x\n    value:\n";
    assertThat(told(head + "      ? " + "k".repeat(501) + "\n      : 1\n"))
        .containsExactly(
            "9:9 this key is 501 characters long; shorten it; a long text is a value, not a key");
    String key = "k".repeat(400);
    assertThat(told(head + "      %s:\n        %s:\n          %s: 1\n".formatted(key, key, key)))
        .containsExactly(
            "11:11 the keys that lead to this one are 1,228 characters long together; shorten the"
                + " keys, or nest less");
  }

  @Test
  void labelsThatRepeatTheirLongKeysAreToldAtThePlaceWhereTheyBecomeTooMuch() {
    String leaves =
        IntStream.range(0, 2_000)
            .mapToObj(i -> "          - %d\n".formatted(i))
            .collect(Collectors.joining());
    List<Problem> problems =
        Reads.problems(
            ODCS
                + "customProperties:\n  - property: x\n    value:\n      "
                + "a".repeat(450)
                + ":\n        "
                + "b".repeat(450)
                + ":\n"
                + leaves);
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst())
        .hasToString(
            "853:13 this document has more than 786,432 bytes once it is written out; split it,"
                + " shorten its keys, or nest less");
  }

  @Test
  void aTableWhoseLongNameEachOfItsChecksRepeatsIsTooLarge() {
    String checks = "      - {type: text}\n".repeat(2_000);
    assertThat(told(ODCS + "schema:\n  - name: " + "t".repeat(1_000) + "\n    quality:\n" + checks))
        .containsExactly(
            "1:1 this document has more than 786,432 bytes once it is written out; split it,"
                + " shorten its keys, or nest less");
  }

  @Test
  void whatEscapesMakeLongerIsCountedAsItIsKept() {
    String control = "\\x01";
    ProductSpec spec =
        product(PRODUCT + "spec: {description: \"" + control.repeat(130_000) + "\"}");
    assertThat(CanonicalJson.write(new ProductRegistered(spec, ObjectiveChange.none())))
        .hasSizeBetween(780_000, Limits.MAX_FLAT);
    assertThat(told(PRODUCT + "spec: {description: \"" + control.repeat(140_000) + "\"}"))
        .hasSize(1);
  }

  @Test
  void aProblemsPointerIsCutWhereItsKeysEnd() {
    String deep = "/" + "k".repeat(400);
    Problem problem = Problem.at(Place.START, deep.repeat(4), "is wrong", null, null, null);
    assertThat(problem.pointer()).isEqualTo(deep.repeat(2));
  }

  @Test
  void thePageNamesEveryBound() throws IOException {
    assertThat(Files.readString(Path.of("../docs/reference/documents.md")))
        .contains("%d levels".formatted(Limits.MAX_DEPTH))
        .contains("| a key | %d characters".formatted(Limits.MAX_KEY))
        .contains("%,d characters".formatted(Limits.MAX_POINTER))
        .contains("%d KiB".formatted(Limits.MAX_FLAT >> 10))
        .contains("| fields | %,d".formatted(Limits.MAX_FIELDS))
        .contains("| objectives | %d".formatted(Limits.MAX_OBJECTIVES))
        .contains("%,d documents".formatted(Limits.MAX_DOCUMENTS));
  }
}

package dev.daybook.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.contract.ContractCommand.PublishContract;
import dev.daybook.contract.ContractSpec;
import dev.daybook.document.ReadDocument.Readable;
import dev.daybook.document.ReadDocument.Unreadable;
import dev.daybook.product.ProductCommand.PublishProduct;
import dev.daybook.product.ProductSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads documents of tests, and says all about those that should be readable and are not. */
final class Reads {

  private Reads() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static ReadDocument one(String text, Format format) {
    List<ReadDocument> documents = Documents.read(bytes(text), format, "test");
    assertThat(documents).hasSize(1);
    return documents.getFirst();
  }

  static Readable readable(String yaml) {
    ReadDocument document = one(yaml, Format.YAML);
    if (document instanceof Unreadable unreadable) {
      throw new AssertionError(unreadable.problems().toString());
    }
    return (Readable) document;
  }

  static ProductSpec product(String yaml) {
    return ((PublishProduct) readable(yaml).command()).spec();
  }

  static ContractSpec contract(String yaml) {
    return ((PublishContract) readable(yaml).command()).spec();
  }

  static List<Problem> problems(String yaml) {
    return problems(yaml, Format.YAML);
  }

  static List<Problem> problems(String text, Format format) {
    return ((Unreadable) one(text, format)).problems();
  }

  /** The problems as {@code line:column message; fix}. */
  static List<String> told(String yaml) {
    return problems(yaml).stream().map(Problem::toString).toList();
  }
}

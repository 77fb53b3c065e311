package dev.daybook.document;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.daybook.contract.ContractCommand.PublishContract;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.product.ProductCommand.PublishProduct;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * What one document says, written out flat, and the bound on it. Each value repeats the keys that
 * lead to it, each check its table's name: so a small document can say the same few words thousands
 * of times. What goes beyond {@link Limits#MAX_FLAT} is told once, at its place, and left out.
 */
final class Flat {

  /** A document of so many bytes cannot become too large, so nobody needs to look: 2 KiB. */
  private static final int SMALL = 2 << 10;

  /** Writes what events are written as, but for the order of keys. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .defaultPropertyInclusion(JsonInclude.Value.construct(NON_NULL, NON_NULL))
          .build();

  private final Problems problems;
  private long length;
  private boolean full;

  Flat(Problems problems) {
    this.problems = problems;
  }

  /** Every scalar that {@code node} is or holds, in the document's order, as far as it fits. */
  void each(Node node, BiConsumer<Pointer, String> take) {
    switch (node) {
      case Node.Mapping mapping ->
          mapping.entries().values().forEach(entry -> each(entry.value(), take));
      case Node.Sequence sequence -> sequence.items().forEach(item -> each(item, take));
      case Node.Scalar scalar -> {
        if (!scalar.isNull() && holds(scalar.path(), scalar.place(), scalar.text())) {
          take.accept(scalar.path(), scalar.text());
        }
      }
    }
  }

  /** Whether there is room for one more text; the first for which there is none is told. */
  boolean holds(Pointer path, Place place, String text) {
    length += path.length() + text.length();
    if (length <= Limits.MAX_FLAT) {
      return true;
    }
    if (!full) {
      full = true;
      problems.add(tooLarge(path.toString(), place));
    }
    return false;
  }

  /** Whether what a document asks for has more bytes than an event should hold. */
  static boolean isTooLarge(SourceBytes source, SubjectCommand command) {
    if (source.length() <= SMALL) {
      return false;
    }
    try (Counting bytes = new Counting()) {
      MAPPER.writeValue(bytes, recorded(command));
      return false;
    } catch (TooMany e) {
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException("nothing is written anywhere", e);
    }
  }

  /** An event names a new promise twice: in the document, and as what changes by it. */
  private static Object recorded(SubjectCommand command) {
    return switch (command) {
      case PublishProduct(var spec) -> List.of(spec, spec.objectives());
      case PublishContract(var spec) -> List.of(spec, spec.objectives());
      default -> command;
    };
  }

  static Problem tooLarge(String pointer, Place place) {
    return Problem.at(
        place,
        pointer,
        "this document has more than %,d bytes once it is written out".formatted(Limits.MAX_FLAT),
        null,
        "at most %,d bytes (768 KiB) with every part in full".formatted(Limits.MAX_FLAT),
        "split it, shorten its keys, or nest less");
  }

  /** Counts bytes instead of keeping them, and gives up where they are too many. */
  private static final class Counting extends OutputStream {
    private long count;

    @Override
    public void write(int b) throws IOException {
      count(1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      count(length);
    }

    private void count(int more) throws IOException {
      count += more;
      if (count > Limits.MAX_FLAT) {
        throw new TooMany();
      }
    }
  }

  private static final class TooMany extends IOException {
    private static final long serialVersionUID = 1L;
  }
}

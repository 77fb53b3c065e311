package dev.daybook.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.document.ReadDocument.Readable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page about documents names every dialect and every field that is asked for. */
class DialectPageTest {

  private static final Path PAGE = Path.of("../docs/reference/documents.md");

  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| `([^`]+)` \\| `");

  private static final Pattern WORD = Pattern.compile("`([^`\\s]+)`");

  @Test
  void theTableNamesEveryDialect() throws IOException {
    Set<String> written = new TreeSet<>();
    ROW.matcher(page()).results().forEach(row -> written.add(row.group(1) + " " + row.group(2)));
    assertThat(written).isEqualTo(new TreeSet<>(Dialects.combinations()));
  }

  @Test
  void thePageNamesEveryFieldThatHasAPlace() throws IOException {
    Set<String> named = new TreeSet<>();
    WORD.matcher(page())
        .results()
        .forEach(word -> named.addAll(List.of(word.group(1).split("\\.", -1))));
    for (String sample :
        List.of(Samples.PRODUCT, Samples.INLINE, Samples.CONTRACT, Samples.DOMAIN, Samples.TEAM)) {
      Readable document = Reads.readable(sample);
      Reading reading = new Reading(document.source(), document.root());
      Dialects.dialect(document.root()).orElseThrow().read(reading.root());
      assertThat(named).containsAll(reading.root().fieldNames());
    }
  }

  private static String page() throws IOException {
    return Files.readString(PAGE);
  }
}

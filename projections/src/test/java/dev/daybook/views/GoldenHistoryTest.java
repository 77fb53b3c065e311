package dev.daybook.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.SubjectEvent;
import dev.daybook.history.HistoryExport;
import dev.daybook.history.HistoryImport;
import dev.daybook.path.Slices;
import dev.daybook.rotation.RotationEvent.KeysRotated;
import dev.daybook.seal.Sha256;
import dev.daybook.sealer.KeyFolder;
import dev.daybook.sealer.Seal;
import dev.daybook.sealer.SealSettings;
import dev.daybook.store.EventTypes;
import dev.daybook.store.TestLedger;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Histories as some Daybook wrote them once, and the views that came of them: whatever becomes of
 * the code, they come out the same, or somebody says what changed.
 *
 * <p>{@code DAYBOOK_GOLDEN=write} writes the views anew, and the history of every event where it is
 * missing. A history is never written over.
 */
class GoldenHistoryTest {

  private static final Path FOLDER = Path.of("src/test/resources/golden-history");

  private static final Path NOTES = Path.of("../docs/reference/golden-histories.md");

  private static final Pattern ENTRY =
      Pattern.compile("\"type\":\"([^\"]+)\",\"revision\":([0-9]+),");

  private static boolean isWriting() {
    return "write".equals(System.getenv("DAYBOOK_GOLDEN"));
  }

  static List<Path> histories() throws IOException, InterruptedException {
    Path everything = FOLDER.resolve("every-event.ndjson");
    if (isWriting() && !Files.exists(everything)) {
      Files.createDirectories(FOLDER);
      writeEverything(everything);
    }
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".ndjson")).sorted().toList();
    }
  }

  private static void writeEverything(Path file) throws IOException, InterruptedException {
    Path keys = Files.createTempDirectory("daybook-golden");
    SealSettings settings = SealSettings.in(keys);
    try (Book book = Book.open();
        Seal seal = Seal.start(book.ledger(), settings, Clock.systemUTC())) {
      for (List<SubjectEvent> events : Histories.everything()) {
        if (!(events.getFirst() instanceof KeysRotated)) {
          book.record(events.toArray(SubjectEvent[]::new));
        }
      }
      book.deny(Samples.product("sales.Bad_Name"), Samples.finding("naming/form"));
      long last = book.ledger().head().position();
      assertThat(seal.await(last, Duration.ofSeconds(20))).isTrue();
      // Only a sealer can hand the seal over.
      KeyFolder folder = new KeyFolder(settings.folder());
      folder.prepare(book.ledger().origin());
      folder.goOver();
      assertThat(seal.await(last + 1, Duration.ofSeconds(20))).isTrue();
      try (OutputStream out = Files.newOutputStream(file)) {
        HistoryExport.write(book.ledger(), out, (_, _) -> {});
      }
    }
  }

  @ParameterizedTest
  @MethodSource("histories")
  void everyViewComesOutAsItDid(Path history) throws Exception {
    TestLedger moved = TestLedger.empty(Slices.eventTypes());
    try (InputStream in = Files.newInputStream(history)) {
      HistoryImport.read(in, moved.settings(), Slices.eventTypes(), (_, _) -> {});
    }
    try (Book book = Book.on(moved)) {
      book.settle();
      assertThat(book.rows("SELECT view, position FROM views.parked")).isEmpty();
      for (View view : AllViews.views()) {
        Path golden = dumps(history).resolve(view.name() + ".ndjson");
        String rows = rows(book, view);
        if (isWriting()) {
          Files.createDirectories(golden.getParent());
          Files.writeString(golden, rows);
        }
        assertThat(golden).exists();
        assertThat(rows)
            .as(
                "%s of %s; where that is meant, DAYBOOK_GOLDEN=write, and say in %s what changed",
                view.name(), history.getFileName(), NOTES)
            .isEqualTo(Files.readString(golden));
      }
    }
  }

  private static Path dumps(Path history) {
    return FOLDER.resolve(history.getFileName().toString().replace(".ndjson", ""));
  }

  /** Every row of a view's tables, in the order of entries. */
  private static String rows(Book book, View view) {
    List<String> lines = new ArrayList<>();
    long position = book.ledger().head().position();
    for (Table<?> table : view.tables()) {
      String rows = ViewComparison.rows(table, ViewTables.LIVE, position);
      book.rows("SELECT row_to_json(r)::text FROM (%s) AS r ORDER BY entry, key, 1".formatted(rows))
          .forEach(row -> lines.add("{\"table\":\"%s\",\"row\":%s}".formatted(table.name(), row)));
    }
    return String.join("\n", lines) + "\n";
  }

  @Test
  void everyEventAndEveryRevisionOfItIsInOneOfThem() throws Exception {
    Set<String> wanted = new TreeSet<>();
    for (EventTypes.Kind kind : Slices.eventTypes().kinds()) {
      for (int revision = 1; revision <= kind.revision(); revision++) {
        wanted.add(kind.name() + " " + revision);
      }
    }
    Set<String> there = new TreeSet<>();
    for (Path history : histories()) {
      for (String line : Files.readAllLines(history)) {
        Matcher entry = ENTRY.matcher(line);
        if (entry.find()) {
          there.add(entry.group(1) + " " + entry.group(2));
        }
      }
    }
    assertThat(there)
        .as(
            "what is new goes into another history: `daybook history export` of a ledger whose keys"
                + " of persons are wrapped by TestLedger.KEY")
        .isEqualTo(wanted);
  }

  @Test
  void ofEveryViewTheNotesSayWhatItCameOutAsLast() throws Exception {
    String notes = Files.readString(NOTES);
    List<String> untold = new ArrayList<>();
    for (Path history : histories()) {
      for (View view : AllViews.views()) {
        Path dump = dumps(history).resolve(view.name() + ".ndjson");
        String digest = Sha256.hex(Files.readString(dump).getBytes(StandardCharsets.UTF_8));
        String row =
            "| %s | %s | `%s` |"
                .formatted(dumps(history).getFileName(), view.name(), digest.substring(0, 16));
        if (!notes.contains(row)) {
          untold.add(row);
        }
      }
    }
    assertThat(untold)
        .as("%s lacks these; each wants a sentence on what changed and what to do", NOTES)
        .isEmpty();
  }
}

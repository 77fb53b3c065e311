package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.edge.Server;
import dev.daybook.edge.ServerSettings;
import dev.daybook.history.HistoryImport;
import dev.daybook.path.Slices;
import dev.daybook.personal.KeySettings;
import dev.daybook.seal.Sha256;
import dev.daybook.sealer.Seal;
import dev.daybook.store.Append;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import dev.daybook.store.LedgerSettings;
import dev.daybook.store.NewEvent;
import dev.daybook.store.StartRefused;
import dev.daybook.store.TestLedger;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** An operator who moves a real server's ledger to another machine, with files alone. */
@TestMethodOrder(OrderAnnotation.class)
class HistoryTest {

  private static Path home = Path.of("");
  private static String key = "";
  private static long entries;

  @BeforeAll
  static void aServersLedger(@TempDir Path folder) throws InterruptedException {
    home = folder;
    try (Server server = started("old")) {
      grow(server);
      key = server.part(Seal.class).keys().getFirst().toString();
      entries = server.part(Ledger.class).head().position();
    }
  }

  private static Server started(String data) {
    return Server.start(
        ServerSettings.in(home.resolve(data))
            .withPort(-1)
            .withPosture(false)
            .withStarterPack(false));
  }

  /** Seals one more entry, which says what the ledger's second does. */
  private static void grow(Server server) throws InterruptedException {
    Ledger ledger = server.part(Ledger.class);
    LedgerEntry second = ledger.entry(2).orElseThrow();
    long head = ledger.head().position();
    ledger.append(
        List.of(NewEvent.of(second.stream() + "-" + head, 0, second.event(), second.metadata())),
        Append.alone());
    assertThat(server.part(Seal.class).await(head + 1, Duration.ofSeconds(30))).isTrue();
  }

  private static Path file() {
    return home.resolve("mesh.history.gz");
  }

  private static Cli exported(Path file, String... more) {
    return Cli.run(
        Stream.concat(
                Stream.of(
                    "history", "export", file.toString(), "--data", home.resolve("old").toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private static Cli imported(Path file, String data, String... more) {
    return Cli.run(
        Stream.concat(
                Stream.of(
                    "history", "import", file.toString(), "--data", home.resolve(data).toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  /** What no history carries. */
  private static void takeKeys(String data) throws IOException {
    for (String folder : List.of("persons", "seal")) {
      Path to = home.resolve(data).resolve(folder);
      Files.createDirectories(to);
      try (Stream<Path> files = Files.list(home.resolve("old").resolve(folder))) {
        for (Path each : files.toList()) {
          Files.copy(each, to.resolve(each.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  @Test
  @Order(1)
  void aLedgerIsWrittenIntoAFileForItsOwnerAloneAndOverNoOther() throws Exception {
    Cli first = exported(file());
    assertThat(first.exit()).as(first.err()).isEqualTo(Exit.OK);
    assertThat(first.out()).contains("entries      " + entries).contains("sealed       " + entries);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    Cli again = exported(file());
    assertThat(again.exit()).isEqualTo(Exit.USAGE);
    assertThat(again.err())
        .contains("is there already; name another file, or replace it with --force");
    byte[] before = Files.readAllBytes(file());
    assertThat(exported(file(), "--force").exit()).isEqualTo(Exit.OK);
    assertThat(Files.readAllBytes(file())).as("of the same ledger").isEqualTo(before);
    Cli none = Cli.run("history", "export", "x.history", "--data", home.resolve("none").toString());
    assertThat(none.exit()).isEqualTo(Exit.USAGE);
    assertThat(none.err()).contains("there is no ledger in");
  }

  @Test
  @Order(2)
  void withoutThePersonsKeyNothingIsPutAnywhere() {
    Cli refused = imported(file(), "bare");
    assertThat(refused.exit()).isEqualTo(Exit.COULD_NOT);
    assertThat(refused.err())
        .contains("which opens the keys of persons; copy the folder `persons`");
    assertThat(home.resolve("bare").resolve("postgres")).doesNotExist();
    assertThat(home.resolve("bare").resolve("persons")).doesNotExist();
  }

  @Test
  @Order(3)
  void whatDoesNotHoldIsToldAndNotKept() throws Exception {
    Path plain = home.resolve("plain.history");
    assertThat(exported(plain).exit()).isEqualTo(Exit.OK);
    List<String> lines = Files.readAllLines(plain);
    String last = lines.get(lines.size() - 2);
    String changed =
        String.join("\n", lines.subList(0, lines.size() - 2))
            + "\n"
            + last.replace("\"payload\":{", "\"payload\":{\"a\":1,")
            + "\n";
    Path forged =
        Files.writeString(
            home.resolve("forged.history"),
            changed
                + "{\"kind\":\"end\",\"lines\":%d,\"sha256\":\"%s\"}\n"
                    .formatted(
                        lines.size() - 1, Sha256.hex(changed.getBytes(StandardCharsets.UTF_8))));
    takeKeys("forged");
    Cli wrong = imported(forged, "forged", "--key", key);
    assertThat(wrong.exit()).as(wrong.err()).isEqualTo(Exit.NO);
    assertThat(wrong.out()).contains("verdict", "wrong");
    assertThat(home.resolve("forged").resolve("postgres")).doesNotExist();
    assertThat(home.resolve("forged").resolve("importing")).doesNotExist();
    Path cut = Files.writeString(home.resolve("cut.history"), lines.getFirst() + "\n");
    Cli half = imported(cut, "forged");
    assertThat(half.exit()).isEqualTo(Exit.NO);
    assertThat(half.err()).contains("without a line of the kind `end`: it was cut");
    assertThat(imported(home.resolve("none.history"), "forged").err()).contains("there is no `");
  }

  @Test
  @Order(4)
  void aServerGoesOnWithItWhereTheOldOneStopped() throws Exception {
    takeKeys("new");
    Path unfinished = home.resolve("new").resolve("importing");
    Files.createDirectories(unfinished);
    Files.writeString(unfinished.resolve("left"), "by a crash");
    Cli done = imported(file(), "new", "--key", key);
    assertThat(done.exit()).as(done.err()).isEqualTo(Exit.OK);
    assertThat(done.out()).contains("consistent").contains(Long.toString(entries));
    assertThat(unfinished).doesNotExist();
    try (Server server = started("new")) {
      assertThat(server.part(Ledger.class).head().position()).isGreaterThanOrEqualTo(entries);
      grow(server);
      assertThat(server.part(Seal.class).standstill()).isEmpty();
    }
    Cli again = imported(file(), "new", "--key", key);
    assertThat(again.exit()).isEqualTo(Exit.USAGE);
    assertThat(again.err()).contains("there is a ledger in");
  }

  @Test
  @Order(5)
  void whileALedgerIsMadeInAFolderNobodyElseRunsOnIt() throws Exception {
    takeKeys("twice");
    Path folder = home.resolve("twice");
    try (NewLedger made = NewLedger.in(LedgerOptions.ledger(Map.of(), folder), folder)) {
      made.restored(restored(made.settings()));
      Cli second = imported(file(), "twice");
      assertThat(second.exit()).isEqualTo(Exit.COULD_NOT);
      assertThat(second.err()).contains("another Daybook runs on `" + folder);
      assertThatThrownBy(() -> started("twice").close())
          .hasStackTraceContaining("another Daybook runs on `" + folder);
      made.keep();
    }
    assertThat(folder.resolve("importing")).doesNotExist();
    try (Server server = started("twice")) {
      assertThat(server.part(Ledger.class).head().position()).isGreaterThanOrEqualTo(entries);
    }
  }

  private static long restored(LedgerSettings settings) throws IOException {
    try (InputStream in = Files.newInputStream(file())) {
      return HistoryImport.read(in, settings, Slices.eventTypes(), (_, _) -> {}).entries();
    }
  }

  private static LedgerSettings with(TestLedger database) throws IOException {
    return LedgerSettings.external(
        database.url(),
        "postgres",
        ((LedgerSettings.Database.External) database.settings().database()).password(),
        KeySettings.in(home.resolve("old")));
  }

  @Test
  @Order(6)
  void inAnothersDatabaseOnlyWhatWasPutThereIsTakenAway() throws Exception {
    TestLedger database = TestLedger.empty(Slices.eventTypes());
    LedgerSettings settings = with(database);
    try (NewLedger made = NewLedger.in(settings, home)) {
      made.restored(restored(made.settings()));
    }
    try (NewLedger made = NewLedger.in(settings, home)) {
      made.restored(restored(made.settings()));
      made.keep();
    }
    assertThatThrownBy(
            () -> {
              try (NewLedger made = NewLedger.in(settings, home)) {
                made.restored(restored(made.settings()));
              }
            })
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("there is a ledger in this database already");
    try (Ledger ledger = Ledger.open(settings, Slices.eventTypes())) {
      assertThat(ledger.head().position()).isEqualTo(entries);
    }
    assertThatThrownBy(
            () -> {
              try (NewLedger made = NewLedger.in(settings, home)) {
                made.restored(entries - 1);
              }
            })
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("somebody recorded more");
    try (Ledger ledger = Ledger.open(settings, Slices.eventTypes())) {
      assertThat(ledger.head().position()).isEqualTo(entries);
    }
  }
}

package dev.daybook.replay.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.replay.log.FolderLog;
import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.Hash;
import dev.daybook.seal.Merkle;
import dev.daybook.seal.OwnTimestampAuthority;
import dev.daybook.seal.Sha256;
import dev.daybook.seal.SignedNote;
import dev.daybook.seal.TimestampQuery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log of 700 entries with timestamps of its first 90, 300 and 700. */
class StampsTest {

  private static final OwnTimestampAuthority AUTHORITY = OwnTimestampAuthority.selfSigned();
  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

  @TempDir private Path folder = Path.of("");

  private OwnLog log;
  private Stamps stamps;

  @BeforeEach
  void stamp() throws IOException {
    log = new OwnLog(folder);
    stamps = new Stamps(folder.resolve(Stamps.FOLDER), AUTHORITY.trusted());
    for (int size : List.of(90, 300, 700)) {
      stamp(log.growTo(size), NOON.plusSeconds(size));
    }
  }

  /** Has a checkpoint stamped, and tells where its token lies. */
  private Path stamp(byte[] note, Instant at) throws IOException {
    Checkpoint checkpoint = Checkpoint.parse(SignedNote.parse(note).text());
    Path stamped = Files.createDirectories(stamped(checkpoint.size()));
    Files.write(stamped.resolve(Stamps.CHECKPOINT), note);
    TimestampQuery query = TimestampQuery.of(checkpoint);
    byte[] token = query.token(AUTHORITY.answer(query.der(), at)).der();
    return Files.write(stamped.resolve(Stamps.name(token)), token);
  }

  private Path stamped(long size) {
    return folder.resolve(Stamps.FOLDER).resolve(Long.toString(size));
  }

  private Path token(long size) throws IOException {
    try (var files = Files.list(stamped(size))) {
      return files.filter(file -> file.toString().endsWith(".tst")).findFirst().orElseThrow();
    }
  }

  private List<String> verify() throws Wrong, IOException {
    return stamps.verify(log.sealed(), new FolderLog(folder));
  }

  private static String saw(int size) {
    return "`CN=Own timestamp authority` saw the first %d entries at %s"
        .formatted(size, NOON.plusSeconds(size));
  }

  @Test
  void whoSawHowManyEntriesWhenIsToldBySize() throws Exception {
    assertThat(verify()).containsExactly(saw(90), saw(300), saw(700));
  }

  @Test
  void aTokenIsCalledByItsDigest() throws IOException {
    byte[] token = Files.readAllBytes(token(300));
    assertThat(token(300).getFileName().toString())
        .isEqualTo(Sha256.hex(token).substring(0, 16) + ".tst");
    assertThat(Stamps.has(stamped(300), token)).isTrue();
    Files.move(token(300), stamped(300).resolve("another.tst"));
    assertThat(Stamps.has(stamped(300), token)).as("whatever it is called").isTrue();
    Files.move(stamped(300).resolve("another.tst"), stamped(300).resolve("another"));
    assertThat(Stamps.has(stamped(300), token)).isFalse();
    assertThat(Stamps.has(stamped(90), token)).isFalse();
    assertThat(Stamps.has(stamped(1), token)).isFalse();
  }

  @Test
  void whereNothingWasStampedNothingIsTold() throws Exception {
    assertThat(
            new Stamps(folder.resolve("none"), AUTHORITY.trusted())
                .verify(log.sealed(), new FolderLog(folder)))
        .isEmpty();
  }

  @Test
  void otherFilesAreNoTokens() throws Exception {
    Files.writeString(stamped(300).resolve("note.txt"), "nothing");
    assertThat(verify()).hasSize(3);
  }

  @Test
  void aChangedTokenIsNamedWithItsPlace() throws IOException {
    Path name = token(300).getFileName();
    byte[] changed = Files.readAllBytes(token(300));
    changed[changed.length - 5] ^= 1;
    Files.write(token(300), changed);
    assertThatThrownBy(this::verify)
        .isInstanceOfSatisfying(
            Wrong.class,
            wrong ->
                assertThat(wrong.fault().toString())
                    .startsWith("`timestamp/300`: `%s`: ".formatted(name)));
  }

  @Test
  void aTokenOfAnotherCheckpointIsWrong() throws IOException {
    Files.copy(token(90), stamped(300).resolve("other.tst"));
    assertThatThrownBy(this::verify)
        .isInstanceOfSatisfying(
            Wrong.class,
            wrong ->
                assertThat(wrong.fault().toString()).startsWith("`timestamp/300`: `other.tst`: "));
  }

  @Test
  void aCheckpointOfAnotherHistoryIsWrongThoughItIsSigned() throws IOException {
    Hash other = Merkle.leafHash("other".getBytes(StandardCharsets.UTF_8));
    byte[] note =
        SignedNote.of(new Checkpoint(OwnLog.ORIGIN, 300, other).text())
            .signed(log.keys().key())
            .bytes();
    Files.delete(token(300));
    stamp(note, NOON);
    assertThatThrownBy(this::verify)
        .isInstanceOfSatisfying(
            Wrong.class,
            wrong ->
                assertThat(wrong.fault().toString())
                    .startsWith(
                        "`timestamp/300`: this log of 700 entries does not begin with its 300"));
  }

  @Test
  void aTileThatIsMissingIsTold() throws IOException {
    Files.delete(folder.resolve("tile/0/001"));
    assertThatThrownBy(this::verify)
        .isInstanceOfSatisfying(
            Wrong.class,
            wrong -> assertThat(wrong.fault().toString()).startsWith("`tile/0/001`: "));
  }
}

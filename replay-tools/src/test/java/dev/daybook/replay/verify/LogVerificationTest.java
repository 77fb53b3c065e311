package dev.daybook.replay.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.replay.log.FolderLog;
import dev.daybook.replay.log.LogSource;
import dev.daybook.seal.EntryBundle;
import dev.daybook.seal.KeyAlgorithm;
import dev.daybook.seal.LeafEntry;
import dev.daybook.seal.Merkle;
import dev.daybook.seal.SignedNote;
import dev.daybook.seal.SignerKey;
import dev.daybook.seal.TlogPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs that hold, and logs of which something does not. */
class LogVerificationTest {

  private static final Progress QUIET = (_, _) -> {};

  @TempDir private Path folder = Path.of("");
  private OwnLog log = new OwnLog(folder);
  private LogSource served = new FolderLog(folder);

  @BeforeEach
  void begin() {
    log = new OwnLog(folder);
    served = new FolderLog(folder);
  }

  private Outcome verify() throws IOException {
    return verify(served, log.trusted(), null, null);
  }

  private static Outcome verify(
      LogSource served, Trust trust, @Nullable Earlier earlier, @Nullable Frontier from)
      throws IOException {
    return new LogVerification(served, trust, QUIET, earlier, from, null).run();
  }

  private static Outcome.Consistent consistent(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Consistent.class);
    return (Outcome.Consistent) outcome;
  }

  private static Fault fault(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Broken.class);
    return ((Outcome.Broken) outcome).fault();
  }

  /** The log as it would be served with one file changed. */
  private LogSource lying(String path, UnaryOperator<byte[]> lie) {
    return asked -> asked.equals(path) ? lie.apply(served.get(asked)) : served.get(asked);
  }

  private static UnaryOperator<byte[]> flipped(int at) {
    return bytes -> {
      byte[] changed = bytes.clone();
      changed[at] ^= 1;
      return changed;
    };
  }

  @Test
  void aLogThatHoldsIsConsistentWhateverItsSize() throws IOException {
    for (int size : List.of(1, 2, 255, 256, 257, 600)) {
      log.growTo(size);
      Outcome.Consistent outcome = consistent(verify());
      assertThat(outcome.signed().unknown()).isNull();
      assertThat(outcome.signed().checkpoint().size()).isEqualTo(size);
      assertThat(outcome.reached().size()).isEqualTo(size);
    }
  }

  @Test
  void withoutAKeyTheSignerIsUnknownAtBest() throws IOException {
    log.growTo(3);
    assertThat(consistent(verify(served, new Trust.Nobody(), null, null)).signed().unknown())
        .contains("no key");
    Trust other =
        new Trust.Keys(List.of(SignerKey.generate(OwnLog.ORIGIN, KeyAlgorithm.ED25519).verifier()));
    assertThat(consistent(verify(served, other, null, null)).signed().unknown())
        .contains("none of the 1 known keys signed this note");
  }

  @Test
  void aPolicyAsksForItsWitnessesToo() throws IOException {
    log.growTo(3);
    var vkey = ((Trust.Keys) log.trusted()).keys().getFirst();
    SignerKey witness = SignerKey.generate("w/1", KeyAlgorithm.ED25519_COSIGNATURE);
    Trust policy =
        new Trust.Policy(
            TlogPolicy.parse(
                "log %s\nwitness W %s\nquorum W\n"
                    .formatted(vkey, witness.verifier())
                    .getBytes(StandardCharsets.UTF_8)));
    assertThat(consistent(verify(served, policy, null, null)).signed().unknown())
        .contains("too few witnesses cosigned");

    byte[] cosigned =
        SignedNote.parse(served.get("checkpoint"))
            .cosigned(witness, Instant.parse("2026-11-30T12:00:00Z"))
            .bytes();
    Outcome.Consistent outcome =
        consistent(verify(lying("checkpoint", _ -> cosigned), policy, null, null));
    assertThat(outcome.signed().unknown()).isNull();
    assertThat(outcome.signed().signers()).hasSize(2);
  }

  @Test
  void aCheckpointWithAnyByteFlippedIsNeverTrusted() throws IOException {
    log.growTo(3);
    int length = served.get("checkpoint").length;
    for (int at = 0; at < length; at++) {
      Outcome outcome = verify(lying("checkpoint", flipped(at)), log.trusted(), null, null);
      boolean trusted =
          outcome instanceof Outcome.Consistent consistent && consistent.signed().unknown() == null;
      assertThat(trusted).as("byte %d", at).isFalse();
    }
    assertThat(
            fault(verify(lying("checkpoint", flipped(13)), log.trusted(), null, null)).toString())
        .startsWith("the latest checkpoint: ")
        .contains("does not verify");
  }

  @Test
  void aLeafWithAnyByteFlippedIsNamedByItsPosition() throws IOException {
    log.growTo(300);
    int before = 0;
    for (int position = 257; position < 259; position++) {
      before += 2 + log.leaf(position).length;
    }
    for (int at = before + 2; at < before + 2 + log.leaf(259).length; at++) {
      Fault fault =
          fault(verify(lying("tile/entries/001.p/44", flipped(at)), log.trusted(), null, null));
      assertThat(fault.place()).as("byte %d", at).isEqualTo(new Place.Entry(259));
      assertThat(fault.what()).startsWith("its leaf has the hash");
    }
    Fault cut =
        fault(
            verify(
                lying("tile/entries/000", bytes -> flipped(0).apply(bytes)),
                log.trusted(),
                null,
                null));
    assertThat(cut.toString()).contains("tile/entries/000");
  }

  @Test
  void aBundleOfMoreOrFewerEntriesThanItsNameSaysIsNamed() throws IOException {
    log.growTo(300);
    UnaryOperator<byte[]> shorter =
        bytes -> {
          List<byte[]> leaves = EntryBundle.read(bytes);
          return EntryBundle.write(leaves.subList(0, leaves.size() - 1));
        };
    UnaryOperator<byte[]> longer =
        bytes -> {
          List<byte[]> leaves = new ArrayList<>(EntryBundle.read(bytes));
          leaves.add(leaves.getLast());
          return EntryBundle.write(leaves);
        };
    assertThat(fault(verify(lying("tile/entries/000", shorter), log.trusted(), null, null)))
        .hasToString("`tile/entries/000`: it has 255 entries; wanted 256");
    assertThat(fault(verify(lying("tile/entries/001.p/44", shorter), log.trusted(), null, null)))
        .hasToString("`tile/entries/001.p/44`: it has 43 entries; wanted 44");
    assertThat(fault(verify(lying("tile/entries/001.p/44", longer), log.trusted(), null, null)))
        .hasToString("`tile/entries/001.p/44`: it has 45 entries; wanted 44");
  }

  @Test
  void aTileWithAnyHashChangedIsNamed() throws IOException {
    log.growTo(600);
    for (int position : List.of(1, 2, 256)) {
      assertThat(
              fault(
                      verify(
                          lying("tile/0/000", flipped((position - 1) * 32 + 5)),
                          log.trusted(),
                          null,
                          null))
                  .place())
          .isEqualTo(new Place.Entry(position));
    }
    assertThat(
            fault(verify(lying("tile/0/002.p/88", flipped(32)), log.trusted(), null, null)).place())
        .isEqualTo(new Place.Entry(514));
    assertThat(
            fault(verify(lying("tile/1/000.p/2", flipped(40)), log.trusted(), null, null))
                .toString())
        .startsWith("`tile/1/000.p/2`: its hash number 1 is");
    assertThat(
            fault(
                    verify(
                        lying("tile/1/000.p/2", bytes -> new byte[bytes.length - 1]),
                        log.trusted(),
                        null,
                        null))
                .toString())
        .isEqualTo("`tile/1/000.p/2`: 63 bytes; wanted 64");
  }

  @Test
  void theFirstThatIsWrongIsNamedWhicheverIsThereFirst() throws IOException {
    log.growTo(2_000);
    LogSource slow =
        path -> {
          byte[] bytes = served.get(path);
          if (path.equals("tile/entries/000")) {
            pause();
          }
          return path.startsWith("tile/entries/") ? flipped(2 + 40).apply(bytes) : bytes;
        };
    assertThat(fault(verify(slow, log.trusted(), null, null)).place())
        .isEqualTo(new Place.Entry(1));
  }

  @Test
  void onlyAFewBundlesAreHeldAtOnce() throws IOException {
    log.growTo(256 * 20);
    AtomicInteger asked = new AtomicInteger();
    AtomicInteger whileTheFirstIsAwaited = new AtomicInteger();
    LogSource slow =
        path -> {
          if (path.startsWith("tile/entries/")) {
            asked.incrementAndGet();
          }
          if (path.equals("tile/entries/000")) {
            pause();
            whileTheFirstIsAwaited.set(asked.get());
          }
          return served.get(path);
        };
    consistent(verify(slow, log.trusted(), null, null));
    assertThat(whileTheFirstIsAwaited.get()).isBetween(2, 8);
    assertThat(asked).as("each once").hasValue(20);
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(300);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void aFullTileOfAHigherLevelIsComparedToo() throws IOException {
    log.growTo(65_537);
    assertThat(
            fault(verify(lying("tile/1/000", flipped(3 * 32)), log.trusted(), null, null))
                .toString())
        .startsWith("`tile/1/000`: its hash number 3 is");
  }

  @Test
  void whatIsNotThereIsNamed() throws IOException {
    for (String path : List.of("tile/0/000", "tile/1/000.p/1", "tile/entries/001.p/44")) {
      log.growTo(300);
      byte[] bytes = Files.readAllBytes(folder.resolve(path));
      Files.delete(folder.resolve(path));
      assertThat(fault(verify()).toString()).startsWith("`" + path + "`: there is none");
      Files.write(folder.resolve(path), bytes);
    }
    Files.delete(folder.resolve("checkpoint"));
    assertThat(fault(verify()).toString()).startsWith("the latest checkpoint: there is none");
  }

  @Test
  void aLogThatCannotBeReadIsNotCalledWrong() throws IOException {
    log.growTo(300);
    for (String dead : List.of("tile/0/001", "tile/entries/001", "checkpoint")) {
      LogSource broken =
          path -> {
            if (path.startsWith(dead)) {
              throw new IOException("the line is dead");
            }
            return served.get(path);
          };
      assertThatThrownBy(() -> verify(broken, log.trusted(), null, null))
          .as(dead)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("the line is dead");
    }
  }

  @Test
  void aSignedRootThatDoesNotFollowFromTheEntriesIsFoundOut() throws IOException {
    log.growTo(300);
    log.sign(Merkle.leafHash(new byte[0]));
    Fault fault = fault(verify());
    assertThat(fault.place()).isEqualTo(new Place.Checkpoint(300));
    assertThat(fault.what()).contains("from the entries follows");
  }

  @Test
  void sealedLeavesThatContradictTheirOrderAreNamed() throws IOException {
    record Case(UnaryOperator<LeafEntry> otherwise, String told) {}
    List<Case> cases =
        List.of(
            new Case(
                leaf -> changed(leaf, leaf.index(), leaf.sequence() + 1, leaf.recordedAt()),
                "goes on with sequence 4; wanted 3"),
            new Case(
                leaf -> changed(leaf, leaf.index() + 1, leaf.sequence(), leaf.recordedAt()),
                "its leaf states the index `7`; wanted `6`"),
            new Case(
                leaf -> changed(leaf, leaf.index(), leaf.sequence(), Instant.EPOCH),
                "it was recorded at 1970-01-01T00:00:00.000000Z, before"));
    for (Case wrong : cases) {
      begin();
      log.growTo(10, leaf -> leaf.index() == 6 ? wrong.otherwise().apply(leaf) : leaf);
      Fault fault = fault(verify());
      assertThat(fault.place()).isEqualTo(new Place.Entry(7));
      assertThat(fault.what()).contains(wrong.told());
    }
  }

  private static LeafEntry changed(LeafEntry leaf, long index, long sequence, Instant recordedAt) {
    return new LeafEntry(
        leaf.origin(),
        index,
        leaf.event(),
        leaf.stream(),
        sequence,
        leaf.type(),
        leaf.revision(),
        recordedAt,
        leaf.actor(),
        leaf.payload(),
        leaf.metadata());
  }

  @Test
  void aSealedLeafThatIsNoStatementIsNamed() throws IOException {
    String next = new String(OwnLog.statement(4).json(), StandardCharsets.UTF_8);
    for (String leaf :
        List.of(
            "",
            "7",
            "{}",
            "{\"actor\":",
            next + " ",
            next.replace("\"index\":3", "\"index\":3.0"),
            next.replace("\"revision\":1", "\"revision\":99999999999"),
            next.replace("\"revision\":1", "\"revision\":1,\"secret\":1"),
            next.replace("000000000004", "00000000000g"),
            next.replace("2026-11-30T", "2026-13-30T"),
            next.replace(OwnLog.ORIGIN, "daybook/else"))) {
      begin();
      log.growTo(3);
      log.add(leaf.getBytes(StandardCharsets.UTF_8));
      Fault fault = fault(verify());
      assertThat(fault.place()).as(leaf).isEqualTo(new Place.Entry(4));
      assertThat(fault.what()).as(leaf).doesNotContain("Exception").doesNotContain("java.");
    }
  }

  @Test
  void anOlderCheckpointMustBeABeginningOfThisOne() throws IOException {
    byte[] old = log.growTo(300);
    log.growTo(600);
    assertThat(consistent(verify(served, log.trusted(), new Earlier(old), null)).remarks())
        .containsExactly("it begins with the 300 entries of the checkpoint that was kept");
  }

  @Test
  void anOlderCheckpointWithAnotherHistoryOrMoreEntriesIsFoundOut() throws IOException {
    byte[] before = log.growTo(300);
    Path second = folder.resolve("second");
    OwnLog other = new OwnLog(second);
    other.growTo(
        400,
        leaf ->
            leaf.index() == 20
                ? changed(leaf, 20, leaf.sequence(), leaf.recordedAt().plusNanos(1000))
                : leaf);
    LogSource elsewhere = new FolderLog(second);
    assertThat(fault(verify(elsewhere, new Trust.Nobody(), new Earlier(before), null)).toString())
        .startsWith("the checkpoint of 400 entries: its tree does not begin with the 300 entries");
    byte[] larger = other.growTo(500);
    assertThat(fault(verify(served, new Trust.Nobody(), new Earlier(larger), null)).toString())
        .contains("the one that was kept is of 500 entries");
    assertThat(fault(verify(served, log.trusted(), new Earlier(larger), null)).toString())
        .startsWith("the checkpoint that was kept: ");
  }

  @Test
  void aRunGoesOnWhereTheOneBeforeEndedAndReadsNothingTwice() throws IOException {
    log.growTo(300);
    Frontier reached = kept(consistent(verify()).reached());
    log.growTo(700);
    AtomicInteger whole = new AtomicInteger();
    LogSource counting =
        path -> {
          if (path.equals("tile/entries/000")) {
            whole.incrementAndGet();
          }
          return served.get(path);
        };
    Outcome.Consistent outcome = consistent(verify(counting, log.trusted(), null, reached));
    assertThat(outcome.from()).isEqualTo(301);
    assertThat(outcome.reached().size()).isEqualTo(700);
    assertThat(whole).as("bundles before it").hasValue(0);
    assertThat(consistent(verify(served, log.trusted(), null, kept(outcome.reached()))).from())
        .as("nothing new")
        .isEqualTo(701);
  }

  /** As the next run reads it from the file the one before wrote. */
  private static Frontier kept(Frontier frontier) {
    return Verified.parse(new Verified(true, frontier).bytes()).frontier();
  }

  @Test
  void aHistoryThatChangedOrShrankSinceIsFoundOut() throws IOException {
    log.growTo(300);
    Frontier reached = kept(consistent(verify()).reached());
    Path second = folder.resolve("second");
    OwnLog other = new OwnLog(second);
    LogSource elsewhere = new FolderLog(second);
    other.growTo(200);
    assertThat(fault(verify(elsewhere, other.trusted(), null, reached)).toString())
        .contains("300 entries were there and verified before");
    other.growTo(
        400,
        leaf ->
            leaf.index() == 280
                ? changed(leaf, 280, leaf.sequence(), leaf.recordedAt().plusNanos(1000))
                : leaf);
    assertThat(fault(verify(elsewhere, other.trusted(), null, reached)).place())
        .as("the first that differs in the tile that was not full")
        .isEqualTo(new Place.Entry(281));
  }

  @Test
  void aStateOfAnotherLogIsNotGoneOnFrom() throws IOException {
    log.growTo(300);
    Frontier here = consistent(verify()).reached();
    Frontier elsewhere =
        new Frontier(
            "daybook/else",
            here.size(),
            here.edge(),
            here.sequences(),
            here.last(),
            here.root(),
            List.of());
    assertThat(fault(verify(served, log.trusted(), null, elsewhere)))
        .hasToString(
            "the checkpoint of 300 entries: it is of `daybook/test`; what was verified before is"
                + " `daybook/else`");
  }

  @Test
  void aStateThatWasCutOrChangedIsNotGoneOnFrom() throws IOException {
    log.growTo(300);
    byte[] state = new Verified(true, consistent(verify()).reached()).bytes();
    for (int at = 0; at < state.length; at += 97) {
      byte[] changed = flipped(at).apply(state);
      assertThatThrownBy(() -> Verified.parse(changed))
          .isInstanceOf(IllegalArgumentException.class);
    }
    byte[] cut = Arrays.copyOf(state, state.length / 2);
    assertThatThrownBy(() -> Verified.parse(cut)).hasMessageContaining("changed since");
  }

  private Outcome verifyWith(LongFunction<@Nullable StoredEntry> entries) throws IOException {
    AtomicLong position = new AtomicLong();
    return new LogVerification(
            served,
            log.trusted(),
            QUIET,
            null,
            null,
            () -> entries.apply(position.incrementAndGet()))
        .run();
  }

  @Test
  void entriesThatAreWhatWasSealedHold() throws IOException {
    log.growTo(300);
    assertThat(consistent(verifyWith(OwnLog::stored)).hasContents()).isTrue();
  }

  @Test
  void anEntryThatIsNotTheSealedOneIsNamed() throws IOException {
    log.growTo(300);
    Fault payload =
        fault(
            verifyWith(
                position -> {
                  StoredEntry entry = OwnLog.stored(position);
                  if (position == 270) {
                    entry.payload()[5] ^= 1;
                  }
                  return entry;
                }));
    assertThat(payload.toString()).startsWith("position 270: its payload is `9 bytes");
    Fault metadata =
        fault(
            verifyWith(
                position -> {
                  StoredEntry entry = OwnLog.stored(position);
                  if (position >= 3) {
                    entry.metadata()[14] ^= 1;
                  }
                  return entry;
                }));
    assertThat(metadata.toString()).startsWith("position 3: its metadata is");
    assertThat(fault(verifyWith(position -> position < 9 ? OwnLog.stored(position) : null)))
        .hasToString("position 9: it is sealed, and not among the entries");
    assertThat(fault(verifyWith(position -> OwnLog.stored(position < 9 ? position : position + 1))))
        .hasToString("position 9: the entries have 10 in its place");
  }

  @Test
  void anEntryOfWhichNoLeafCouldBeIsNamed() throws IOException {
    log.growTo(3);
    Fault fault =
        fault(
            verifyWith(
                position -> {
                  StoredEntry entry = OwnLog.stored(position);
                  return position < 2
                      ? entry
                      : new StoredEntry(
                          entry.position(),
                          entry.event(),
                          "x".repeat(5_000),
                          entry.sequence(),
                          entry.type(),
                          entry.revision(),
                          entry.recordedAt(),
                          entry.payload(),
                          entry.metadata(),
                          new byte[] {'{', '}'});
                }));
    assertThat(fault.toString()).startsWith("position 2: a leaf statement has at most 4096 bytes");
  }
}

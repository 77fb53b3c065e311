package dev.daybook.replay.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.replay.verify.Fault;
import dev.daybook.replay.verify.Place;
import dev.daybook.replay.verify.Trust;
import dev.daybook.seal.Sha256;
import dev.daybook.seal.TimestampAuthorities;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Zips as somebody hostile makes them: each is refused, and told what is wrong with which name. */
class HostileZipTest {

  private static final byte[] SOME = "some bytes".getBytes(StandardCharsets.UTF_8);
  private static final String POLICY = "trust/policy.tlog";

  /** The checkpoint's text and the ledger's own signature, in bytes. */
  private static final int SIGNED = 150;

  @TempDir private Path folder = Path.of("");
  private Path bundle = Path.of("");
  private Trust trust = new Trust.Nobody();

  @BeforeEach
  void export() throws IOException {
    OwnLedger ledger = OwnLedger.withHistory(3);
    trust = ledger.trusted();
    bundle = folder.resolve("good.evidence");
    new EvidenceExport(ledger, bundle, (_, _) -> {})
        .export(EvidenceExport.Asked.of(Question.streamsOf(OwnLedger.PRODUCT)));
  }

  private RawZip raw() throws IOException {
    return RawZip.of(bundle);
  }

  private EvidenceOutcome verify(Path file) throws IOException {
    return new EvidenceVerification(file, trust, null, TimestampAuthorities.NONE, (_, _) -> {})
        .run();
  }

  private List<Fault> faults(RawZip raw) throws IOException {
    EvidenceOutcome outcome = verify(raw.write(folder.resolve("hostile.evidence")));
    assertThat(outcome.isConsistent()).isFalse();
    assertThat(outcome.verdict()).isEqualTo("wrong");
    return outcome.faults();
  }

  private static Fault fault(String name, String what) {
    return new Fault(new Place.File(name), what);
  }

  @Test
  void whatIsPutTogetherAsItWasIsTheBundle() throws IOException {
    Path again = raw().write(folder.resolve("again.evidence"));
    assertThat(Files.readAllBytes(again)).isEqualTo(Files.readAllBytes(bundle));
    assertThat(verify(again).isProven()).isTrue();
    assertThat(raw().relisted().bytes()).isEqualTo(Files.readAllBytes(bundle));
  }

  @Test
  void namesThatLeadOutOfTheFolderAreRefused() throws IOException {
    for (String name :
        List.of("../evil", "payload/../../evil", "/etc/evil", "C:\\evil", "..\\evil", "tile/..")) {
      assertThat(faults(raw().add(name, SOME).relisted()))
          .contains(fault(name, "it leads out of the folder it is unpacked into"));
    }
  }

  @Test
  void namesThatNoFileOfABundleHasAreRefused() throws IOException {
    for (String name : List.of("readme.txt", "payload/", "payload/abc", "tile/0/1", "leaves ")) {
      assertThat(faults(raw().add(name, SOME).relisted()))
          .contains(fault(name, "no file of a bundle has such a name"));
    }
    assertThat(faults(raw().add("le\nves\u0000\u001b[2J", SOME)))
        .contains(fault("le?ves??[2J", "no file of a bundle has such a name"));
  }

  @Test
  void aFileThatIsThereTwiceIsRefused() throws IOException {
    assertThat(faults(raw().add("checkpoint", SOME)))
        .contains(fault("checkpoint", "it is there more than once"));
  }

  @Test
  void namesThatDifferInCaseOnlyAreRefused() throws IOException {
    assertThat(faults(raw().add("Checkpoint", SOME)))
        .contains(fault("Checkpoint", "its name differs from `checkpoint` in case only"));
    assertThat(faults(raw().add("manifest", SOME)))
        .contains(fault("manifest", "its name differs from `MANIFEST` in case only"));
  }

  @Test
  void aBombIsRefusedBeforeAByteOfItIsInflated() throws IOException {
    ByteArrayOutputStream small = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflate = new DeflaterOutputStream(small)) {
      for (int i = 0; i < 64; i++) {
        deflate.write(new byte[1 << 20]);
      }
    }
    byte[] bomb = Arrays.copyOfRange(small.toByteArray(), 2, small.size() - 4);
    long before = System.nanoTime();
    List<Fault> faults =
        faults(
            raw()
                .replace(POLICY, bomb)
                .withCentrals(
                    (name, header) -> {
                      if (name.equals(POLICY)) {
                        header.putShort(10, (short) 8).putInt(24, 0x7fffffff);
                      }
                    }));
    assertThat(System.nanoTime() - before).isLessThan(5_000_000_000L);
    assertThat(faults)
        .contains(
            fault(
                POLICY,
                "it is compressed, from 2147483647 bytes to %d; files of a bundle are stored as they are"
                    .formatted(bomb.length)));
  }

  @Test
  void filesThatShareTheirBytesAreRefused() throws IOException {
    List<Fault> faults =
        faults(
            raw()
                .withCentrals(
                    (name, header) -> {
                      if (name.equals(POLICY)) {
                        header.putInt(42, 0);
                      }
                    }));
    assertThat(faults).contains(fault(POLICY, "it does not lie right behind the file before it"));
  }

  @Test
  void sizesThatDoNotFitAreRefused() throws IOException {
    List<Fault> faults =
        faults(
            raw()
                .withCentrals(
                    (name, header) -> {
                      if (name.equals("MANIFEST")) {
                        header.putInt(20, 0x7ffffff0).putInt(24, 0x7ffffff0);
                      }
                    }));
    assertThat(faults).contains(fault("MANIFEST", "it ends behind the end of the zip"));
  }

  @Test
  void encryptedFilesAreRefused() throws IOException {
    assertThat(
            faults(
                raw()
                    .withCentrals(
                        (name, header) -> {
                          if (name.equals(POLICY)) {
                            header.putShort(8, (short) 1);
                          }
                        })))
        .contains(fault(POLICY, "it is encrypted; nothing in a bundle is"));
  }

  @Test
  void symbolicLinksAreRefused() throws IOException {
    assertThat(
            faults(
                raw()
                    .withCentrals(
                        (name, header) -> {
                          if (name.equals(POLICY)) {
                            header.putInt(38, 0xa1ff << 16);
                          }
                        })))
        .contains(fault(POLICY, "it is a symbolic link; a bundle has files alone"));
  }

  @Test
  void aHeaderThatSaysSomethingElseThanTheDirectoryIsRefused() throws IOException {
    assertThat(
            faults(
                raw()
                    .withLocals(
                        (name, header) -> {
                          if (name.equals(POLICY)) {
                            header.put(30, (byte) 'T');
                          }
                        })))
        .contains(fault(POLICY, "before its bytes stands something else than the directory says"));
  }

  @Test
  void aChecksumNobodyElseComparesIsComparedToo() throws IOException {
    RawZip wrong =
        raw()
            .withLocals(
                (name, header) -> header.putInt(14, name.equals(POLICY) ? 7 : header.getInt(14)))
            .withCentrals(
                (name, header) -> header.putInt(16, name.equals(POLICY) ? 7 : header.getInt(16)));
    assertThat(faults(wrong))
        .containsExactly(
            fault(POLICY, "its CRC-32 is not the one in the zip: bytes of it were changed"));
  }

  @Test
  void whatFollowsTheEndIsRefusedAndSoIsAZipThatWasCut() throws IOException {
    byte[] whole = Files.readAllBytes(bundle);
    Path longer = folder.resolve("longer.evidence");
    Files.write(longer, Arrays.copyOf(whole, whole.length + 7));
    assertThat(verify(longer).faults().toString()).contains("the zip: 7 bytes follow its end");
    for (int length : new int[] {0, 10, 100, whole.length / 2, whole.length - 1}) {
      Files.write(longer, Arrays.copyOf(whole, length));
      EvidenceOutcome outcome = verify(longer);
      assertThat(outcome.isConsistent()).isFalse();
      assertThat(outcome.faults().getFirst().place()).hasToString("the zip");
    }
    byte[] shifted = new byte[whole.length + 3];
    System.arraycopy(whole, 0, shifted, 3, whole.length);
    Files.write(longer, shifted);
    assertThat(verify(longer).isConsistent()).isFalse();
  }

  @Test
  void moreFilesThanABundleHasAreRefusedByTheirNumber() throws IOException {
    byte[] end = ZipForm.end(ZipForm.MOST_FILES + 1L, 0, 0);
    Path many = Files.write(folder.resolve("many.evidence"), end);
    assertThat(verify(many).faults().toString()).contains("4000001 files; a bundle has at most");
  }

  @Test
  void whatIsNotListedAndWhatIsListedInVainAreBothTold() throws IOException {
    String extra = "facts/" + Sha256.hex(SOME);
    assertThat(faults(raw().add(extra, SOME).remove(POLICY)))
        .contains(
            fault(extra, "it is in the zip, and not in the MANIFEST"),
            fault(extra, "no entry that is here cites it"),
            fault(POLICY, "it is in the MANIFEST, and not in the zip"));
  }

  @Test
  void everyFileThatIsMissingIsNamedThoughTheManifestDoesNotListIt() throws IOException {
    // Nothing hangs on the policy of trust and on reports.
    Set<String> spare = new TreeSet<>(Set.of("MANIFEST", POLICY));
    Report.ALL.forEach(report -> spare.add(report.name()));
    for (String name : raw().names()) {
      if (!spare.contains(name)) {
        String told = faults(raw().remove(name).relisted()).toString();
        assertThat(told).as(name).contains("`%s`".formatted(name));
      }
    }
    assertThat(faults(raw().remove("MANIFEST")))
        .contains(fault("MANIFEST", "it is not in the bundle"));
  }

  @Test
  void aFlippedByteOfAnyFileIsFoundAndTheFileNamed() throws IOException {
    for (String name : raw().names()) {
      byte[] bytes = raw().file(name);
      for (int at = 0; at < bytes.length; at += Math.max(1, bytes.length / 40)) {
        byte[] flipped = bytes.clone();
        flipped[at] ^= 1;
        assertThat(faults(raw().replace(name, flipped)))
            .as("%s at %d", name, at)
            .anyMatch(fault -> fault.toString().contains(name));
      }
    }
  }

  @Test
  void aFlippedByteIsFoundThoughTheManifestWasMadeToAgree() throws IOException {
    for (String name : raw().names()) {
      if (name.equals("MANIFEST") || name.equals(POLICY)) {
        continue;
      }
      byte[] bytes = raw().file(name);
      // A cosignature by a key that is not asked for says nothing, whole or not.
      int length = name.equals("checkpoint") ? SIGNED : bytes.length;
      for (int at = 0; at < length; at += Math.max(1, length / 40)) {
        byte[] flipped = bytes.clone();
        flipped[at] ^= 1;
        Path relisted =
            raw().replace(name, flipped).relisted().write(folder.resolve("relisted.evidence"));
        assertThat(verify(relisted).isProven()).as("%s at %d", name, at).isFalse();
      }
    }
  }

  @Test
  void noByteOfTheZipCanBeFlipped() throws IOException {
    byte[] whole = Files.readAllBytes(bundle);
    Path flipped = folder.resolve("flipped.evidence");
    for (int at = 0; at < whole.length; at += 17) {
      byte[] changed = whole.clone();
      changed[at] ^= 4;
      Files.write(flipped, changed);
      EvidenceOutcome outcome = verify(flipped);
      assertThat(outcome.isConsistent()).as("byte %d", at).isFalse();
      assertThat(outcome.faults()).as("byte %d", at).isNotEmpty();
    }
  }
}

package dev.daybook.replay.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.replay.verify.Fault;
import dev.daybook.seal.Sha256;
import dev.daybook.seal.TimestampAuthorities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What names persons leaves the ledger only where that is wanted and noted. */
class PersonsInBundlesTest {

  private static final String ADA = "ada@example.org";
  private static final String BO = "bo@example.org";

  @TempDir private Path folder = Path.of("");
  private final OwnLedger ledger = OwnLedger.withHistory(3);

  @BeforeEach
  void name() {
    ledger.name(ADA);
    ledger.name(BO);
    ledger.seal();
  }

  private Path export(EvidenceSource source, @Nullable String disclosure) throws IOException {
    Path file = folder.resolve("orders.evidence");
    EvidenceExport.Asked asked = EvidenceExport.Asked.of(Question.streamsOf(OwnLedger.PRODUCT));
    new EvidenceExport(source, file, (_, _) -> {})
        .export(disclosure == null ? asked : asked.disclosing(disclosure));
    return file;
  }

  private EvidenceOutcome verify(Path file) throws IOException {
    return new EvidenceVerification(
            file, ledger.trusted(), null, TimestampAuthorities.NONE, (_, _) -> {})
        .run();
  }

  private String faults(RawZip raw) throws IOException {
    EvidenceOutcome outcome = verify(raw.relisted().write(folder.resolve("tampered.evidence")));
    assertThat(outcome.isProven()).isFalse();
    return String.join("\n", outcome.faults().stream().map(Fault::toString).toList());
  }

  private static String page(Path file) throws IOException {
    return new String(RawZip.of(file).file("report.html"), UTF_8);
  }

  /** An owner as the page has it. */
  private static String owner(String reads) {
    return "&quot;owner&quot;:&quot;%s&quot;".formatted(reads);
  }

  private static List<String> openings(RawZip raw) {
    return raw.names().stream().filter(name -> name.startsWith("openings/")).toList();
  }

  private static RawZip withManifest(RawZip raw, String from, String to) {
    String manifest = new String(raw.file("MANIFEST"), UTF_8);
    String changed = manifest.replaceFirst(from, to);
    assertThat(changed).isNotEqualTo(manifest);
    return raw.replace("MANIFEST", changed.getBytes(UTF_8));
  }

  @Test
  void whatNamesPersonsIsNotReadableAndItsDocumentsStayWhereTheyAre() throws IOException {
    Path file = export(ledger, null);
    EvidenceOutcome outcome = verify(file);
    assertThat(outcome.isProven()).as(outcome.faults().toString()).isTrue();
    assertThat(outcome.remarks())
        .contains("cited files that name persons, and were withheld: 2 (so the MANIFEST says)");
    assertThat(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain(ADA)
        .doesNotContain(BO);
    assertThat(page(file)).contains(owner(Reading.PERSONAL)).doesNotContain(Reading.ERASED);
    assertThat(ledger.disclosed()).isEmpty();
  }

  @Test
  void whoeverIsDisclosedCanBeReadAndTheLedgerHasNotedIt() throws IOException {
    Path file = export(ledger, "audit of May");
    EvidenceOutcome outcome = verify(file);
    assertThat(outcome.isProven()).as(outcome.faults().toString()).isTrue();
    assertThat(outcome.remarks()).contains("persons disclosed: 2 (so the MANIFEST says)");
    assertThat(page(file)).contains(owner(ADA), owner(BO)).doesNotContain(Reading.PERSONAL);
    assertThat(ledger.disclosed())
        .hasSize(2)
        .allMatch(
            line ->
                line.matches(
                    "per_[0-9a-f]{16} in sha256:%s: audit of May".formatted(sha256(file))));
  }

  private static String sha256(Path file) {
    try {
      return Sha256.hex(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whoWasErasedShowsAsErasedAndOthersStay() throws IOException {
    ledger.erase(ADA);
    Path file = export(ledger, "audit of May");
    EvidenceOutcome outcome = verify(file);
    assertThat(outcome.isProven()).as(outcome.faults().toString()).isTrue();
    assertThat(outcome.remarks())
        .contains(
            "cited files that named persons who were erased: 1 (so the MANIFEST says)",
            "persons disclosed: 1 (so the MANIFEST says)");
    assertThat(page(file)).contains(owner(Reading.ERASED), owner(BO)).doesNotContain(ADA);
    Path undisclosed = export(ledger, null);
    assertThat(page(undisclosed))
        .contains(owner(Reading.ERASED), owner(Reading.PERSONAL))
        .doesNotContain(BO);
  }

  @Test
  void aBundleVerifiesAsBeforeWhenWhoeverItDisclosesIsErased() throws IOException {
    Path file = export(ledger, "audit of May");
    ledger.erase(ADA);
    EvidenceOutcome outcome = verify(file);
    assertThat(outcome.isProven()).isTrue();
  }

  @Test
  void whoIsNamedInATextAloneOrADocumentAloneIsDisclosedToo() throws IOException {
    ledger.name("cy@example.org", "dee@example.org");
    ledger.seal();
    assertThat(verify(export(ledger, "audit of May")).remarks())
        .contains("persons disclosed: 4 (so the MANIFEST says)");
    assertThat(ledger.disclosed()).hasSize(4);
  }

  @Test
  void theSameDisclosureMakesTheSameBytes() throws IOException {
    byte[] first = Files.readAllBytes(export(ledger, "audit of May"));
    assertThat(Files.readAllBytes(export(ledger, "another audit"))).isEqualTo(first);
  }

  /** A ledger that notes no disclosure, for somebody was erased since. */
  private static final class Refusing extends ThroughLedger {
    Refusing(OwnLedger ledger) {
      super(ledger);
    }

    @Override
    public void recordDisclosure(Set<String> persons, String bundle, String reason)
        throws IOException {
      throw new IOException("nobody is called so");
    }
  }

  @Test
  void nothingIsHandedOutWhoseDisclosureIsNotNoted() throws IOException {
    assertThatThrownBy(() -> export(new Refusing(ledger), "audit of May"))
        .hasMessage("nobody is called so");
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(folder.resolve("orders.evidence.part"));
    }
    assertThatThrownBy(() -> export(ledger, null))
        .as("what was fetched to be disclosed is in no bundle that discloses nobody")
        .hasMessageContaining("another question; delete it");
  }

  @Test
  void whatDoesNotOpenWhatItSaysIsNamed() throws IOException {
    Path file = export(ledger, "audit of May");
    RawZip raw = RawZip.of(file);
    String one = openings(raw).get(0);
    String other = openings(raw).get(1);
    byte[] swapped = raw.file(other);
    assertThat(faults(raw.replace(one, swapped)))
        .contains("`%s`: what is sealed at".formatted(one), "does not open");
    assertThat(faults(RawZip.of(file).replace(one, "{}".getBytes(UTF_8))))
        .contains("`%s`: it is no JSON object in its canonical form, or empty".formatted(one));
    assertThat(faults(RawZip.of(file).replace(one, "{\"/owner\":\"AAAA\"}".getBytes(UTF_8))))
        .contains("`/owner` has no opening of 32 bytes in base64url");
    String good = new String(RawZip.of(file).file(one), UTF_8);
    assertThat(faults(RawZip.of(file).replace(one, (good + " ").getBytes(UTF_8))))
        .contains("`%s`: it is no JSON object in its canonical form, or empty".formatted(one));
    char last = good.charAt(good.length() - 3);
    String loose = good.substring(0, good.length() - 3) + (char) (last + 1) + "\"}";
    assertThat(faults(RawZip.of(file).replace(one, loose.getBytes(UTF_8))))
        .contains("`%s`: ".formatted(one));
    String more =
        new String(RawZip.of(file).file(one), UTF_8)
            .replace("{", "{\"/a\":\"%s\",".formatted("A".repeat(43)));
    assertThat(faults(RawZip.of(file).replace(one, more.getBytes(UTF_8))))
        .contains("nothing is encrypted at [/a]");
    String nobodys = "openings/" + "0".repeat(64) + ".json";
    assertThat(faults(RawZip.of(file).add(nobodys, swapped)))
        .contains("`%s`: no entry that is here cites it".formatted(nobodys));
  }

  @Test
  void theManifestNamesAllWhoAreDisclosedAndAllThatIsNotThere() throws IOException {
    Path file = export(ledger, "audit of May");
    assertThat(faults(withManifest(RawZip.of(file), "disclosed per_[0-9a-f]{16}\n", "")))
        .contains("it discloses [per_", "; the MANIFEST does not");
    RawZip raw = RawZip.of(file);
    String document =
        raw.names().stream().filter(name -> name.startsWith("document/")).findFirst().orElseThrow();
    assertThat(faults(withManifest(raw, "\n\n", "\nwithheld " + document + "\n\n")))
        .contains("`%s`: it is in the bundle; the MANIFEST says why it is not".formatted(document));
    String none = "document/" + "0".repeat(64);
    assertThat(faults(withManifest(RawZip.of(file), "\n\n", "\nabsent " + none + "\n\n")))
        .contains("it says why `%s` is not here, which no entry cites".formatted(none));
  }

  @Test
  void whoseBehalfItWasOnIsReadFromMetadataWhereThatIsDisclosed() throws IOException {
    String deputy = "cy@example.org";
    ledger.onBehalfOf(deputy);
    ledger.seal();
    String reads = "&quot;onBehalfOf&quot;:&quot;%s&quot;";

    Path closed = export(ledger, null);
    assertThat(verify(closed).isProven()).isTrue();
    assertThat(page(closed)).contains(reads.formatted(Reading.PERSONAL)).doesNotContain(deputy);

    Path open = export(ledger, "audit of May");
    EvidenceOutcome outcome = verify(open);
    assertThat(outcome.isProven()).as(outcome.faults().toString()).isTrue();
    assertThat(page(open)).contains(reads.formatted(deputy));

    RawZip raw = RawZip.of(open);
    String opened =
        openings(raw).stream()
            .filter(name -> new String(raw.file(name), UTF_8).contains("onBehalfOf"))
            .findFirst()
            .orElseThrow();
    byte[] of = new String(raw.file(opened), UTF_8).replaceAll(":\"..", ":\"AA").getBytes(UTF_8);
    assertThat(faults(raw.replace(opened, of))).contains("`%s`: what is sealed".formatted(opened));
  }

  @Test
  void anOpeningOfAnotherTextOpensNone() throws IOException {
    Path file = export(ledger, "audit of May");
    RawZip raw = RawZip.of(file);
    String opened = openings(raw).getFirst();
    byte[] other = raw.file(openings(raw).getLast());
    assertThat(other).isNotEqualTo(raw.file(opened));
    assertThat(faults(raw.replace(opened, other))).contains("`%s`: ".formatted(opened));
  }
}

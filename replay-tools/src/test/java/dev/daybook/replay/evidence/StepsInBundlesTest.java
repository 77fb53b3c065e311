package dev.daybook.replay.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.replay.evidence.EvidenceSource.Steps;
import dev.daybook.replay.verify.Fault;
import dev.daybook.seal.Sha256;
import dev.daybook.seal.TimestampAuthorities;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decisions are explained by the steps whose digest was recorded with them. */
class StepsInBundlesTest {

  private static final String PARTS =
      "{\"naming/form\":{\"expression\":\"variables.long || name == 'x' || any(<b>)\","
          + "\"parts\":[[1,0,14],[2,18,29],[3,0,41],[4,33,41],[9,0,999]]},"
          + "\"variables.long\":{\"expression\":\"size(name) > 3\",\"parts\":[]}}";

  @TempDir private Path folder = Path.of("");
  private final OwnLedger ledger = OwnLedger.withHistory(3);

  /** Steps as a gate takes them down. */
  private static byte[] steps() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(1);
    text("naming/form", out);
    out.writeByte(1);
    text("variables.long", out);
    step(7, 5, out);
    out.writeLong(4);
    out.writeByte(3);
    text("it <fails>", out);
    for (String turn : List.of("first", "second")) {
      step(2, 7, out);
      text(turn, out);
    }
    step(3, 4, out);
    out.writeByte(0);
    out.writeByte(2);
    return bytes.toByteArray();
  }

  private static void step(int part, int kind, DataOutputStream out) throws IOException {
    out.writeInt(part);
    out.writeByte(kind);
  }

  private static void text(String text, DataOutputStream out) throws IOException {
    out.writeInt(text.length());
    out.writeChars(text);
  }

  private Path export(@Nullable String disclosure) throws IOException {
    return export(ledger, disclosure);
  }

  private Path export(EvidenceSource source, @Nullable String disclosure) throws IOException {
    ledger.seal();
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

  private void assertProven(Path file) throws IOException {
    EvidenceOutcome outcome = verify(file);
    assertThat(outcome.isProven()).as(outcome.faults().toString()).isTrue();
  }

  private String faults(RawZip raw) throws IOException {
    EvidenceOutcome outcome = verify(raw.relisted().write(folder.resolve("tampered.evidence")));
    assertThat(outcome.isProven()).isFalse();
    return String.join("\n", outcome.faults().stream().map(Fault::toString).toList());
  }

  private static String page(Path file) throws IOException {
    return new String(RawZip.of(file).file("report.html"), UTF_8);
  }

  private static String name(byte[] steps) {
    return "steps/" + Sha256.hex(steps);
  }

  @Test
  void everyPartOfARuleThatDeniedIsOnThePage() throws IOException {
    ledger.judge(Sha256.hex(steps()), new Steps.Taken(steps(), false), PARTS);
    Path file = export(null);

    assertProven(file);
    assertThat(RawZip.of(file).file(name(steps()))).isEqualTo(steps());
    assertThat(page(file))
        .contains(
            "every part of naming/form",
            "<tr><td><code>variables.long || name == &#39;x&#39; || any(&lt;b&gt;)</code></td>"
                + "<td><code>false</code></td><td></td></tr>"
                + "<tr><td><code>variables.long</code></td><td><code></code></td>"
                + "<td>not evaluated</td></tr>"
                + "<tr><td><code>name == &#39;x&#39;</code></td>"
                + "<td><code>&quot;second&quot;</code></td><td>the last of 2</td></tr>"
                + "<tr><td><code>any(&lt;b&gt;)</code></td>");
  }

  @Test
  void theSameQuestionMakesTheSameBytes() throws IOException {
    ledger.judge(Sha256.hex(steps()), new Steps.Taken(steps(), false), PARTS);
    byte[] once = Files.readAllBytes(export(null));
    assertThat(Files.readAllBytes(export(null))).isEqualTo(once);
  }

  @Test
  void stepsOfWhichAnotherDigestWasRecordedAreNobodysSteps() throws IOException {
    ledger.judge(Sha256.hex(steps()), new Steps.Taken(steps(), false), PARTS);
    byte[] other = steps();
    other[other.length - 2] = 1; // it holds, they say
    RawZip raw = RawZip.of(export(null));

    assertThat(faults(raw.replace(name(steps()), other)))
        .contains("`%s`: ".formatted(name(steps())));
    RawZip renamed = RawZip.of(export(null)).remove(name(steps())).add(name(other), other);
    assertThat(faults(renamed))
        .contains("`%s`: no entry that is here cites it".formatted(name(other)));
  }

  @Test
  void whatNamesAPersonIsWithheldUntilItIsDisclosed() throws IOException {
    ledger.judge(Sha256.hex(steps()), new Steps.Taken(steps(), true), PARTS);
    Path file = export(null);
    assertProven(file);
    assertThat(RawZip.of(file).names()).doesNotContain(name(steps())).noneMatch(this::isParts);
    assertThat(new String(RawZip.of(file).file("MANIFEST"), UTF_8))
        .contains("withheld " + name(steps()));
    assertThat(page(file)).contains("Its steps name persons, and are withheld");

    Path disclosed = export("audit of May");
    assertProven(disclosed);
    assertThat(RawZip.of(disclosed).names()).contains(name(steps()));
    assertThat(page(disclosed)).contains("every part of naming/form");
  }

  @Test
  void whyThereAreNoneIsSaid() throws IOException {
    String erased = "e".repeat(64);
    String absent = "a".repeat(64);
    ledger.judge(erased, new Steps.Erased(), PARTS);
    ledger.judge(absent, new Steps.Absent(), PARTS);
    Path file = export(null);

    assertProven(file);
    assertThat(new String(RawZip.of(file).file("MANIFEST"), UTF_8))
        .contains("absent steps/" + absent, "erased steps/" + erased);
    assertThat(page(file))
        .contains("Its steps cannot be taken again", "Judged again it takes other steps");
  }

  @Test
  void stepsThatAreThereAndSaidNotToBeAreFoundOut() throws IOException {
    ledger.judge(Sha256.hex(steps()), new Steps.Taken(steps(), false), PARTS);
    RawZip raw = RawZip.of(export(null));
    String manifest = new String(raw.file("MANIFEST"), UTF_8);
    raw.replace(
        "MANIFEST",
        manifest
            .replaceFirst("\n\n", "\nwithheld %s\n\n".formatted(name(steps())))
            .getBytes(UTF_8));
    assertThat(faults(raw)).contains("it is in the bundle; the MANIFEST says why it is not");
  }

  @Test
  void stepsTwoDecisionsTookAreCarriedOrLeftOutOnce() throws IOException {
    ledger.judge(Sha256.hex(steps()), new Steps.Taken(steps(), true), PARTS);
    ledger.judge(Sha256.hex(steps()), new Steps.Taken(steps(), false), PARTS);
    Path file = export(null);
    assertProven(file);
    assertThat(RawZip.of(file).names()).doesNotContain(name(steps()));
  }

  @Test
  void theLedgerIsAskedOnceForStepsThatManyDecisionsTook() throws IOException {
    for (int i = 0; i < 3; i++) {
      ledger.others(EvidenceSource.MOST_ENTRIES);
      ledger.judge(Sha256.hex(steps()), new Steps.Taken(steps(), false), PARTS);
      ledger.judge("a".repeat(64), new Steps.Absent(), PARTS);
    }
    AtomicInteger asked = new AtomicInteger();
    EvidenceSource counting =
        new ThroughLedger(ledger) {
          @Override
          public Judged judged(long first, int limit) throws IOException {
            asked.incrementAndGet();
            return super.judged(first, limit);
          }
        };
    Path file = export(counting, null);
    assertProven(file);
    assertThat(asked).hasValue(1);
    assertThat(RawZip.of(file).names()).contains(name(steps())).anyMatch(this::isParts);
  }

  @Test
  void whatNumbersMeanIsCarriedForEachPolicyThatTookTheSteps() throws IOException {
    String other = PARTS.replace("> 3", "> 3 ");
    ledger.judge(Sha256.hex(steps()), new Steps.Taken(steps(), false), PARTS);
    ledger.others(EvidenceSource.MOST_ENTRIES);
    ledger.judge(Sha256.hex(steps()), new Steps.Taken(steps(), false), other);
    Path file = export(null);
    assertProven(file);
    assertThat(RawZip.of(file).names().stream().filter(this::isParts)).hasSize(2);
  }

  private boolean isParts(String name) {
    return name.startsWith("parts/");
  }

  @Test
  void whatIsNoStepsIsNotRead() throws IOException {
    byte[] steps = steps();
    assertThat(JudgingSteps.read(steps)).hasSize(2);
    assertThat(JudgingSteps.read(steps).getLast().why()).isEqualTo("it <fails>");
    for (int cut = 1; cut < steps.length; cut++) {
      assertThat(JudgingSteps.read(Arrays.copyOf(steps, cut))).as("cut at %d", cut).isEmpty();
    }
    steps[steps.length - 1] = 77;
    assertThat(JudgingSteps.read(steps)).isEmpty();
    assertThat(JudgingSteps.read(new byte[] {2})).isEmpty();
  }
}

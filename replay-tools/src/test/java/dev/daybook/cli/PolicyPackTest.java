package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.rules.IndustryProfile;
import dev.daybook.rules.StarterPack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code daybook policy pack}: the policies that come with Daybook, to be read and changed. */
class PolicyPackTest {

  @Test
  void listsWhatThereIsWithWhatItDoes() {
    Cli run = Cli.run("policy", "pack");

    assertThat(run.exit()).isEqualTo(Exit.OK);
    assertThat(run.out().lines()).hasSize(1 + StarterPack.documents().size());
    assertThat(run.out())
        .startsWith("SUBJECT ")
        .containsPattern("params/naming-standard +1\\.0\\.0 +- +How products are named")
        .containsPattern("policy/retention +1\\.0\\.0 +deny +Products say how long data is kept");
  }

  @Test
  void tellsTheReasonAndTheControlsToPrograms() {
    String out = Cli.run("policy", "pack", "-o", "ndjson", "--profile", "healthcare").out();

    assertThat(out.lines().filter(line -> line.contains("\"policy/patient-data\"")))
        .singleElement()
        .asString()
        .contains("cannot be taken back once it is out", "HIPAA-164.312(b)", "\"deny\"");
  }

  @Test
  void aFolderItWroteJudgesAsTheProfileDoes(@TempDir Path folder) throws IOException {
    Path policies = folder.resolve("policies");
    Path document = folder.resolve("wards.yaml");
    Files.writeString(
        document,
        """
        apiVersion: datamesh/v1
        kind: DataProduct
        metadata: { name: wards, domain: clinic, version: 1.0.0, tags: [patient] }
        spec: {}
        """);

    Cli written = Cli.run("policy", "pack", "--profile", "Healthcare", policies.toString());
    assertThat(written.exit()).isEqualTo(Exit.OK);
    assertThat(written.out()).isEmpty();
    assertThat(written.err())
        .contains(IndustryProfile.HEALTHCARE.documents().size() + " documents are in `" + policies);
    assertThat(Cli.run("policy", "test", policies.toString()).exit()).isEqualTo(Exit.OK);

    assertThat(Cli.run("check", "--policies", policies.toString(), document.toString()).out())
        .contains("patient-data/encrypted");
    assertThat(Cli.run("check", document.toString()).out()).doesNotContain("patient-data");
  }

  @Test
  void whatLiesThereAndSaysSomethingElseIsNotWrittenOver(@TempDir Path folder) throws IOException {
    assertThat(Cli.run("policy", "pack", folder.toString()).exit()).isEqualTo(Exit.OK);
    assertThat(Cli.run("policy", "pack", folder.toString()).exit()).isEqualTo(Exit.OK);
    Path mine = folder.resolve("retention.yaml");
    Files.writeString(mine, "mine");
    Files.delete(folder.resolve("table-format.yaml"));

    Cli refused = Cli.run("policy", "pack", folder.toString());

    assertThat(refused.exit()).isEqualTo(Exit.USAGE);
    assertThat(refused.err()).contains("`" + mine + "` is there already and says something else");
    assertThat(Files.readString(mine)).isEqualTo("mine");
    assertThat(folder.resolve("table-format.yaml")).doesNotExist();
  }

  @Test
  void aProfileNobodyKnowsIsAnsweredWithTheNearest() {
    Cli run = Cli.run("policy", "pack", "--profile", "helthcare");

    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err()).contains("there is no profile `helthcare`", "healthcare");
  }
}

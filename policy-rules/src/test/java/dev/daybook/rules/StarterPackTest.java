package dev.daybook.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.document.Documents;
import dev.daybook.document.Format;
import dev.daybook.document.ReadDocument.Readable;
import dev.daybook.rules.PolicyCompiler.Compilation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StarterPackTest {

  private static final Path FOLDER = Path.of("src/main/resources/starter-pack");

  /** What guides to data meshes ask for, by the number the pack's documents say. */
  private static final int ASKED_FOR = 32;

  private static final Pattern ASK = Pattern.compile("POL-[0-9]{2}");

  /** Those of the policies; params have no rules. */
  static Stream<String> files() {
    return StarterPack.documents().stream()
        .map(StarterPack.Document::fileName)
        .filter(file -> !file.startsWith("standards/"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void aPolicyCompilesAndItsCasesComeOutAsTheySay(String file) {
    assertThat(PolicyCompiler.compile(bytes(file), file)).isInstanceOf(Compilation.Compiled.class);
  }

  @ParameterizedTest
  @MethodSource("files")
  void aPolicySaysWhyItIsThereAndWhomToAskAndEveryRuleHasACase(String file) {
    CompiledPolicy policy = compiled(file);

    assertThat(policy.document().description()).hasSizeGreaterThan(150);
    assertThat(policy.document().owner()).isNotBlank();
    assertThat(policy.document().contact()).isNotBlank();
    List<String> failing =
        policy.document().cases().stream()
            .flatMap(each -> each.expected().entrySet().stream())
            .filter(expected -> expected.getValue() == PolicyDocument.Expected.FAIL)
            .map(expected -> expected.getKey())
            .toList();
    for (PolicyDocument.Validation rule : policy.document().validations()) {
      assertThat(failing).contains(rule.name());
      assertThat(rule.fix()).isNotBlank();
      assertThat(rule.wanted()).isNotBlank();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void theCasesLookAtEveryPartAndSeeEveryRuleKeptAndBroken(String file) {
    Readable read = (Readable) Documents.read(bytes(file), Format.YAML, file).getFirst();

    assertThat(PolicyTests.run(read.root(), bytes(file)))
        .isInstanceOfSatisfying(
            PolicyTests.Run.Tested.class,
            tested -> {
              assertThat(tested.results()).allMatch(PolicyTests.Result::passed);
              assertThat(tested.coverage().unseen()).isEmpty();
            });
  }

  @Test
  void everythingThatIsAskedForIsInThePack() {
    Set<String> asked =
        IntStream.rangeClosed(1, ASKED_FOR)
            .mapToObj("POL-%02d"::formatted)
            .collect(Collectors.toSet());

    assertThat(
            StarterPack.documents().stream()
                .flatMap(document -> asks(document.bytes()).stream())
                .collect(Collectors.toSet()))
        .isEqualTo(asked);
  }

  /** The first line of a document says it, `# Asked for by: POL-02, POL-22`. */
  static List<String> asks(byte[] document) {
    String first = new String(document, StandardCharsets.UTF_8).lines().findFirst().orElse("");
    return first.startsWith("# Asked for by: ")
        ? ASK.matcher(first).results().map(MatchResult::group).toList()
        : List.of();
  }

  /** A rule whose params no document brings is unjudged, and denies. */
  @Test
  void thePackBringsEveryParamsDocumentItsPoliciesAreJudgedWith() {
    PolicySet pack = StarterPack.load();

    assertThat(pack.params()).isNotEmpty();
    assertThat(CelGate.of(pack).judge(Policies.facts(Policies.orders())).findings())
        .noneMatch(finding -> finding.message().contains("its param"));
    assertThat(pack.policies())
        .allSatisfy(
            policy -> {
              PolicyDocument document = ((CompiledPolicy) policy).document();
              PolicyDocument.ParamsFrom from = document.paramsFrom();
              if (from != null) {
                assertThat(
                        pack.params().stream()
                            .filter(params -> params.isLabelled(from.labels()))
                            .flatMap(params -> params.values().stream()))
                    .as(policy.name())
                    .containsExactly(document.params());
              }
            });
  }

  @Test
  void everyDocumentOfTheFolderIsInThePack() throws IOException {
    try (Stream<Path> folder = Files.walk(FOLDER)) {
      assertThat(
              folder
                  .filter(Files::isRegularFile)
                  .map(path -> FOLDER.relativize(path).toString().replace('\\', '/')))
          .containsExactlyInAnyOrderElementsOf(
              StarterPack.documents().stream().map(StarterPack.Document::fileName).toList());
    }
  }

  private static CompiledPolicy compiled(String file) {
    return switch (PolicyCompiler.compile(bytes(file), file)) {
      case Compilation.Compiled(CompiledPolicy policy) -> policy;
      case Compilation.Rejected(var problems) -> throw new AssertionError(problems.toString());
    };
  }

  private static byte[] bytes(String file) {
    return StarterPack.documents().stream()
        .filter(document -> document.fileName().equals(file))
        .findFirst()
        .orElseThrow()
        .bytes();
  }
}

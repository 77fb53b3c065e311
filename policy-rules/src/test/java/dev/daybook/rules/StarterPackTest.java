package dev.daybook.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.rules.PolicyCompiler.Compilation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StarterPackTest {

  static Stream<String> files() {
    return StarterPack.documents().stream().map(StarterPack.Document::fileName);
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

  @Test
  void everyDocumentOfTheFolderIsInThePack() throws IOException {
    try (Stream<Path> folder = Files.list(Path.of("src/main/resources/starter-pack"))) {
      assertThat(folder.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(files().toList());
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

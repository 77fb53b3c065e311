package dev.daybook.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.document.Documents;
import dev.daybook.document.Format;
import dev.daybook.document.ReadDocument.Readable;
import dev.daybook.policy.PolicyCommand.PublishPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class IndustryProfileTest {

  private static final Path FOLDER = Path.of("src/main/resources/profiles");

  @ParameterizedTest
  @EnumSource
  void theCasesOfItsPoliciesLookAtEveryPartAndSeeEveryRuleKeptAndBroken(IndustryProfile profile) {
    for (StarterPack.Document document : profile.own()) {
      Readable read =
          (Readable) Documents.read(document.bytes(), Format.YAML, document.fileName()).getFirst();
      if (read.command() instanceof PublishPolicy) {
        assertThat(PolicyTests.run(read.root(), document.bytes()))
            .as(document.fileName())
            .isInstanceOfSatisfying(
                PolicyTests.Run.Tested.class,
                tested -> {
                  assertThat(tested.results()).allMatch(PolicyTests.Result::passed);
                  assertThat(tested.coverage().unseen()).isEmpty();
                });
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void itIsThePackWithParamsInPlaceOfThePacksAndPoliciesBeside(IndustryProfile profile) {
    PolicySet pack = StarterPack.load();
    PolicySet set = profile.load();

    assertThat(set.params())
        .extracting(ParamsInForce::name)
        .containsExactlyElementsOf(pack.params().stream().map(ParamsInForce::name).toList());
    assertThat(set.params())
        .extracting(ParamsInForce::sha256)
        .isNotEqualTo(pack.params().stream().map(ParamsInForce::sha256).toList());
    assertThat(set.policies())
        .extracting(Policy::name)
        .containsAll(pack.policies().stream().map(Policy::name).toList())
        .hasSizeGreaterThan(pack.policies().size());
    assertThat(set.policies())
        .allSatisfy(
            policy -> {
              PolicyDocument document = ((CompiledPolicy) policy).document();
              assertThat(document.description()).as(policy.name()).hasSizeGreaterThan(150);
              assertThat(document.owner()).isNotBlank();
              assertThat(document.contact()).isNotBlank();
              assertThat(document.validations())
                  .allSatisfy(
                      rule -> {
                        assertThat(rule.fix()).isNotBlank();
                        assertThat(rule.wanted()).isNotBlank();
                      });
            });
  }

  /** A params document that lacks something, or has it of another type, leaves a rule unjudged. */
  @ParameterizedTest
  @EnumSource
  void itsParamsFitThePoliciesThatAreJudgedWithThem(IndustryProfile profile) {
    assertThat(CelGate.of(profile.load()).judge(Policies.facts(Policies.orders())).findings())
        .isNotEmpty()
        .noneMatch(finding -> finding.message().contains("its param"));
  }

  @ParameterizedTest
  @CsvSource({"HEALTHCARE, mrn, true", "RETAIL, loyalty_card, true", "FINANCE, mrn, false"})
  void whatLooksPersonalDiffersFromIndustryToIndustry(
      IndustryProfile profile, String column, boolean looksPersonal) {
    SortedMap<String, Object> product = Policies.orders();
    product.put("fields", List.of(Policies.map(Map.of("name", column))));

    assertThat(
            CelGate.of(profile.load()).judge(Policies.facts(product)).findings().stream()
                .anyMatch(finding -> finding.rule().equals("undeclared-pii/product-columns")))
        .isEqualTo(looksPersonal);
  }

  @Test
  void everyDocumentOfTheFolderIsInAProfile() throws IOException {
    List<String> known = new ArrayList<>();
    for (IndustryProfile profile : IndustryProfile.values()) {
      profile.own().forEach(own -> known.add(profile.word() + "/" + own.fileName()));
    }
    try (Stream<Path> folder = Files.walk(FOLDER)) {
      assertThat(
              folder
                  .filter(Files::isRegularFile)
                  .map(path -> FOLDER.relativize(path).toString().replace('\\', '/')))
          .containsExactlyInAnyOrderElementsOf(known);
    }
  }

  @Test
  void itIsKnownByItsWord() {
    assertThat(IndustryProfile.of("Healthcare")).contains(IndustryProfile.HEALTHCARE);
    assertThat(IndustryProfile.of("farming")).isEmpty();
  }
}

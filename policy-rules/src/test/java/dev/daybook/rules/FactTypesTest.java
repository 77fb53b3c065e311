package dev.daybook.rules;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.document.Problem;
import dev.daybook.path.CommandKind;
import dev.daybook.rules.PolicyCompiler.Compilation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which facts there are, and of what type, is told by the commands a policy matches. */
class FactTypesTest {

  @Test
  void commandAndStateHaveTheFieldsOfTheKindsThatAreMatched() {
    assertThat(
            problems(
                "[DeprecateProduct]",
                "command.sunset.startsWith('2027') && command.reason != '' && state.life == 'live'"))
        .isEmpty();
    assertThat(problems("[DeprecateProduct]", "command.sunst != '' && state.lief == 'live'"))
        .containsExactly(
            "14:16 `command` has no field `sunst`; did you mean `sunset`?",
            "14:37 `state` has no field `lief`; did you mean `life`?");
    assertThat(problems("[RetireProduct]", "command.sunset != ''"))
        .containsExactly("14:16 `command` has no field `sunset`; known are kind, subject, reason");
  }

  @Test
  void fieldsHaveTheirTypes() {
    assertThat(problems("[WithdrawContract]", "command.position > 0")).isEmpty();
    assertThat(problems("[WithdrawContract]", "command.position == 'x'"))
        .singleElement()
        .asString()
        .contains("14:26 `==` does not take int and string");
    assertThat(problems("[ReportMeasurement]", "state.target > 0.5 && !state.breached")).isEmpty();
    assertThat(problems("[DeclareObjective]", "command.objective.comparsion != ''"))
        .containsExactly(
            "14:26 `command.objective` has no field `comparsion`; did you mean `comparison`?");
    assertThat(problems("[PublishContract]", "state.versions.all(v, v.stats != 'draft')"))
        .containsExactly("14:32 `v` has no field `stats`; did you mean `status`?");
  }

  @Test
  void ofSeveralKindsEveryFieldIsKnownAndThoseOfTwoTypesAreOfAny() {
    assertThat(
            problems(
                "[HandOverProduct, ChangeContractStatus]",
                "has(command.version) ? command.to == 'active' : command.reason != ''"))
        .isEmpty();
  }

  @Test
  void aDocumentIsAFactWhereAMatchedCommandBringsIt() {
    assertThat(problems("[PublishProduct, RetireProduct]", "has(product.owner)")).isEmpty();
    assertThat(problems("[\"*\"]", "has(contract.owner) || has(product.owner)")).isEmpty();
    assertThat(problems("[RetireProduct]", "has(product.owner)"))
        .containsExactly(
            "14:13 `product` is no fact of the commands this policy matches; match PublishProduct,"
                + " or ask for what its commands bring");
  }

  @Test
  void lineageIsAFactWhereADocumentIsBrought() {
    assertThat(
            problems(
                "[PublishProduct]",
                "lineage.upstream.all(u, u.registered && u.life != 'retired') && !lineage.truncated"))
        .isEmpty();
    assertThat(problems("[PublishContract]", "lineage.upstrem.exists(u, has(u.pii) && u.pii)"))
        .containsExactly("14:16 `lineage` has no field `upstrem`; did you mean `upstream`?");
    assertThat(problems("[PublishProduct]", "lineage.downstream.all(d, d.sensitvity != '')"))
        .containsExactly("14:36 `d` has no field `sensitvity`; did you mean `sensitivity`?");
    assertThat(problems("[RetireProduct]", "lineage.truncated"))
        .containsExactly(
            "14:9 `lineage` is no fact of the commands this policy matches; match PublishContract or"
                + " PublishProduct, or ask for what its commands bring");
  }

  @Test
  void aContractsConsumersHaveTheirType() {
    assertThat(problems("[PublishContract]", "contract.consumers.all(c, c.teem != '')"))
        .containsExactly("14:36 `c` has no field `teem`; did you mean `team`?");
  }

  @Test
  void aCommandShowsNoPersonBeyondThatOneIsThere() {
    assertThat(problems("[HandOverProduct]", "command.to.kind == 'team' && has(command.to.id)"))
        .isEmpty();
    assertThat(problems("[HandOverProduct]", "command.to.mail == ''"))
        .containsExactly("14:19 `command.to` has no field `mail`; known are kind, id");
    assertThat(problems("[RegisterDomain]", "has(command.spec.owner)"))
        .singleElement()
        .asString()
        .contains("`command.spec` has no field `owner`");
    assertThat(problems("[IssueToken]", "command.name == ''"))
        .singleElement()
        .asString()
        .contains("`command` has no field `name`");
  }

  static List<String> kinds() {
    return List.copyOf(CommandKind.all().keySet());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyKindOfCommandHasItsFacts(String kind) {
    var variables = FactTypes.of(List.of(kind)).variables();

    assertThat(variables).containsKeys("command", "state", "actor", "clock", "context", "domain");
    assertThat(FactTypes.fields(requireNonNull(variables.get("command"))))
        .containsKeys("kind", "subject");
    assertThat(FactTypes.fields(requireNonNull(variables.get("state")))).isNotEmpty();
    assertThat(problems("[" + kind + "]", "command.kind == '" + kind + "'")).isEmpty();
  }

  private static List<String> problems(String commands, String expression) {
    String text =
        Policies.text("validations:\n  - name: rule\n    expression: |\n" + expression.indent(6))
            .replace("[PublishProduct]", commands);
    return switch (Policies.compile(text)) {
      case Compilation.Compiled _ -> List.of();
      case Compilation.Rejected(var problems) ->
          problems.stream().map(FactTypesTest::told).toList();
    };
  }

  private static String told(Problem problem) {
    return problem.place() + " " + problem.message() + "; " + problem.fix();
  }
}

package dev.daybook.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.Finding;
import dev.daybook.document.Problem;
import dev.daybook.mesh.Languages;
import dev.daybook.rules.PolicyCompiler.Compilation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a failing rule says, to whom, in which language. */
class MessagesTest {

  @Test
  void aMessageInSeveralLanguagesIsRecordedInAllAndToldInTheReaders() {
    Finding finding =
        finding("message: { de: kein Eigentümer, en: no owner, fr: sans propriétaire }");

    assertThat(finding.messages())
        .isEqualTo(Map.of("de", "kein Eigentümer", "en", "no owner", "fr", "sans propriétaire"));
    assertThat(finding.message()).isEqualTo("no owner");
    assertThat(finding.in(Languages.ofHeader("de-AT")).message()).isEqualTo("kein Eigentümer");
    assertThat(finding.in(Languages.ofHeader("it")).message()).isEqualTo("no owner");
  }

  @Test
  void withoutEnglishTheFirstOfTheDocumentIsTheFallback() {
    assertThat(finding("message: { fr: sans propriétaire, de: kein Eigentümer }").message())
        .isEqualTo("sans propriétaire");
  }

  @Test
  void whatIsSaidOnceIsSaidToAll() {
    Finding finding = finding("message: no owner");

    assertThat(finding.message()).isEqualTo("no owner");
    assertThat(finding.messages()).isEmpty();
    assertThat(finding("reason: MissingOwner").message())
        .isEqualTo("`product.name == 'x'` does not hold");
  }

  @Test
  void anExpressionPerLanguageTakesThePlaceOfItsMessageAndTheOthersStay() {
    Finding finding =
        finding(
            """
            message: { en: no owner, de: kein Eigentümer }
            messageExpression:
              de: "'`' + product.name + '` hat keinen Eigentümer'"
              en: product.version + product.description
            """);

    assertThat(finding.messages())
        .isEqualTo(Map.of("de", "`orders` hat keinen Eigentümer", "en", "no owner"));
  }

  @Test
  void whatIsSaidOnceStandsBesideALanguageThatIsComputed() {
    Finding finding =
        finding(
            """
            message: no owner
            messageExpression: { de: "'`' + product.name + '` hat keinen Eigentümer'" }
            """);

    assertThat(finding.message()).isEqualTo("no owner");
    assertThat(finding.messages()).containsOnlyKeys("de");
  }

  @Test
  void theWordForMachinesIsWithTheFinding() {
    assertThat(finding("reason: MissingOwner").reason()).isEqualTo("MissingOwner");
    assertThat(finding("message: x").reason()).isNull();
  }

  @Test
  void whatIsNoLanguageIsToldWithItsPlace() {
    assertThat(
            problems(
                """
                message: { en: x, englisch: y, d: z }
                messageExpression: product.name
                """))
        .extracting(problem -> problem.place() + " " + problem.message() + "; " + problem.fix())
        .containsExactly(
            "14:25 `englisch` is no language; write it as in BCP 47: en, de, pt-BR",
            "14:38 `d` is no language; did you mean `da`?",
            "15:26 `message` is said in languages, and `messageExpression` is not; write"
                + " `messageExpression: { en: … }`");
  }

  private static Finding finding(String says) {
    return Policies.gate(Policies.policyWith(spec(says)))
        .judge(Policies.facts(Policies.orders()))
        .findings()
        .getFirst();
  }

  private static List<Problem> problems(String says) {
    return switch (Policies.compile(Policies.text(spec(says)))) {
      case Compilation.Compiled _ -> List.of();
      case Compilation.Rejected(var problems) -> problems;
    };
  }

  private static String spec(String says) {
    return "validations:\n  - name: rule\n    expression: product.name == 'x'\n"
        + says.strip().indent(4);
  }
}

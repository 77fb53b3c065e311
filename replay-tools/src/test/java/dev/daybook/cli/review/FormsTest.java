package dev.daybook.cli.review;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.daybook.cli.Golden;
import dev.daybook.cli.review.Reviewed.Outcome;
import dev.daybook.decision.BuiltInRule;
import dev.daybook.decision.Finding.Failing;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class FormsTest {

  private static final Remark UNDECLARED =
      new Remark(
          "pii-columns/declared",
          "fail",
          Level.DENY,
          "the column `email` looks like personal data, 100% | and nothing says so",
          "/spec/schema/fields/1",
          17,
          9,
          "email",
          "pii: true",
          "declare it, or rename it",
          "data-protection@northwind.example",
          "https://northwind.example/pii",
          List.of("GDPR-Art-30", "DORA-Art-28"),
          "UndeclaredPersonalData",
          new Failing("product.domain != ''\n  && product.fields.all(f,\n    has(f.pii))", 52, 62),
          null,
          null);

  private static final Remark SHORT =
      new Remark(
          "documentation/described",
          "unjudged",
          Level.WARN,
          "the description has fewer than 40 characters",
          "/spec/description",
          11,
          3,
          null,
          null,
          null,
          null,
          null,
          List.of(),
          null,
          null,
          null,
          null);

  private static final Review REVIEW =
      new Review(
          new Review.PolicySet(9, "3f8a1c"),
          List.of(
              new Reviewed(
                  "mesh/sales/customer-360.yaml",
                  0,
                  "product/sales.customer-360",
                  Outcome.ACCEPTED,
                  "0b0e8c52-8c1e-8000-8000-000000000001",
                  List.of(12L, 13L),
                  List.of(SHORT)),
              new Reviewed(
                  "mesh/two words,and:more.yaml",
                  0,
                  "product/marketing.newsletter-readers",
                  Outcome.DENIED,
                  null,
                  List.of(),
                  List.of(UNDECLARED, SHORT)),
              new Reviewed(
                  "mesh/broken.yaml",
                  1,
                  null,
                  Outcome.INVALID,
                  null,
                  List.of(),
                  List.of(
                      new Remark(
                          BuiltInRule.READABLE.id(),
                          "fail",
                          Level.DENY,
                          "the key `domain` stands here twice\nand \u0007 rings",
                          "/metadata",
                          7,
                          3,
                          null,
                          null,
                          "keep one",
                          null,
                          null,
                          List.of(),
                          null,
                          null,
                          null,
                          null)))),
          List.of(new Review.Skipped("mesh/dbt_project.yml", "no apiVersion of ours")));

  @Test
  void textTellsAPersonWhatStandsInTheWayAndHowToFixIt() {
    Golden.check("review.txt", TextForm.of(REVIEW, (_, text) -> text, false));
  }

  @Test
  void textShowsWhatOfARuleFailedToWhoeverAsks() {
    assertThat(TextForm.of(REVIEW, (_, text) -> text, true))
        .contains(
            """
                     serves GDPR-Art-30, DORA-Art-28
                         has(f.pii))
                         ^^^^^^^^^^
            """)
        .doesNotContain("product.domain != ''");
  }

  @Test
  void githubCommandsEscapeWhatWouldEndThemEarly() {
    String commands = GithubForm.of(REVIEW);
    Golden.check("review.github", commands);
    assertThat(commands.lines())
        .allSatisfy(line -> assertThat(line).startsWith("::"))
        .anySatisfy(line -> assertThat(line).contains("file=mesh/two words%2Cand%3Amore.yaml"));
  }

  @Test
  void markdownCellsEscapeBars() {
    Golden.check("review.md", MarkdownForm.of(REVIEW));
  }

  @Test
  void junitIsWellFormedAndCountsFailuresApartFromErrors() throws Exception {
    String xml = JUnitForm.of(REVIEW);
    Golden.check("review.junit.xml", xml);
    Document read =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(xml)));
    assertThat(read.getDocumentElement().getAttribute("tests")).isEqualTo("3");
    assertThat(read.getElementsByTagName("failure").getLength()).isEqualTo(1);
    assertThat(read.getElementsByTagName("error").getLength()).isEqualTo(1);
  }

  @Test
  void sarifNamesEveryRuleOnceAndPointsIntoThatList() throws Exception {
    Map<String, Object> sarif = SarifForm.of(REVIEW, "1.0");
    assertThat(sarif).containsEntry("version", "2.1.0");
    String json =
        JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(sarif);
    Golden.check("review.sarif.json", json + "\n");
  }

  @Test
  void whatIsOnlyRecordedStandsInNobodysWay() {
    Remark audited =
        new Remark(
            "usage/noted",
            "fail",
            Level.AUDIT,
            "noted",
            "",
            1,
            1,
            null,
            null,
            null,
            null,
            null,
            List.of(),
            null,
            null,
            null,
            null);
    Review review =
        new Review(
            null,
            List.of(
                new Reviewed(
                    "a.yaml",
                    0,
                    "product/sales.a",
                    Outcome.ACCEPTED,
                    null,
                    List.of(),
                    List.of(audited))),
            List.of());
    assertThat(GithubForm.of(review)).isEmpty();
    assertThat(TextForm.of(review, (_, text) -> text, true)).doesNotContain("noted");
    assertThat(MarkdownForm.of(review)).doesNotContain("noted");
    assertThat(JUnitForm.of(review)).doesNotContain("noted");
    assertThat(SarifForm.of(review, "1.0").toString()).contains("level=note, ");
  }

  @Test
  void theSummaryCountsEachOutcome() {
    assertThat(REVIEW.summary())
        .isEqualTo("3 documents: 1 accepted, 1 denied, 1 invalid; 2 warnings; 1 skipped");
    assertThat(new Review(null, List.of(), List.of()).summary())
        .isEqualTo("0 documents: nothing to judge");
  }
}

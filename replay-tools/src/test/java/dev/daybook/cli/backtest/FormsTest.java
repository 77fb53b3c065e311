package dev.daybook.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.hindsight.Backtested;
import dev.daybook.hindsight.Change;
import dev.daybook.hindsight.Counts;
import dev.daybook.hindsight.Course;
import dev.daybook.hindsight.Sample;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

/** One report in every form. */
class FormsTest {

  private static final Counts DENIED = new Counts(10, 3, 0, 0, 0, 0, 0);
  private static final Counts MIXED = new Counts(5, 1, 1, 1, 1, 0, 0);

  private static final Sample SAMPLE =
      new Sample(
          Change.NEWLY_DENIED,
          42,
          new UUID(1, 2),
          "product/sales.<b>orders</b>",
          "PublishProduct",
          Instant.parse("2026-03-31T12:00:00Z"),
          false,
          true,
          List.of(
              new Sample.Why(
                  "ports/rule",
                  "fail",
                  "deny",
                  "error",
                  "too few | ports",
                  null,
                  null,
                  "size(product.outputPorts) > 1",
                  0,
                  29)),
          List.of("other/rule"),
          0);

  private static final Backtested TESTED =
      new Backtested(
          DENIED.and(MIXED),
          12,
          1,
          2,
          0,
          0,
          0,
          null,
          new TreeMap<>(
              Map.of(
                  "domain", counts("sales", MIXED, "crm", DENIED),
                  "month", counts("2026-01", DENIED, "2026-02", MIXED))),
          new TreeMap<>(Map.of("product/sales.flapping", new Course(true, true, 2, true, true, 0))),
          List.of(SAMPLE));

  private static SortedMap<String, Counts> counts(
      String one, Counts first, String other, Counts second) {
    return new TreeMap<>(Map.of(one, first, other, second));
  }

  private static Report report(Long mostDenied) {
    return Report.of(List.of("policy/ports@2.0.0"), TESTED, mostDenied, 5L, 1.25);
  }

  @Test
  void aLimitIsKeptOrNot() {
    assertThat(report(4L).isWithin()).isTrue();
    assertThat(report(3L).isWithin()).isFalse();
  }

  @Test
  void asTextItSaysWhereAndWhy() {
    assertThat(TextForm.of(report(3L)))
        .startsWith(
            """
            draft  policy/ports@2.0.0
            15 commands, 4 newly denied, 1 newly allowed, 1 unjudged, 1 changed severity or effect
            note   1 of the unjudged lack a fact that was not frozen then: what the draft would have said of them is not known
            note   2 commands cannot be judged again, as a person their facts named was erased

            by domain
              crm    3 newly denied
              sales  1 newly denied  1 newly allowed  1 unjudged  1 changed severity or effect

            by month
              2026-01  3 newly denied
            """)
        .contains(
            """

            would go back and forth
              product/sales.flapping

            newly denied  product/sales.<b>orders</b>  PublishProduct  position 42, 2026-03-31T12:00:00Z
              deny ports/rule
                   too few | ports
                   size(product.outputPorts) > 1
                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              no longer other/rule

            --max-newly-denied 3: 4, not kept
            --max-unjudged 5: 1, kept
            """);
  }

  @Test
  void asJUnitAnExceededLimitFailsWithWhatBreaksIt() throws Exception {
    String xml = JUnitForm.of(report(3L));
    var suite =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(xml)))
            .getElementsByTagName("testsuite")
            .item(0)
            .getAttributes();
    assertThat(suite.getNamedItem("tests").getNodeValue()).isEqualTo("3");
    assertThat(suite.getNamedItem("failures").getNodeValue()).isEqualTo("1");
    assertThat(xml).contains("4, allowed are 3").contains("ports/rule: too few | ports");
    assertThat(JUnitForm.of(report(4L))).contains("failures=\"0\"");
  }

  @Test
  void asMarkdownTablesStayTables() {
    assertThat(MarkdownForm.of(report(3L)))
        .startsWith("### Backtest: 15 commands, 4 newly denied")
        .contains("- `--max-newly-denied 3`: 4, **not kept**")
        .contains("| crm | 10 | 3 | 0 | 0 | 0 | 0 | 0 |")
        .contains("| 42 | ports/rule | too few \\| ports |")
        .contains("**Would go back and forth**: product/sales.flapping");
  }

  /** What somebody might have a rule say. */
  private static final String HOSTILE =
      "]]><script>alert(1)</script> ![x](http://evil) `a|b` <b>`\u0001\n| x | y |";

  private static Report hostile() {
    Sample sample =
        new Sample(
            Change.NEWLY_DENIED,
            42,
            new UUID(1, 2),
            "product/sales.orders",
            "PublishProduct",
            Instant.parse("2026-03-31T12:00:00Z"),
            false,
            true,
            List.of(
                new Sample.Why("p/r", "fail", "deny", "error", HOSTILE, null, null, null, 0, 0)),
            List.of(),
            0);
    return Report.of(
        List.of("policies as of " + HOSTILE),
        new Backtested(
            DENIED, 12, 0, 0, 0, 0, 0, null, new TreeMap<>(), new TreeMap<>(), List.of(sample)),
        0L,
        null,
        0);
  }

  @Test
  void whateverARuleSaysStaysTextInEveryForm() throws Exception {
    assertThat(HtmlForm.of(hostile())).doesNotContain("<script", "<b>`");
    var failure =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(JUnitForm.of(hostile()))))
            .getElementsByTagName("failure")
            .item(0);
    assertThat(failure.getTextContent()).contains("]]><script>alert(1)</script>");
    String row =
        MarkdownForm.of(hostile())
            .lines()
            .filter(line -> line.contains("| p/r |"))
            .toList()
            .getLast();
    assertThat(row)
        .isEqualTo(
            "| newly denied | product/sales.orders | 42 | p/r | ]]>&lt;script>alert(1)&lt;/script>"
                + " !\\[x](http://evil) \\`a\\|b\\` &lt;b>\\`\u0001<br>\\| x \\| y \\| |");
  }

  @Test
  void asHtmlItIsOnePageThatNeedsNothingAndTakesNothingInFromDocuments() {
    String html = HtmlForm.of(report(3L));
    assertThat(html)
        .contains("default-src 'none'")
        .contains("product/sales.&lt;b&gt;orders&lt;/b&gt;")
        .contains("<title>2026-01: 3 newly denied</title>")
        .contains("aria-label=\"changes by domain\"")
        .doesNotContain("<script", "http:", "https:", "<b>orders");
    assertThat(html.split("<rect ", -1)).hasSize(1 + 2 * 5);
  }

  @Test
  void aDraftThatWasAskedNothingIsSaidToBe() {
    Backtested idle =
        new Backtested(
            new Counts(7, 0, 0, 0, 0, 0, 0),
            0,
            0,
            0,
            0,
            0,
            0,
            null,
            new TreeMap<>(),
            new TreeMap<>(),
            List.of());
    Report report = Report.of(List.of("policy/ports@2.0.0"), idle, null, null, 0);
    assertThat(TextForm.of(report))
        .contains("7 commands, none comes out otherwise")
        .contains("was asked anything");
    assertThat(Report.of(List.of("without waiver/crm"), idle, null, null, 0).remarks()).isEmpty();
    assertThat(report.isWithin()).isTrue();
  }

  @Test
  void aContractThatNothingMeetsAndOneThatCouldNotHaveBeenAreSaidToBe() {
    assertThat(contract(0, 0, null).remarks())
        .singleElement()
        .asString()
        .startsWith("none of these commands would have met anything else");
    assertThat(contract(3, 0, null).remarks()).isEmpty();
    assertThat(contract(0, 2, "version 2.0.0 is active").remarks())
        .containsExactly(
            "before 2 commands a contract of the draft could not have been in force: version 2.0.0"
                + " is active");
  }

  private static Report contract(long met, long impossible, @Nullable String why) {
    Backtested tested =
        new Backtested(
            new Counts(7, 0, 0, 0, 0, 0, 0),
            0,
            0,
            0,
            0,
            met,
            impossible,
            why,
            new TreeMap<>(),
            new TreeMap<>(),
            List.of());
    return Report.of(List.of("contract/sales.orders@2.0.0"), tested, null, null, 0);
  }
}

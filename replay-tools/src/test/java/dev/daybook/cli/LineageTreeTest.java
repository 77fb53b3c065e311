package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineageTreeTest {

  private static List<String> lines(String edges) throws IOException {
    String lineage =
        "{\"product\":{\"id\":\"a.a\"},\"edges\":[%s],\"downstream\":[%s]}"
            .formatted(edges, "{\"id\":\"consumer:m/x\",\"name\":\"m/x\",\"kind\":\"consumer\"}");
    return LineageTree.of(Json.parse(lineage.getBytes(StandardCharsets.UTF_8))).stream()
        .skip(1)
        .map(row -> String.join("|", row))
        .toList();
  }

  private static String edge(String from, String to, String kind, String via) {
    return "{\"from\":\"%s\",\"to\":\"%s\",\"kind\":\"%s\",\"via\":\"%s\"}"
        .formatted(from, to, kind, via);
  }

  @Test
  void aBranchSeveralLeadToIsShownWhereItStandsFirst() throws IOException {
    assertThat(
            lines(
                String.join(
                    ",",
                    edge("b.b", "a.a", "reads", "p"),
                    edge("c.c", "a.a", "reads", "q"),
                    edge("d.d", "b.b", "reads", "r"),
                    edge("d.d", "c.c", "reads", "s"),
                    edge("raw", "d.d", "reads", ""))))
        .containsExactly(
            "a.a|||product",
            "<- b.b|reads|p|-",
            "   <- d.d|reads|r|-",
            "      <- raw|reads||-",
            "<- c.c|reads|q|-",
            "   <- d.d (above)|reads|s|-");
  }

  @Test
  void aCircleEnds() throws IOException {
    assertThat(lines(edge("a.a", "b.b", "reads", "p") + "," + edge("b.b", "a.a", "reads", "q")))
        .containsExactly(
            "a.a|||product",
            "<- b.b|reads|q|-",
            "   <- a.a (above)|reads|p|-",
            "-> b.b|reads|p|-",
            "   -> a.a (above)|reads|q|-");
  }

  @Test
  void twoFlowsBetweenTheSameAreOneBranch() throws IOException {
    assertThat(
            lines(
                edge("a.a", "consumer:m/x", "agreed", "contract/a.c")
                    + ","
                    + edge("a.a", "consumer:m/x", "serves", "p")))
        .containsExactly("a.a|||product", "-> m/x|agreed,serves|contract/a.c,p|consumer");
  }
}

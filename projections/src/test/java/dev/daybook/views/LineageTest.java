package dev.daybook.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.contract.ContractEvent.ContractVersionPublished;
import dev.daybook.contract.ContractStatus;
import dev.daybook.mesh.ObjectiveChange;
import dev.daybook.mesh.Version;
import dev.daybook.product.ProductEvent.ProductRetired;
import dev.daybook.views.lineage.Lineage;
import dev.daybook.views.lineage.Lineage.Edge;
import dev.daybook.views.lineage.Lineage.Node;
import dev.daybook.views.lineage.LineageQueries;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What flows where: how far, by which way, and through whom no longer. */
class LineageTest {

  private static final Book BOOK = Book.open();
  private static final ObjectiveChange NONE = ObjectiveChange.none();

  private static int count;
  private final LineageQueries lineage = new LineageQueries(new ViewReader(BOOK.views()));
  private String domain = "";

  @AfterAll
  static void close() {
    BOOK.close();
  }

  @BeforeEach
  void inADomainOfItsOwn() {
    domain = "flow" + ++count;
  }

  @Test
  void nothingFlowsThroughARetiredProduct() {
    make("raw", "source");
    make("orders", "raw");
    make("report", "orders", "raw");
    BOOK.record(
        new ProductRetired(
            Samples.product(path("orders")), new Version("1.0.0"), "replaced", NONE));

    assertThat(of("report", 5).upstream())
        .extracting(Node::name)
        .containsExactly(path("orders"), path("raw"), path("source"));
    assertThat(of("report", 5).edges())
        .extracting(Edge::from, Edge::to)
        .doesNotContain(flow("raw", "orders"))
        .hasSize(3);
    assertThat(of("orders", 5).upstream()).isEmpty();
    assertThat(of("raw", 5).downstream()).extracting(Node::name).containsExactly(path("report"));
    assertThat(of("source", 5).downstream())
        .extracting(Node::name)
        .containsExactly(path("raw"), path("report"));
  }

  @Test
  void aRetiredProductEndsTheWayInEitherDirection() {
    make("raw", "source");
    make("orders", "raw");
    make("report", "orders");
    BOOK.record(
        new ProductRetired(
            Samples.product(path("orders")), new Version("1.0.0"), "replaced", NONE));

    assertThat(of("report", 5).upstream()).extracting(Node::name).containsExactly(path("orders"));
    assertThat(of("source", 5).downstream()).extracting(Node::name).containsExactly(path("raw"));
  }

  @Test
  void asManyStepsAreGoneAsAreAskedForEitherWay() {
    make("b", "a");
    make("c", "b");
    make("d", "c");
    make("e", "d");
    assertThat(of("c", 1).upstream()).extracting(Node::name).containsExactly(path("b"));
    assertThat(of("c", 1).downstream()).extracting(Node::name).containsExactly(path("d"));
    assertThat(of("c", 2).upstream()).extracting(Node::name).containsExactly(path("b"), path("a"));
    assertThat(of("c", 2).downstream())
        .extracting(Node::name)
        .containsExactly(path("d"), path("e"));
  }

  @Test
  void theNearestComeFirstAndTheShortestWayCounts() {
    make("a-second", "z-first");
    make("goal", "z-first", "a-second", "m-first");
    assertThat(of("goal", 5).upstream())
        .extracting(Node::name, Node::distance)
        .containsExactly(near("a-second", 1), near("m-first", 1), near("z-first", 1));

    make("z-first", "b-far");
    assertThat(of("goal", 5).upstream())
        .extracting(Node::name, Node::distance)
        .containsExactly(
            near("a-second", 1), near("m-first", 1), near("z-first", 1), near("b-far", 2));
    assertThat(of("z-first", 5).downstream())
        .extracting(Node::name, Node::distance)
        .containsExactly(near("a-second", 1), near("goal", 1));
  }

  @Test
  void edgesJoinWhatIsShownOnlyAndAreToldInOrder() {
    make("middle", "start");
    make("end", "middle", "elsewhere");
    make("other", "start");
    publish("1.0.0");
    publish("2.0.0");
    assertThat(of("middle", 1).edges())
        .extracting(Edge::from, Edge::to, Edge::kind)
        .containsExactly(
            Tuple.tuple(path("middle"), "consumer:marketing/campaigns", "agreed"),
            Tuple.tuple(path("middle"), path("end"), "reads"),
            Tuple.tuple(path("start"), path("middle"), "reads"));
  }

  @Test
  void anAnswerHasAThousandNodesAtMostAndSaysThereAreMore() {
    List<String> sources = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      sources.add("source-%04d".formatted(i));
    }
    make("full", sources.toArray(String[]::new));
    assertThat(of("full", 5).upstream()).hasSize(1_000);
    assertThat(of("full", 5).truncated()).isFalse();

    sources.add("source-9999");
    make("fuller", sources.toArray(String[]::new));
    Lineage lineage = of("fuller", 5);
    assertThat(lineage.upstream())
        .hasSize(1_000)
        .extracting(Node::name)
        .doesNotContain(path("source-9999"));
    assertThat(lineage.edges()).hasSize(1_000);
    assertThat(lineage.truncated()).isTrue();
  }

  private Lineage of(String name, int depth) {
    BOOK.settle();
    return lineage.of(new Moment(BOOK.views().position()), Samples.product(path(name)), depth);
  }

  private String path(String name) {
    return domain + "." + name;
  }

  private Tuple flow(String from, String to) {
    return Tuple.tuple(path(from), path(to));
  }

  private Tuple near(String name, int distance) {
    return Tuple.tuple(path(name), distance);
  }

  private void make(String name, String... sources) {
    BOOK.record(
        Samples.registered(
            Samples.spec(
                path(name),
                "1.0.0",
                "gold",
                List.of(),
                List.of(sources).stream().map(this::path).toList())));
  }

  private void publish(String version) {
    BOOK.record(
        new ContractVersionPublished(
            Samples.contract(path("agreed"), version, "middle"),
            ContractStatus.ACTIVE,
            null,
            NONE));
  }
}

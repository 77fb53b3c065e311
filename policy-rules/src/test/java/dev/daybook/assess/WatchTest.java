package dev.daybook.assess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.assess.Watch.Due;
import dev.daybook.decision.Actor;
import dev.daybook.decision.Context;
import dev.daybook.decision.EntryMetadata;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.document.Documents;
import dev.daybook.document.Format;
import dev.daybook.document.ReadDocument.Readable;
import dev.daybook.mesh.ObjectiveChange;
import dev.daybook.mesh.SubjectName;
import dev.daybook.mesh.Version;
import dev.daybook.path.Slices;
import dev.daybook.product.ProductCommand.PublishProduct;
import dev.daybook.product.ProductEvent.ProductDeprecated;
import dev.daybook.product.ProductEvent.ProductRegistered;
import dev.daybook.store.Append;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import dev.daybook.store.NewEvent;
import dev.daybook.store.TestLedger;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What has to be asked again, told by real entries. */
class WatchTest {

  private static final Instant NOON = Instant.parse("2026-03-31T12:00:00Z");
  private static final int MANY = 5_000;

  private final TestLedger test = TestLedger.fresh(Slices.eventTypes());
  private final Ledger ledger = test.ledger();
  private final Watch watch = new Watch();
  private final Map<String, Long> sequences = new HashMap<>();

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void whatHappensToOneProductCostsWhatTheOneCosts() {
    happened(IntStream.range(0, MANY).<SubjectEvent>mapToObj(i -> registered("p" + i)).toList());
    askAll();
    List<LedgerEntry> steps =
        recorded(
            IntStream.range(0, 2_000).<SubjectEvent>mapToObj(i -> deprecated("p" + i)).toList());

    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    for (LedgerEntry step : steps) {
      watch.apply(step);
      assertThat(names(watch.next("", 50, NOON).due()).getFirst()).isEqualTo(step.stream());
      watch.unchanged(step.event().subject(), step.position(), 0, NOON);
    }
    long took = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;

    assertThat(Duration.ofNanos(took))
        .as("2,000 steps among 5,000 products")
        .isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void aProductIsDueAgainWhenOneNextToItChanges() {
    happened(List.of(registered("orders"), registered("reports"), registered("alerts")));
    askAll();
    watch.linked(subject("reports"), Set.of("product/sales.orders"));
    assertThat(due()).isEmpty();

    happened(List.of(deprecated("orders")));

    assertThat(due()).containsExactly("product/sales.orders", "product/sales.reports");
  }

  @Test
  void aProductThatBeginsToReadAnotherMakesTheOtherDue() {
    happened(List.of(registered("orders"), registered("reports")));
    askAll();
    happened(List.of(deprecated("reports")));
    watch.linked(subject("reports"), Set.of("product/sales.orders"));
    watch.unchanged(subject("reports"), ledger.head().position(), 0, NOON);

    assertThat(due()).containsExactly("product/sales.orders");
  }

  @Test
  void whatWasNotAskedAfterAllStaysDueAndWhatRestsComesBack() {
    happened(List.of(registered("orders"), registered("reports")));
    askAll();
    Instant tomorrow = NOON.plus(Duration.ofDays(1));
    assertThat(due(tomorrow)).hasSize(2);
    watch.rests(subject("orders"), tomorrow.plusSeconds(60));

    assertThat(due(tomorrow)).containsExactly("product/sales.reports");
    assertThat(due(tomorrow)).as("nobody asked it").containsExactly("product/sales.reports");
    assertThat(due(tomorrow.plusSeconds(60)))
        .containsExactly("product/sales.orders", "product/sales.reports");
  }

  @Test
  void aDayThatBeginsMakesAllOfThemDue() {
    happened(List.of(registered("orders"), registered("reports")));
    askAll();
    assertThat(due()).isEmpty();

    assertThat(due(NOON.plus(Duration.ofDays(1)))).hasSize(2);
  }

  private List<String> due() {
    return due(NOON);
  }

  private List<String> due(Instant now) {
    return names(watch.next("", 50, now).due());
  }

  private static List<String> names(List<Due> due) {
    return due.stream().map(each -> each.name().stream()).toList();
  }

  private void askAll() {
    long head = ledger.head().position();
    for (Due due : watch.next("", Integer.MAX_VALUE, NOON).due()) {
      watch.unchanged(due.name(), head, 0, NOON);
    }
    assertThat(due()).isEmpty();
  }

  private void happened(List<SubjectEvent> events) {
    recorded(events).forEach(watch::apply);
  }

  private List<LedgerEntry> recorded(List<SubjectEvent> events) {
    long from = ledger.head().position() + 1;
    EntryMetadata metadata =
        new EntryMetadata(
            "act_0123456789abcdef", Actor.Kind.PERSON, new UUID(1, from), Context.prod(), null);
    ledger.append(
        events.stream()
            .map(
                event -> {
                  String stream = event.subject().stream();
                  long sequence = sequences.merge(stream, 0L, (last, _) -> last + 1);
                  return NewEvent.of(stream, sequence, event, metadata);
                })
            .toList(),
        Append.alone());
    List<LedgerEntry> entries = new ArrayList<>();
    while (entries.size() < events.size()) {
      entries.addAll(ledger.entries(from + entries.size(), 10_000));
    }
    return entries;
  }

  private static ProductRegistered registered(String name) {
    String document =
        """
        {"apiVersion":"datamesh/v1","kind":"DataProduct",
        "metadata":{"name":"%s","domain":"sales","version":"1.0.0"},"spec":{}}
        """
            .formatted(name);
    Readable read =
        (Readable)
            Documents.read(document.getBytes(StandardCharsets.UTF_8), Format.JSON, name).getFirst();
    return new ProductRegistered(((PublishProduct) read.command()).spec(), ObjectiveChange.none());
  }

  private static ProductDeprecated deprecated(String name) {
    return new ProductDeprecated(
        subject(name), new Version("1.0.0"), LocalDate.of(2030, 1, 1), "x");
  }

  private static SubjectName subject(String name) {
    return SubjectName.product("sales", name);
  }
}

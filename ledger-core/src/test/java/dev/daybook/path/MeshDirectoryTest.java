package dev.daybook.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.Actor;
import dev.daybook.decision.Context;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.document.Documents;
import dev.daybook.document.Format;
import dev.daybook.document.ReadDocument;
import dev.daybook.mesh.SubjectName;
import dev.daybook.product.ProductCommand.RetireProduct;
import dev.daybook.store.Ledger;
import dev.daybook.store.TestLedger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was known of the mesh at moments of the past. */
class MeshDirectoryTest {

  private static final Instant NOON = Instant.parse("2026-03-31T12:00:00Z");
  private static final Actor ANA =
      new Actor("act_00000000000000aa", "ana", Actor.Kind.PERSON, Set.of(Actor.Role.ADMIN), null);

  private final TestLedger test = TestLedger.fresh(Slices.eventTypes());
  private final Ledger ledger = test.ledger();
  private final MeshDirectory directory = new MeshDirectory(ledger);
  private final CommandPath path = new CommandPath(ledger, new RecordingGate(), directory);

  @AfterEach
  void close() {
    directory.close();
    test.close();
  }

  @Test
  void aLaterOneIsWhatReadingAllComesToAndTheEarlierOneStaysAsItWas() throws Exception {
    SubjectCommand orders = product("orders", "erp.orders");
    submit(orders);
    submit(product("alerts", "sales.orders"));
    long then = submit(product("campaigns", "crm"));
    submit(product("campaigns", "sales.orders"));
    submit(product("forecasts", "sales.orders"));
    long now = submit(new RetireProduct(SubjectName.parse("product/sales.alerts"), "gone"));

    MeshDirectory before = MeshDirectory.asOf(ledger, then);
    MeshDirectory after = before.later(ledger, then, now);

    assertThat(downstream(before, orders)).containsExactly("sales.alerts");
    assertThat(downstream(after, orders)).containsExactly("sales.campaigns", "sales.forecasts");
    assertThat(after.products().lineage(orders))
        .isEqualTo(MeshDirectory.asOf(ledger, now).products().lineage(orders));
  }

  private static List<String> downstream(MeshDirectory directory, SubjectCommand command) {
    return directory.products().lineage(command).downstream().stream()
        .map(LineageFact.Linked::dataset)
        .toList();
  }

  private long submit(SubjectCommand command) throws InterruptedException {
    Answer answer =
        path.submit(
            new Submission(
                UUID.randomUUID(), command.by(ANA, NOON), ANA, Context.prod(), null, NOON, false));
    assertThat(answer.result()).as("%s", answer.findings()).isEqualTo(Answer.Result.ACCEPTED);
    return answer.positions().getLast();
  }

  private static SubjectCommand product(String name, String source) {
    String text =
        """
        apiVersion: datamesh/v1
        kind: DataProduct
        metadata: { name: %s, domain: sales, version: 1.0.0 }
        spec:
          inputPorts: [{ name: in, source: %s }]
        """
            .formatted(name, source);
    return ((ReadDocument.Readable)
            Documents.read(text.getBytes(StandardCharsets.UTF_8), Format.YAML, "test").getFirst())
        .command();
  }
}

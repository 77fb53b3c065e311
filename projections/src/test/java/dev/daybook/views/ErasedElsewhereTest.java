package dev.daybook.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.daybook.access.AccessEvent.TokenIssued;
import dev.daybook.decision.Actor;
import dev.daybook.domain.DomainEvent.DomainRegistered;
import dev.daybook.domain.DomainSpec;
import dev.daybook.erasure.Shredder;
import dev.daybook.mesh.Party;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.person.PersonEvent.PersonErased;
import dev.daybook.store.LedgerEntry;
import dev.daybook.views.RebuildState.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two nodes on one database, one of which comes to know late who is erased: it can still read what
 * the other cannot, and writes none of it into a view.
 */
class ErasedElsewhereTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String ADA = "ada@example.org";
  private static final String ZOE = "zoe@example.org";

  private final Book book = Book.open();
  private final Book late = Book.on(book.test());
  private final CountDownLatch known = new CountDownLatch(1);

  @BeforeEach
  void somebodyIsNamedAndOneNodeIsHeldUpByAnErasureBefore() {
    book.record(new DomainRegistered(domain("sales", "Ada Byron (ada@example.org)", ZOE)));
    book.record(new DomainRegistered(domain("finance", ADA, ADA)));
    book.record(
        new TokenIssued(
            new SubjectName(SubjectKind.ACTOR, "act_00000000000000aa"),
            ADA,
            Actor.Kind.SERVICE,
            List.of(Actor.Role.READER),
            null,
            null,
            "a".repeat(64)));
    book.record(Samples.registered("sales.orders"));
    book.settle();
    late.settle();
    assertThat(naming()).as("nobody would be found otherwise").isNotEmpty();
    // Both have read who is named, and remember the keys.
    late.ledger().entries(1, 100).forEach(LedgerEntry::event);
    late.ledger()
        .onErased(
            _ -> {
              try {
                known.await();
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });
    erase(ZOE);
  }

  @AfterEach
  void close() {
    known.countDown();
    late.close();
    book.close();
  }

  @Test
  void aNodeThatKnowsLateDerivesOnceItKnowsThoughTheOtherEndedInBetween() throws Exception {
    long erased = erase(ADA);
    book.views().close();
    ViewTables tables =
        new ViewTables(
            book.ledger().dataSource(),
            new ViewTransactions(book.ledger().dataSource()),
            AllViews.views());
    for (View view : AllViews.views()) {
      tables.empty(view, erased, Anew.ERASURE);
    }

    assertThat(late.views().awaitPosition(erased, Duration.ofSeconds(2))).isFalse();
    assertThat(naming()).isEmpty();
    known.countDown();

    assertThat(late.views().awaitPosition(erased, LONG)).isTrue();
    assertThatAllIsThereAndNobodyIsNamed();
  }

  @Test
  void anErasureThatBothNodesEndLeavesTheSameOnBoth() throws Exception {
    Actor daybook =
        new Actor(
            "act_0000000000000001", "daybook", Actor.Kind.SERVICE, Set.of(Actor.Role.ADMIN), null);
    try (Shredder first =
            Shredder.start(book.ledger(), daybook, () -> List.of(new ViewsForget(book.views())));
        Shredder second =
            Shredder.start(late.ledger(), daybook, () -> List.of(new ViewsForget(late.views())))) {
      long erased = erase(ADA);
      await()
          .atMost(LONG)
          .until(
              () ->
                  AllViews.views().stream()
                      .allMatch(view -> book.views().isAnewSince(view.name(), erased)));
      known.countDown();
      await().atMost(LONG).until(() -> first.pending().isEmpty() && second.pending().isEmpty());
    }
    long head = book.ledger().head().position();
    assertThat(book.views().awaitPosition(head, LONG)).isTrue();
    assertThat(late.views().awaitPosition(head, LONG)).isTrue();
    assertThatAllIsThereAndNobodyIsNamed();
  }

  @Test
  void aRebuildOfANodeThatKnowsLateWaitsUntilItKnows() throws Exception {
    long erased = erase(ADA);
    new ViewsForget(book.views()).forget(erased);
    assertThat(naming()).isEmpty();

    ViewRebuilds rebuilds = late.views().rebuilds();
    rebuilds.rebuild("organisation", true);
    Thread.sleep(2_500);
    known.countDown();

    await().atMost(LONG).until(() -> rebuilds.state("organisation").orElseThrow().phase().isOver());
    assertThat(rebuilds.state("organisation").orElseThrow().phase()).isEqualTo(Phase.DONE);
    assertThatAllIsThereAndNobodyIsNamed();
  }

  private void assertThatAllIsThereAndNobodyIsNamed() {
    assertThat(naming()).isEmpty();
    assertThat(late.views().parked()).isEmpty();
    assertThat(book.rows("SELECT count(*) FROM views.domain_now")).containsExactly("2");
    for (String view : late.views().names()) {
      assertThat(late.views().rebuilds().replay(view, OptionalLong.empty()).same())
          .as(view)
          .isTrue();
    }
  }

  /** Every row that names somebody who is erased. */
  private List<String> naming() {
    return Histories.everyRow(book).stream()
        .filter(row -> row.contains("Byron") || row.contains("ada@") || row.contains("zoe@"))
        .toList();
  }

  /** The position of who was called so being erased, by a node that knows at once. */
  private long erase(String called) {
    SubjectName person =
        new SubjectName(SubjectKind.PERSON, book.ledger().person(called).orElseThrow());
    long position = book.record(new PersonErased(person, "basis", "a", "b", "c"));
    book.ledger().awaitErasures(position);
    return position;
  }

  private static DomainSpec domain(String name, String owner, String expert) {
    return new DomainSpec(
        name,
        null,
        Party.parse(owner),
        List.of(Party.parse(expert)),
        List.of(),
        List.of(),
        List.of(),
        Map.of());
  }
}

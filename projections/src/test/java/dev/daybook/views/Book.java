package dev.daybook.views;

import dev.daybook.decision.Actor;
import dev.daybook.decision.Context;
import dev.daybook.decision.DecisionRecorded;
import dev.daybook.decision.Effect;
import dev.daybook.decision.EntryMetadata;
import dev.daybook.decision.Finding;
import dev.daybook.decision.Judgement.RuleOutcome;
import dev.daybook.decision.Outcome;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.mesh.SubjectName;
import dev.daybook.path.Slices;
import dev.daybook.store.Append;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerSettings;
import dev.daybook.store.NewEvent;
import dev.daybook.store.Receipt;
import dev.daybook.store.StoreUnavailable;
import dev.daybook.store.TestLedger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real ledger with views on it, and a short way to record: each call is one accepted command, its
 * decision and its events in one append.
 */
final class Book implements AutoCloseable {

  static final String ACTOR = "act_0123456789abcdef";

  /** What every accepted command of a book kept. */
  private static final RuleOutcome KEPT =
      new RuleOutcome("book/kept", Outcome.PASS, Effect.DENY, null);

  private final @Nullable TestLedger test;
  private final Ledger ledger;
  private final Map<String, Long> heads = new ConcurrentHashMap<>();
  private Views views;

  private Book(@Nullable TestLedger test, Ledger ledger, List<View> all) {
    this.test = test;
    this.ledger = ledger;
    this.views = Views.start(ledger, all);
  }

  static Book open() {
    return open(AllViews.views());
  }

  static Book open(List<View> all) {
    TestLedger test = TestLedger.fresh(Slices.eventTypes());
    return new Book(test, test.ledger(), all);
  }

  /** On a ledger that is there. */
  static Book on(TestLedger test) {
    return new Book(test, test.node(), AllViews.views());
  }

  /** On a PostgreSQL of its own. */
  static Book on(LedgerSettings settings) {
    return new Book(null, Ledger.open(settings, Slices.eventTypes()), AllViews.views());
  }

  Ledger ledger() {
    return ledger;
  }

  TestLedger test() {
    return Objects.requireNonNull(test);
  }

  Views views() {
    return views;
  }

  /** Stops the views and starts {@code all} in their place. */
  void restart(List<View> all) {
    views.close();
    views = Views.start(ledger, all);
  }

  /** Records an accepted command; the position of its last event. */
  long record(SubjectEvent... events) {
    return record(new Context("prod", null, "because", "T-1", null), events);
  }

  long record(Context context, SubjectEvent... events) {
    UUID id = UUID.randomUUID();
    return append(
        id, context, decision(id, events[0].subject(), true, List.of(), List.of(KEPT)), events);
  }

  /** Records a denied command; the decision's id. */
  UUID deny(SubjectName subject, Finding... findings) {
    UUID id = UUID.randomUUID();
    append(id, Context.prod(), decision(id, subject, false, List.of(findings), answers(findings)));
    return id;
  }

  /** Records an accepted command that nothing follows from; the decision's id. */
  UUID accept(SubjectName subject, Finding... findings) {
    UUID id = UUID.randomUUID();
    append(id, Context.prod(), decision(id, subject, true, List.of(findings), answers(findings)));
    return id;
  }

  private static List<RuleOutcome> answers(Finding... findings) {
    return Stream.of(findings)
        .map(found -> new RuleOutcome(found.rule(), found.outcome(), found.effect(), null))
        .toList();
  }

  /** Records a denied command whose rules answered so; the decision's position. */
  long judge(SubjectName subject, RuleOutcome... rules) {
    UUID id = UUID.randomUUID();
    return append(id, Context.prod(), decision(id, subject, false, List.of(), List.of(rules)));
  }

  /** Waits until the views are where the ledger is. */
  void settle() {
    settle(Duration.ofSeconds(30));
  }

  void settle(Duration within) {
    try {
      if (!views.awaitPosition(head(within), within)) {
        throw new AssertionError(
            "views stand at %d, the ledger at %d".formatted(views.position(), views.head()));
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The ledger's last position, once the database is there. */
  private long head(Duration within) throws InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    while (true) {
      try {
        return ledger().head().position();
      } catch (StoreUnavailable e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        Thread.sleep(50);
      }
    }
  }

  /** Every row of a query, its columns joined by {@code |}. */
  List<String> rows(String sql) {
    try (Connection connection = ledger().dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> all = new ArrayList<>();
      while (rows.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          row.add(String.valueOf(rows.getObject(i)));
        }
        all.add(String.join("|", row));
      }
      return all;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  void run(String sql) {
    try (Connection connection = test().superuser();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** Records an accepted command that brings a document, whose bytes are kept. */
  long publish(byte[] document, SubjectEvent event) {
    UUID id = UUID.randomUUID();
    return append(
        id,
        Context.prod(),
        decision(id, event.subject(), true, List.of(), List.of(KEPT)),
        Append.alone().content(document),
        event);
  }

  private long append(UUID id, Context context, DecisionRecorded decision, SubjectEvent... events) {
    return append(id, context, decision, Append.alone(), events);
  }

  private long append(
      UUID id, Context context, DecisionRecorded decision, Append append, SubjectEvent... events) {
    EntryMetadata metadata = new EntryMetadata(ACTOR, Actor.Kind.PERSON, id, context, null);
    List<NewEvent> all = new ArrayList<>();
    all.add(NewEvent.of(DecisionRecorded.stream(id), 0, decision, metadata));
    for (SubjectEvent event : events) {
      String stream = event.subject().stream();
      long sequence = heads.merge(stream, 0L, (head, _) -> head + 1);
      all.add(NewEvent.of(stream, sequence, event, metadata));
    }
    Receipt receipt = ledger().append(all, append);
    return receipt.last();
  }

  private static DecisionRecorded decision(
      UUID id,
      SubjectName subject,
      boolean accepted,
      List<Finding> findings,
      List<RuleOutcome> rules) {
    return new DecisionRecorded(
        id,
        subject,
        "DoSomething",
        "0".repeat(64),
        -1,
        0,
        List.of(),
        rules,
        "0".repeat(64),
        "0".repeat(64),
        accepted,
        findings,
        null,
        Instant.parse("2026-01-01T00:00:00Z"),
        "none 0",
        null);
  }

  @Override
  public void close() {
    try {
      views.close();
    } finally {
      if (test != null) {
        test.close();
      } else {
        ledger.close();
      }
    }
  }
}

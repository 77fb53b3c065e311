package dev.daybook.views;

import dev.daybook.decision.Actor;
import dev.daybook.decision.Context;
import dev.daybook.decision.DecisionRecorded;
import dev.daybook.decision.EntryMetadata;
import dev.daybook.decision.Finding;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.mesh.SubjectName;
import dev.daybook.path.Slices;
import dev.daybook.store.Append;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerSettings;
import dev.daybook.store.NewEvent;
import dev.daybook.store.Receipt;
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
import org.jspecify.annotations.Nullable;

/**
 * A real ledger with views on it, and a short way to record: each call is one accepted command, its
 * decision and its events in one append.
 */
final class Book implements AutoCloseable {

  static final String ACTOR = "act_0123456789abcdef";

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
    return append(id, context, decision(id, events[0].subject(), true, List.of()), events);
  }

  /** Records a denied command; the decision's id. */
  UUID deny(SubjectName subject, Finding... findings) {
    UUID id = UUID.randomUUID();
    append(id, Context.prod(), decision(id, subject, false, List.of(findings)));
    return id;
  }

  /** Records an accepted command that nothing follows from; the decision's id. */
  UUID accept(SubjectName subject, Finding... findings) {
    UUID id = UUID.randomUUID();
    append(id, Context.prod(), decision(id, subject, true, List.of(findings)));
    return id;
  }

  /** Waits until the views are where the ledger is. */
  void settle() {
    settle(Duration.ofSeconds(30));
  }

  void settle(Duration within) {
    try {
      if (!views.awaitPosition(ledger().head().position(), within)) {
        throw new AssertionError(
            "views stand at %d, the ledger at %d".formatted(views.position(), views.head()));
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
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

  private long append(UUID id, Context context, DecisionRecorded decision, SubjectEvent... events) {
    EntryMetadata metadata = new EntryMetadata(ACTOR, Actor.Kind.PERSON, id, context, null);
    List<NewEvent> all = new ArrayList<>();
    all.add(NewEvent.of(DecisionRecorded.stream(id), 0, decision, metadata));
    for (SubjectEvent event : events) {
      String stream = event.subject().stream();
      long sequence = heads.merge(stream, 0L, (head, _) -> head + 1);
      all.add(NewEvent.of(stream, sequence, event, metadata));
    }
    Receipt receipt = ledger().append(all, Append.alone());
    return receipt.last();
  }

  private static DecisionRecorded decision(
      UUID id, SubjectName subject, boolean accepted, List<Finding> findings) {
    return new DecisionRecorded(
        id,
        subject,
        "DoSomething",
        "0".repeat(64),
        -1,
        0,
        List.of(),
        List.of(),
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

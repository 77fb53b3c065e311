package dev.daybook.views;

import dev.daybook.decision.Recorded;
import dev.daybook.parked.ParkedEvent;
import dev.daybook.parked.ParkedEvent.EntryRetried;
import dev.daybook.parked.ParkedEvent.EntrySkipped;
import dev.daybook.store.LedgerEntry;
import dev.daybook.store.StoreUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies entries to one set of a view's tables.
 *
 * <p>Entries are folded together and written at once. Where that fails, because of an entry and not
 * because of the database, the same entries are taken in smaller folds, and where one of those
 * fails, one by one, each under a savepoint; those that fail are parked.
 */
final class ViewApplier {

  private static final Logger LOG = LoggerFactory.getLogger(ViewApplier.class);

  /** Most entries folded and written together near the head. */
  static final int FOLD = 1_024;

  /** A view with more positions than this before it is far behind. */
  static final int FAR = 4 * FOLD;

  /**
   * Far behind, what is folded is written when the entries' payloads have this many bytes together,
   * or at the end of the transaction: what is held in memory is a few times as much.
   */
  static final long FAR_BYTES = 16L << 20;

  private final View view;
  private final String schema;
  private final Map<String, Follow<?>> follows = new HashMap<>();
  private final Set<String> types;
  private final EntryWindow window;
  private final Stretches stretches;
  private final Parking parking;

  /** What is told to a view that parked an entry, whatever view it is. */
  private static final Set<String> ABOUT_PARKED =
      Set.of(
          EntryRetried.class.getAnnotation(Recorded.class).value(),
          EntrySkipped.class.getAnnotation(Recorded.class).value());

  /** Long stretches of the ledger, some kinds of events only. */
  interface Stretches {
    ReadAhead read(Set<String> types, Span span);
  }

  /**
   * @param schema in which the tables are
   */
  ViewApplier(View view, String schema, EntryWindow window, Stretches stretches) {
    this.view = view;
    this.schema = schema;
    this.window = window;
    this.stretches = stretches;
    this.parking = new Parking(view.name(), schema);
    for (Follow<?> follow : view.follows()) {
      for (String type : follow.types()) {
        if (follows.put(type, follow) != null) {
          throw new IllegalArgumentException(
              "the view %s follows `%s` twice".formatted(view.name(), type));
        }
      }
    }
    this.types = new HashSet<>(follows.keySet());
    this.types.addAll(ABOUT_PARKED);
  }

  /** Forgets what it knows of its tables: somebody else may have written to them. */
  void forget() {
    parking.forget();
  }

  /** Applies all entries between two positions, in the connection's transaction. */
  void apply(Connection connection, Span all) throws SQLException {
    if (all.size() <= FAR || !applyTogether(connection, all)) {
      long first = all.first();
      while (first <= all.last()) {
        Span fold = new Span(first, Math.min(all.last(), first + FOLD - 1));
        List<LedgerEntry> entries = window.entries(fold);
        apply(connection, entries);
        first = entries.getLast().position() + 1;
      }
    }
  }

  /** Folds a long stretch; false, and nothing is done, where one of its entries fails. */
  private boolean applyTogether(Connection connection, Span span) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try (ReadAhead entries = stretches.read(types, span)) {
      Rows rows = new Rows(connection, schema, view.tables());
      long bytes = 0;
      for (List<LedgerEntry> page = entries.next(); !page.isEmpty(); page = entries.next()) {
        if (page.stream().anyMatch(this::isAboutParked)) {
          connection.rollback(before);
          return false; // which changes the tables between two entries
        }
        List<LedgerEntry> mine = withoutWaiting(connection, page);
        fold(rows, mine);
        for (LedgerEntry entry : mine) {
          bytes += entry.payload().length;
        }
        if (bytes > FAR_BYTES) {
          rows.flush();
          rows = new Rows(connection, schema, view.tables());
          bytes = 0;
        }
      }
      rows.flush();
      connection.releaseSavepoint(before);
      return true;
    } catch (StoreUnavailable e) {
      throw e;
    } catch (SQLException | RuntimeException e) {
      rethrowUnlessAnEntryFailed(e);
      LOG.warn(
          "View {} cannot take in positions {} to {} together; taking them {} at a time",
          view.name(),
          span.first(),
          span.last(),
          FOLD,
          withoutDetail(e));
      connection.rollback(before);
      return false;
    }
  }

  private void apply(Connection connection, List<LedgerEntry> entries) throws SQLException {
    int from = 0;
    for (int i = 0; i < entries.size(); i++) {
      if (isAboutParked(entries.get(i))) {
        applyMany(connection, entries.subList(from, i));
        unpark(connection, entries.get(i));
        from = i;
      }
    }
    applyMany(connection, entries.subList(from, entries.size()));
  }

  /** Whether the entry tells this view what is to become of one that it parked. */
  private boolean isAboutParked(LedgerEntry entry) {
    return ABOUT_PARKED.contains(entry.type())
        && entry.event() instanceof ParkedEvent event
        && event.subject().path().equals(view.name());
  }

  /** Takes in what was parked, as the entry says; what fails once more is parked once more. */
  private void unpark(Connection connection, LedgerEntry told) throws SQLException {
    if (!(told.event() instanceof ParkedEvent event)) {
      return;
    }
    List<Long> positions =
        switch (event) {
          case EntryRetried e -> parking.retry(connection, e.position());
          case EntrySkipped e -> parking.skip(connection, e.position(), told.position());
        };
    for (long position : positions) {
      applyAlone(connection, window.entries(new Span(position, position)).getFirst());
    }
  }

  private void applyMany(Connection connection, List<LedgerEntry> entries) throws SQLException {
    List<LedgerEntry> mine = withoutWaiting(connection, entries);
    if (mine.isEmpty()) {
      return;
    }
    Savepoint before = connection.setSavepoint();
    try {
      fold(connection, mine);
      connection.releaseSavepoint(before);
    } catch (SQLException | RuntimeException e) {
      rethrowUnlessAnEntryFailed(e);
      LOG.warn(
          "View {} cannot take in positions {} to {} together; taking them one by one",
          view.name(),
          mine.getFirst().position(),
          mine.getLast().position(),
          withoutDetail(e));
      connection.rollback(before);
      for (LedgerEntry entry : mine) {
        applyAlone(connection, entry);
      }
    }
  }

  private void applyAlone(Connection connection, LedgerEntry entry) throws SQLException {
    if (waits(connection, entry)) {
      return;
    }
    Savepoint before = connection.setSavepoint();
    try {
      fold(connection, List.of(entry));
      connection.releaseSavepoint(before);
    } catch (SQLException | RuntimeException e) {
      rethrowUnlessAnEntryFailed(e);
      connection.rollback(before);
      RuntimeException cause = withoutDetail(e);
      LOG.error("View {} parks position {}: {}", view.name(), entry.position(), entry, cause);
      parking.park(connection, entry, String.valueOf(cause.getMessage()));
    }
  }

  /** The entries this view follows, but for those that are parked behind others. */
  private List<LedgerEntry> withoutWaiting(Connection connection, List<LedgerEntry> entries)
      throws SQLException {
    List<LedgerEntry> mine = new ArrayList<>();
    for (LedgerEntry entry : entries) {
      if (follows.containsKey(entry.type()) && !waits(connection, entry)) {
        mine.add(entry);
      }
    }
    return mine;
  }

  /** Parks the entry behind one of its stream that is parked already, if there is one. */
  private boolean waits(Connection connection, LedgerEntry entry) throws SQLException {
    Long behind = parking.first(connection, entry.stream());
    if (behind == null) {
      return false;
    }
    parking.park(connection, entry, "waits behind position " + behind);
    return true;
  }

  private void fold(Connection connection, List<LedgerEntry> entries) throws SQLException {
    Rows rows = new Rows(connection, schema, view.tables());
    fold(rows, entries);
    rows.flush();
  }

  private void fold(Rows rows, List<LedgerEntry> entries) throws SQLException {
    Set<String> known = new LinkedHashSet<>();
    Set<String> born = new LinkedHashSet<>();
    for (LedgerEntry entry : entries) {
      if (entry.sequence() == 0) {
        born.add(entry.stream());
      } else if (!born.contains(entry.stream())) {
        known.add(entry.stream());
      }
    }
    rows.expect(known, born);
    for (LedgerEntry entry : entries) {
      Follow<?> follow = follows.get(entry.type());
      if (follow != null) {
        follow.apply(entry, rows);
      }
    }
  }

  /**
   * Lets a failure of the database pass, as the whole transaction is then tried again: a lost
   * connection (class 08, 57P), a transaction that lost to another (40), a lack of memory, disk or
   * connections (53), an error below the database (58).
   *
   * @see <a href="https://www.postgresql.org/docs/18/errcodes-appendix.html">SQLSTATE classes</a>
   */
  private static void rethrowUnlessAnEntryFailed(Exception failure) throws SQLException {
    SQLException sql = sql(failure);
    String state = sql == null ? null : sql.getSQLState();
    if (sql != null
        && state != null
        && (state.startsWith("08")
            || state.startsWith("40")
            || state.startsWith("53")
            || state.startsWith("57")
            || state.startsWith("58"))) {
      throw sql;
    }
  }

  /**
   * The failure without the row PostgreSQL shows in its detail: rows hold names and mail addresses,
   * which belong in no log.
   */
  private static RuntimeException withoutDetail(Exception failure) {
    SQLException sql = sql(failure);
    if (sql == null) {
      return new IllegalStateException(failure.toString(), failure);
    }
    ServerErrorMessage said =
        sql instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
    String message = said == null ? sql.getClass().getSimpleName() : said.getMessage();
    IllegalStateException told =
        new IllegalStateException("%s (SQLSTATE %s)".formatted(message, sql.getSQLState()));
    told.setStackTrace(failure.getStackTrace());
    return told;
  }

  private static @Nullable SQLException sql(Exception failure) {
    return switch (failure) {
      case SQLException e -> e;
      case ViewWriteException e -> e.sql();
      default -> null;
    };
  }
}

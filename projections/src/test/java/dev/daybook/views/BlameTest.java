package dev.daybook.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.edge.ProblemException;
import dev.daybook.mesh.SubjectName;
import dev.daybook.mesh.Version;
import dev.daybook.parked.ParkedEvent.EntrySkipped;
import dev.daybook.product.ProductEvent.ProductDeprecated;
import dev.daybook.store.LedgerEntry;
import dev.daybook.team.TeamEvent;
import dev.daybook.team.TeamEvent.TeamChanged;
import dev.daybook.views.blame.BlameQueries;
import dev.daybook.views.blame.BlameQueries.Wanted;
import dev.daybook.views.blame.Blamed;
import dev.daybook.views.blame.BlamedCell;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which entries made each cell of each view what it is. */
class BlameTest {

  private static Book book;
  private static BlameQueries blame;
  private static long last;

  @BeforeAll
  static void everythingHappens() {
    book = Book.open();
    Histories.everythingOnce(book);
    book.deny(
        Samples.product("sales.Other_Name"),
        Samples.finding("naming/form"),
        Samples.finding("naming/length"));
    // parked by the catalog, which knows of no such product, and not by others
    book.record(deprecated("sales.parked"));
    book.record(Samples.registered("sales.parked"));
    // parked by it as well, until it is told to go on without it
    long skipped = book.record(deprecated("sales.skipped"));
    book.record(Samples.registered("sales.skipped"));
    book.record(new EntrySkipped(SubjectName.parse("view/catalog"), skipped, "a mistake"));
    // told to go on without what it never parked, which changes nothing
    long taken = book.record(Samples.registered("sales.taken"));
    book.record(new EntrySkipped(SubjectName.parse("view/catalog"), taken, "another mistake"));
    book.settle();
    book.views().pause();
    blame = new BlameQueries(book.ledger(), new ViewReader(book.views()));
    last = book.ledger().head().position();
  }

  private static ProductDeprecated deprecated(String path) {
    return new ProductDeprecated(
        Samples.product(path), new Version("1.0.0"), LocalDate.of(2027, 1, 1), "replaced");
  }

  @AfterAll
  static void close() {
    book.close();
  }

  /** A row of a view that is there as of a moment. */
  private record Row(String stream, String table, String part, Map<String, Object> values) {}

  @Test
  void everyCellOfEveryViewIsWhatTheViewHasAtEveryMoment() throws SQLException {
    int compared = 0;
    for (long position = last; position > 0; position -= 7) {
      Map<String, Set<Row>> held = new TreeMap<>();
      for (Row row : rowsOfStates(position)) {
        held.computeIfAbsent(row.stream(), _ -> new LinkedHashSet<>()).add(row);
      }
      compared += held.size();
      for (Map.Entry<String, Set<Row>> stream : held.entrySet()) {
        assertThat(told(stream.getKey(), position))
            .as("%s as of %d", stream.getKey(), position)
            .containsExactlyInAnyOrderElementsOf(stream.getValue());
      }
    }
    assertThat(compared).isGreaterThan(100);
  }

  @Test
  void everyRowOfWhatHappenedComesFromItsOwnEntry() throws SQLException {
    for (View view : AllViews.views()) {
      for (Table<?> table : view.tables()) {
        if (table instanceof Table.Log<?> log) {
          List<Map<String, Object>> held = new ArrayList<>();
          List<Map<String, Object>> told = new ArrayList<>();
          for (LedgerEntry entry : book.ledger().entries(1, 1_000)) {
            held.addAll(logged(log, entry.position()));
            told.addAll(toldOf(log, entry));
          }
          assertThat(told).as(table.name()).containsExactlyElementsOf(held).isNotEmpty();
        }
      }
    }
  }

  /** What is told of one entry's rows of what happened. */
  private static List<Map<String, Object>> toldOf(Table.Log<?> log, LedgerEntry entry) {
    Map<String, Map<String, Object>> rows = new LinkedHashMap<>();
    try {
      for (BlamedCell cell :
          cells(entry.stream(), entry.position(), new Wanted(log.name(), null))) {
        if (cell.part().equals("" + entry.position())
            || cell.part().startsWith(entry.position() + "-")) {
          rows.computeIfAbsent(cell.part(), _ -> new HashMap<>())
              .put(cell.field(), plain(cell.value()));
          BlamedCell.Culprit by = cell.by();
          assertThat(by == null ? entry.position() : by.position()).isEqualTo(entry.position());
        }
      }
    } catch (ProblemException _) {
      // it has none
    }
    return List.copyOf(rows.values());
  }

  @Test
  void withoutTheEntriesToBlameEveryCellWouldBeAnother() throws SQLException {
    Map<Set<Long>, List<Row>> otherwise = new HashMap<>();
    Map<String, List<LedgerEntry>> streams =
        book.ledger().entries(1, 1_000).stream()
            .collect(Collectors.groupingBy(LedgerEntry::stream, TreeMap::new, Collectors.toList()));
    int checked = 0;
    int again = 0;
    for (Row row : rowsOfStates(last)) {
      List<LedgerEntry> entries = Objects.requireNonNull(streams.get(row.stream()));
      for (BlamedCell cell : cells(row.stream(), last, Wanted.ALL)) {
        BlamedCell.Culprit by = cell.by();
        if (!cell.table().equals(row.table()) || !cell.part().equals(row.part()) || by == null) {
          continue;
        }
        Set<Long> culprits = new TreeSet<>(Objects.requireNonNull(cell.again()));
        again += culprits.size();
        culprits.add(by.position());
        List<Row> rows = otherwise.get(culprits);
        if (rows == null) {
          rows = rowsWithout(culprits, entries);
          otherwise.put(culprits, rows);
        }
        assertThat(rows)
            .as("%s %s %s without %s", row.table(), row.part(), cell.field(), culprits)
            .noneMatch(
                other ->
                    other.table().equals(row.table())
                        && other.part().equals(row.part())
                        && Objects.equals(
                            other.values().get(cell.field()), row.values().get(cell.field())));
        checked++;
      }
    }
    assertThat(checked).isGreaterThan(150);
    assertThat(again).isPositive();
  }

  @Test
  void aCellThatNoEntryEverFilledHasNobodyToBlame() {
    for (BlamedCell cell : cells("product/sales.customer-360", last, Wanted.ALL)) {
      if (cell.by() == null) {
        assertThat(cell.value()).as(cell.field()).isNull();
      }
    }
    assertThat(cells("domain/sales", last, new Wanted(null, "document")))
        .singleElement()
        .satisfies(cell -> assertThat(cell.by()).isNull());
  }

  @Test
  void anOwnerIsOwedToTheHandoverAndNotToWhatCameAfter() {
    BlamedCell owner = one("product/sales.customer-360", last, "owner");
    assertThat(owner.value()).isEqualTo("crm-team");
    BlamedCell.Culprit by = Objects.requireNonNull(owner.by());
    assertThat(by.type()).isEqualTo("product.handed-over");
    assertThat(by.reason()).isEqualTo("because");
    assertThat(by.actor()).isEqualTo(Book.ACTOR);
    BlamedCell before = one("product/sales.customer-360", by.position() - 1, "owner");
    assertThat(before.value()).isNotEqualTo("crm-team");
    assertThat(Objects.requireNonNull(before.by()).type()).isEqualTo("product.registered");
  }

  @Test
  void whatIsInsideOfADocumentIsOwedToTheVersionThatBroughtIt() {
    List<BlamedCell> ports =
        cells("product/sales.customer-360", last, new Wanted("product", "spec/inputPorts"));
    assertThat(ports).isNotEmpty();
    assertThat(ports)
        .allSatisfy(
            cell -> {
              assertThat(cell.field()).startsWith("spec/inputPorts/");
              assertThat(Objects.requireNonNull(cell.by()).type())
                  .isEqualTo("product.version-published");
            });
    assertThat(one("product/sales.customer-360", last, "spec/name").by())
        .satisfies(
            by -> assertThat(Objects.requireNonNull(by).type()).isEqualTo("product.registered"));
  }

  @Test
  void aCountIsOwedToTheDecisionThatAddedToItLast() throws SQLException {
    List<BlamedCell> counts = cells("rule/book/kept", last, new Wanted("rule_day", null));
    Map<String, Object> told = new HashMap<>();
    counts.forEach(cell -> told.put(cell.field(), plain(cell.value())));
    List<String> held =
        book.rows(
            "SELECT passed, failed, first_position, last_position FROM views.rule_day WHERE rule ="
                + " 'book/kept'");
    assertThat(held)
        .containsExactly(
            "%s|%s|%d|%d"
                .formatted(
                    told.get("passed"),
                    told.get("failed"),
                    counts.getFirst().since(),
                    Objects.requireNonNull(
                            counts.stream()
                                .filter(cell -> cell.field().equals("passed"))
                                .findFirst()
                                .orElseThrow()
                                .by())
                        .position()));
    assertThat(told.get("failed")).isEqualTo("0");
  }

  @Test
  void aRowThatEndedIsOwedToTheEntryThatEndedIt() {
    assertThat(cells("ceiling/sales", last, Wanted.ALL))
        .singleElement()
        .satisfies(
            cell -> {
              assertThat(cell.ended()).isTrue();
              assertThat(Objects.requireNonNull(cell.by()).type()).isEqualTo("ceiling.removed");
            });
  }

  @Test
  void anEntryTheViewCannotTakeInLeavesNothingBehind() {
    Table.History<Named> table = Table.History.of("named", Named.class);
    Tracing tracing =
        new Tracing(
            new View() {
              @Override
              public String name() {
                return "named";
              }

              @Override
              public int version() {
                return 1;
              }

              @Override
              public List<Table<?>> tables() {
                return List.of(table);
              }

              @Override
              public List<Follow<?>> follows() {
                return List.of(
                    new Follow<>(
                        TeamEvent.class,
                        (event, entry, rows) -> {
                          rows.put(table, entry, "", new Named(entry.type()));
                          rows.put(table, entry, entry.type(), new Named(entry.type()));
                          if (event instanceof TeamChanged) {
                            throw new IllegalStateException("no");
                          }
                        }));
              }
            },
            false);
    book.ledger().stream("team/sales-data-team", 0, 10).forEach(tracing::apply);
    assertThat(tracing.rows())
        .extracting(row -> row.part() + row.cells().getFirst().value())
        .containsExactly("team.registered", "team.registeredteam.registered");
  }

  /** A row of one cell. */
  record Named(String name) {}

  @Test
  void whatNobodyKnowsIsRefusedWithWhatThereIs() {
    assertThatThrownBy(() -> cells("product/sales.customer-36", last, Wanted.ALL))
        .satisfies(
            e ->
                assertThat(((ProblemException) e).details().next())
                    .contains("did you mean `product/sales.customer-360`?"));
    assertThatThrownBy(() -> cells("product/sales.customer-360", last, new Wanted(null, "ownr")))
        .satisfies(
            e ->
                assertThat(e.toString() + ((ProblemException) e).details().next())
                    .contains("no field `ownr`")
                    .contains("did you mean `owner`?"));
    assertThatThrownBy(() -> Blamed.parse("products/x"))
        .satisfies(
            e ->
                assertThat(((ProblemException) e).details().next())
                    .contains("did you mean `product`?"));
  }

  private static BlamedCell one(String stream, long position, String field) {
    return cells(stream, position, new Wanted("product", field)).getFirst();
  }

  private static List<BlamedCell> cells(String stream, long position, Wanted wanted) {
    return blame.cells(new Moment(position), Blamed.parse(stream), wanted);
  }

  /** What is told of a stream's states, as rows. */
  private static List<Row> told(String stream, long position) {
    Map<List<String>, Map<String, Object>> rows = new LinkedHashMap<>();
    for (BlamedCell cell : cells(stream, position, Wanted.ALL)) {
      if (cell.ended() == null) {
        rows.computeIfAbsent(List.of(cell.table(), cell.part()), _ -> new HashMap<>())
            .put(cell.field(), plain(cell.value()));
      }
    }
    List<Row> told = new ArrayList<>();
    rows.forEach((key, values) -> told.add(new Row(stream, key.get(0), key.get(1), values)));
    return told;
  }

  /** The rows that views have of what is. */
  private static List<Row> rowsOfStates(long position) throws SQLException {
    try (Connection connection = book.ledger().dataSource().getConnection()) {
      return rowsOfStates(connection, position);
    }
  }

  private static List<Row> rowsOfStates(Connection connection, long position) throws SQLException {
    List<Row> all = new ArrayList<>();
    for (View view : AllViews.views()) {
      for (Table<?> table : view.tables()) {
        if (table instanceof Table.History<?> history) {
          all.addAll(rows(connection, history, position));
        }
      }
    }
    return all;
  }

  private static <R extends Record> List<Row> rows(
      Connection connection, Table.History<R> table, long position) throws SQLException {
    List<Row> all = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT * FROM views.%s WHERE valid_from <= %d AND valid_to > %d"
                    .formatted(table.name(), position, position))) {
      while (rows.next()) {
        all.add(
            new Row(
                rows.getString("stream"),
                table.name(),
                rows.getString("part"),
                values(table.row(), table.columns(), rows)));
      }
    }
    return all;
  }

  private static <R extends Record> List<Map<String, Object>> logged(
      Table.Log<R> table, long position) throws SQLException {
    List<Map<String, Object>> all = new ArrayList<>();
    try (Connection connection = book.ledger().dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT * FROM views.%s WHERE position = %d".formatted(table.name(), position))) {
      while (rows.next()) {
        all.add(values(table.row(), table.columns(), rows));
      }
    }
    return all;
  }

  private static <R extends Record> Map<String, Object> values(
      Class<R> type, Columns<R> columns, ResultSet rows) throws SQLException {
    Map<String, Object> values = new HashMap<>();
    new Cells<>(type, columns, false)
        .of(columns.read(rows))
        .forEach((field, value) -> values.put(field, plain(value)));
    return values;
  }

  /** The same for what is the same value, however it is kept. */
  private static Object plain(@Nullable Object value) {
    return switch (value) {
      case null -> "(none)";
      case Json json -> json.tree();
      case BigDecimal number -> number.stripTrailingZeros().toPlainString();
      default -> value.toString();
    };
  }

  /**
   * The rows the views' own tables would have of a stream without some of its entries: derived on
   * the very way of every day, and taken back.
   */
  private static List<Row> rowsWithout(Set<Long> positions, List<LedgerEntry> entries)
      throws SQLException {
    try (Connection connection = book.ledger().dataSource().getConnection()) {
      connection.setAutoCommit(false);
      for (View view : AllViews.views()) {
        for (Table<?> table : view.tables()) {
          empty(table, connection, entries);
        }
        apply(view, connection, positions, entries);
      }
      List<Row> rows =
          rowsOfStates(connection, last).stream()
              .filter(row -> row.stream().equals(entries.getFirst().stream()))
              .toList();
      connection.rollback();
      return rows;
    }
  }

  /** Takes away what comes from these entries; what counts is not looked at. */
  private static void empty(Table<?> table, Connection connection, List<LedgerEntry> entries)
      throws SQLException {
    String which =
        switch (table) {
          case Table.History<?> _ -> "stream = ANY (?)";
          case Table.Log<?> _ -> "position::text = ANY (?)";
          case Table.Tally<?> _ -> "false AND ? IS NOT NULL";
        };
    Object[] keys =
        table instanceof Table.Log<?>
            ? entries.stream().map(entry -> "" + entry.position()).toArray()
            : new Object[] {entries.getFirst().stream()};
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM views.%s WHERE %s".formatted(table.name(), which))) {
      delete.setArray(1, connection.createArrayOf("text", keys));
      delete.executeUpdate();
    }
  }

  private static void apply(
      View view, Connection connection, Set<Long> positions, List<LedgerEntry> entries)
      throws SQLException {
    for (LedgerEntry entry : entries) {
      if (positions.contains(entry.position())) {
        continue;
      }
      Savepoint before = connection.setSavepoint();
      try {
        Rows rows = new Rows(connection, "views", view.tables());
        rows.expect(Set.of(entry.stream()), Set.of());
        for (Follow<?> follow : view.follows()) {
          if (follow.types().contains(entry.type())) {
            follow.apply(entry, rows);
          }
        }
        rows.flush();
      } catch (IllegalStateException _) {
        connection.rollback(before);
        return; // parked, and all that follows waits
      }
    }
  }
}

package dev.daybook.views.blame;

import dev.daybook.decision.SystemActors;
import dev.daybook.edge.ProblemException;
import dev.daybook.edge.ProblemType;
import dev.daybook.mesh.Folded;
import dev.daybook.mesh.Nearest;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import dev.daybook.views.AllViews;
import dev.daybook.views.Moment;
import dev.daybook.views.Params;
import dev.daybook.views.Table;
import dev.daybook.views.TracedRow;
import dev.daybook.views.Tracing;
import dev.daybook.views.View;
import dev.daybook.views.ViewReader;
import dev.daybook.views.coverage.CoverageView;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the entries that made cells of views what they are, by deriving the rows once more from
 * their own stream. What is told follows from the ledger, whatever rows the views' tables hold.
 */
@Singleton
public final class BlameQueries {

  /** The views these answers are about: all. */
  public static final List<String> VIEWS = AllViews.views().stream().map(View::name).toList();

  /** Entries read at once. */
  private static final int PAGE = 1_000;

  /** Most entries that are applied once more for one question. */
  private static final long MOST_APPLIED = 100_000;

  /** Most entries of a stream that are gone through for one question. */
  static final int MOST_ENTRIES = 200_000;

  /** Blocks of positions whose counts are told of a rule, the newest. */
  private static final int BLOCKS = 3;

  /** Most streams that are looked at to find the nearest. */
  private static final int MOST_NAMES = 5_000;

  private final Ledger ledger;
  private final ViewReader reader;

  public BlameQueries(Ledger ledger, ViewReader reader) {
    this.ledger = ledger;
    this.reader = reader;
  }

  /**
   * Which cells to tell of.
   *
   * @param table only of this table; without it those that say what is, not what happened
   * @param field only of this column or what is inside of it
   */
  public record Wanted(@Nullable String table, @Nullable String field) {

    public static final Wanted ALL = new Wanted(null, null);

    /** Whether it asks for what is inside of a column. */
    boolean isDeep() {
      return field != null;
    }

    boolean has(Table<?> asked) {
      return table == null || Folded.same(plain(table), plain(asked.name()));
    }

    /** Whether the cell is asked for; its spelling does not matter, as SQL's and JSON's differ. */
    boolean has(String cell) {
      if (field == null) {
        return true;
      }
      String wanted = plain(field);
      String seen = plain(cell);
      return Folded.same(seen, wanted) || Folded.name(seen).startsWith(Folded.name(wanted) + "/");
    }

    private static String plain(String word) {
      return word.replace("_", "");
    }
  }

  /** A row, with the view it is in and how to ask what holds its cells up. */
  private record Found(String view, TracedRow row, @Nullable StreamBlame blame) {}

  /** The cells of what is asked about, as of a moment, in the order of views and columns. */
  public List<BlamedCell> cells(Moment moment, Blamed asked, Wanted wanted) {
    List<Found> all = asked.isRule() ? counted(moment, asked) : derived(moment, asked, wanted);
    List<Found> rows = chosen(all, wanted);
    if (rows.isEmpty()) {
      throw nothing(asked, wanted, all, moment);
    }
    List<Found> found = withField(rows, wanted);
    if (found.isEmpty()) {
      throw noField(wanted, rows);
    }
    Map<String, String> names = names(moment, found);
    List<BlamedCell> cells = new ArrayList<>();
    for (Found each : found) {
      TracedRow row = each.row();
      LedgerEntry ended = row.ended();
      if (ended != null) {
        cells.add(cell(each, "", null, true, ended, names, List.of()));
      }
      for (TracedRow.Cell cell : row.cells()) {
        StreamBlame blame = each.blame();
        cells.add(
            cell(
                each,
                cell.field(),
                cell.value(),
                null,
                cell.by(),
                names,
                blame == null ? null : blame.again(row, cell).orElse(null)));
      }
    }
    return cells;
  }

  private static BlamedCell cell(
      Found found,
      String field,
      @Nullable Object value,
      @Nullable Boolean ended,
      @Nullable LedgerEntry by,
      Map<String, String> names,
      @Nullable List<Long> again) {
    TracedRow row = found.row();
    return new BlamedCell(
        found.view(),
        row.table().name(),
        row.part(),
        field,
        value,
        row.since(),
        ended,
        by == null ? null : BlamedCell.Culprit.of(by, names),
        again);
  }

  /** What the views make of a stream's entries up to the moment. */
  private List<Found> derived(Moment moment, Blamed asked, Wanted wanted) {
    String stream = asked.stream();
    List<LedgerEntry> entries = entries(stream, moment);
    if (entries.isEmpty()) {
      throw new ProblemException(
          ProblemType.NOT_FOUND,
          "Nothing is called so",
          "nothing is recorded about `%s` as of position %d%s"
              .formatted(asked, moment.position(), nearest(asked, stream)));
    }
    Effort effort = new Effort(MOST_APPLIED);
    List<Found> all = new ArrayList<>();
    for (View view : following(entries)) {
      StreamBlame blame =
          new StreamBlame(
              view, without(skipped(view, stream, moment), entries), wanted.isDeep(), effort);
      blame.rows().forEach(row -> all.add(new Found(view.name(), row, blame)));
    }
    return all.stream().filter(each -> !(each.row().table() instanceof Table.Tally<?>)).toList();
  }

  /** The views that make anything of these entries. */
  private static List<View> following(List<LedgerEntry> entries) {
    Set<String> types = entries.stream().map(LedgerEntry::type).collect(Collectors.toSet());
    return AllViews.views().stream()
        .filter(
            view ->
                view.follows().stream()
                    .anyMatch(follow -> !Collections.disjoint(follow.types(), types)))
        .toList();
  }

  private static List<LedgerEntry> without(Set<Long> positions, List<LedgerEntry> entries) {
    return entries.stream().filter(entry -> !positions.contains(entry.position())).toList();
  }

  /**
   * Positions of entries that the view goes on without by now: it has no others. Only the view
   * knows them, for what it was told of an entry that it had not parked changed nothing.
   */
  private Set<Long> skipped(View view, String stream, Moment moment) {
    return reader
        .list(
            BlameQueries.class,
            "skipped",
            Params.at(moment).and("view", view.name()).and("stream", stream),
            Skipped.class)
        .stream()
        .map(Skipped::position)
        .collect(Collectors.toSet());
  }

  /** An entry that a view goes on without. */
  record Skipped(long position) {}

  private List<LedgerEntry> entries(String stream, Moment moment) {
    List<LedgerEntry> entries = new ArrayList<>();
    while (true) {
      List<LedgerEntry> page = ledger.stream(stream, entries.size(), PAGE);
      for (LedgerEntry entry : page) {
        if (entry.position() > moment.position()) {
          return entries;
        }
        entries.add(entry);
      }
      if (page.isEmpty()) {
        return entries;
      }
      if (entries.size() > MOST_ENTRIES) {
        throw new ProblemException(
            ProblemType.UNPROCESSABLE,
            "`%s` has more than %d entries by then".formatted(stream, MOST_ENTRIES),
            "ask as of a moment with fewer of them");
      }
    }
  }

  /** The newest counts of a rule's answers, from the decisions of their blocks. */
  private List<Found> counted(Moment moment, Blamed asked) {
    List<Found> all = new ArrayList<>();
    CoverageView view = new CoverageView();
    for (Block block :
        reader.list(
            BlameQueries.class,
            "blocks",
            Params.at(moment).and("name", asked.name()).and("limit", BLOCKS),
            Block.class)) {
      Tracing tracing = new Tracing(view, false);
      decisions(block, moment).forEach(tracing::apply);
      for (TracedRow row : tracing.rows()) {
        if (row.cells().stream().anyMatch(cell -> asked.name().equals(cell.value()))) {
          all.add(new Found(view.name(), row, null));
        }
      }
    }
    return all;
  }

  /** A block of positions that is counted together. */
  record Block(long block) {}

  private List<LedgerEntry> decisions(Block block, Moment moment) {
    Set<String> types =
        new CoverageView()
            .follows().stream()
                .flatMap(follow -> follow.types().stream())
                .collect(Collectors.toSet());
    long from = Math.max(1, block.block() * CoverageView.BLOCK);
    long to = Math.min(moment.position(), (block.block() + 1) * CoverageView.BLOCK - 1);
    List<LedgerEntry> decisions = new ArrayList<>();
    while (from <= to) {
      List<LedgerEntry> page = ledger.entriesOfTypes(types, from, PAGE);
      page.stream().filter(entry -> entry.position() <= to).forEach(decisions::add);
      from = page.isEmpty() ? to + 1 : page.getLast().position() + 1;
    }
    return decisions;
  }

  /**
   * Of what is there: what is asked for; without a table what is, else what ended, else what
   * happened.
   */
  private static List<Found> chosen(List<Found> all, Wanted wanted) {
    if (wanted.table() != null) {
      return all.stream().filter(each -> wanted.has(each.row().table())).toList();
    }
    List<Found> states =
        all.stream().filter(each -> !(each.row().table() instanceof Table.Log<?>)).toList();
    List<Found> there = states.stream().filter(each -> each.row().ended() == null).toList();
    return Stream.of(there, states, all).filter(some -> !some.isEmpty()).findFirst().orElse(all);
  }

  private static List<Found> withField(List<Found> rows, Wanted wanted) {
    if (wanted.field() == null) {
      return rows;
    }
    List<Found> found = new ArrayList<>();
    for (Found each : rows) {
      TracedRow row = each.row();
      List<TracedRow.Cell> cells =
          row.cells().stream().filter(cell -> wanted.has(cell.field())).toList();
      if (!cells.isEmpty()) {
        found.add(
            new Found(
                each.view(),
                new TracedRow(row.table(), row.stream(), row.part(), row.since(), null, cells),
                each.blame()));
      }
    }
    return found;
  }

  private static ProblemException nothing(
      Blamed asked, Wanted wanted, List<Found> all, Moment moment) {
    String table = wanted.table();
    Set<String> tables =
        all.stream()
            .map(each -> each.row().table().name())
            .collect(Collectors.toCollection(TreeSet::new));
    return table == null || tables.isEmpty()
        ? new ProblemException(
            ProblemType.NOT_FOUND,
            "Nothing to tell of",
            "no view has a row about `%s` as of position %d".formatted(asked, moment.position()))
        : new ProblemException(
            ProblemType.INVALID_PARAMETER,
            "`%s` has no row in the table `%s`"
                .formatted(asked, table.substring(0, Math.min(100, table.length()))),
            Nearest.question(table, tables).map(question -> question + " ").orElse("")
                + "it has rows in "
                + String.join(", ", tables));
  }

  private static ProblemException noField(Wanted wanted, List<Found> rows) {
    String field = String.valueOf(wanted.field());
    Set<String> fields = new LinkedHashSet<>();
    for (Found each : rows) {
      each.row().cells().stream()
          .map(TracedRow.Cell::field)
          .filter(name -> field.contains("/") || !name.contains("/"))
          .forEach(fields::add);
    }
    String some = fields.stream().limit(40).collect(Collectors.joining(", "));
    return new ProblemException(
        ProblemType.INVALID_PARAMETER,
        "there is no field `%s`".formatted(field.substring(0, Math.min(100, field.length()))),
        Nearest.question(field, fields).map(question -> question + " ").orElse("")
            + "there are %s%s".formatted(some, fields.size() > 40 ? " and others" : ""));
  }

  private String nearest(Blamed asked, String stream) {
    if (SubjectKind.of(asked.kind()).isEmpty()) {
      return "";
    }
    return Nearest.question(stream, ledger.streams(asked.kind() + "/", MOST_NAMES))
        .map("; "::concat)
        .orElse("");
  }

  /** An actor and what it is called. */
  record Named(String id, String name) {}

  private Map<String, String> names(Moment moment, Collection<Found> found) {
    Set<String> actors = new TreeSet<>();
    for (Found each : found) {
      Optional.ofNullable(each.row().ended()).ifPresent(by -> actors.add(by.metadata().actor()));
      each.row().cells().stream()
          .flatMap(cell -> Stream.ofNullable(cell.by()))
          .forEach(by -> actors.add(by.metadata().actor()));
    }
    Map<String, String> names = new HashMap<>();
    names.put(SystemActors.DAYBOOK.id(), SystemActors.DAYBOOK.name());
    reader
        .list(
            BlameQueries.class,
            "names",
            Params.at(moment)
                .and(
                    "streams",
                    actors.stream().map(id -> SubjectKind.ACTOR.word() + "/" + id).toList()),
            Named.class)
        .forEach(named -> names.put(named.id(), named.name()));
    return names;
  }
}

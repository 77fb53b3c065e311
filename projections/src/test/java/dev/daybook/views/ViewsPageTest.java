package dev.daybook.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/reference/views.md} and the tables say the same. */
class ViewsPageTest {

  private static final Path PAGE = Path.of("..", "docs", "reference", "views.md");
  private static final Pattern SECTION = Pattern.compile("(?m)^### views\\.(\\w+)$");
  private static final Pattern COLUMN = Pattern.compile("(?m)^\\| `(\\w+)` \\| ([\\w\\[\\]]+)");
  private static final Set<String> IN_ALL =
      Set.of("stream", "part", "valid_from", "valid_to", "position");
  private static final Set<String> NOT_STABLE = Set.of("token", "view", "flyway_schema_history");

  @Test
  void thePageNamesEveryTableAndColumnAndNoOther() throws IOException {
    assertThat(page()).isEqualTo(schema());
  }

  @Test
  void everyTableWithAHistoryHasAViewOfNow() {
    try (Book book = Book.open()) {
      Set<String> histories = new TreeSet<>();
      for (View view : AllViews.views()) {
        for (Table<?> table : view.tables()) {
          if (table instanceof Table.History<?>) {
            histories.add(table.name() + "_now");
          }
        }
      }
      assertThat(
              book.rows(
                  "SELECT table_name FROM information_schema.views"
                      + " WHERE table_schema = 'views' AND table_name LIKE '%\\_now'"))
          .containsExactlyInAnyOrderElementsOf(histories);
    }
  }

  private static Set<String> schema() {
    try (Book book = Book.open()) {
      List<String> columns =
          book.rows(
              """
              SELECT c.table_name, c.column_name,
                CASE c.data_type
                  WHEN 'ARRAY' THEN 'text[]'
                  WHEN 'timestamp with time zone' THEN 'timestamptz'
                  ELSE c.data_type
                END
              FROM information_schema.columns AS c
              WHERE c.table_schema = 'views' AND c.table_name NOT LIKE '%\\_now'
              """);
      Set<String> found = new TreeSet<>();
      for (String column : columns) {
        String[] parts = column.split("\\|", -1);
        boolean everywhere = IN_ALL.contains(parts[1]) && isATableOfAView(parts[0], parts[1]);
        if (!NOT_STABLE.contains(parts[0]) && !everywhere) {
          found.add("%s.%s %s".formatted(parts[0], parts[1], parts[2]));
        }
      }
      return found;
    }
  }

  /** Whether the page describes the column once for all tables of its kind. */
  private static boolean isATableOfAView(String name, String column) {
    return AllViews.views().stream()
        .flatMap(view -> view.tables().stream())
        .anyMatch(
            table ->
                table.name().equals(name)
                    && switch (table) {
                      case Table.History<?> _ -> !column.equals("position");
                      case Table.Log<?> _ -> column.equals("position");
                      case Table.Tally<?> _ -> false;
                    });
  }

  private static Set<String> page() throws IOException {
    String text = Files.readString(PAGE);
    Matcher sections = SECTION.matcher(text);
    Set<String> found = new TreeSet<>();
    while (sections.find()) {
      int end = text.indexOf("\n## ", sections.end());
      int next = text.indexOf("\n### ", sections.end());
      int until = Math.min(end < 0 ? text.length() : end, next < 0 ? text.length() : next);
      Matcher columns = COLUMN.matcher(text.substring(sections.end(), until));
      while (columns.find()) {
        found.add("%s.%s %s".formatted(sections.group(1), columns.group(1), columns.group(2)));
      }
    }
    return found;
  }
}

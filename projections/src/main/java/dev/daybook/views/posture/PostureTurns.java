package dev.daybook.views.posture;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How what rules say of one product or contract turned by one entry, counted by policy, rule and
 * control. Counters that come to what they were are left out.
 */
final class PostureTurns {

  private static final String SUBJECTS = "subjects";

  private final Map<Counter, Long> turned = new TreeMap<>();

  private record Counter(String kind, String name, String counter) implements Comparable<Counter> {
    @Override
    public int compareTo(Counter other) {
      int order = kind.compareTo(other.kind);
      order = order == 0 ? name.compareTo(other.name) : order;
      return order == 0 ? counter.compareTo(other.counter) : order;
    }
  }

  /** Takes a counter that turned. */
  interface Taking {

    /**
     * @param kind policy, rule or control
     * @param by how many more there are than before; fewer where it is negative, never 0
     */
    void take(String kind, String name, String counter, long by);
  }

  /** What rules said before the entry. */
  void before(Collection<PostureRow> rows) {
    count(rows, -1);
  }

  /** What they say after it. */
  void after(Collection<PostureRow> rows) {
    count(rows, 1);
  }

  private void count(Collection<PostureRow> rows, long by) {
    Set<Counter> subjects = new HashSet<>();
    for (PostureRow row : rows) {
      count("policy", row.policy(), row, by, subjects);
      count("rule", row.rule(), row, by, subjects);
      row.controls().forEach(control -> count("control", control, row, by, subjects));
    }
    subjects.forEach(each -> turned.merge(each, by, Long::sum));
  }

  private void count(String kind, String name, PostureRow row, long by, Set<Counter> subjects) {
    turned.merge(new Counter(kind, name, row.status()), by, Long::sum);
    subjects.add(new Counter(kind, name, SUBJECTS));
  }

  void each(Taking taking) {
    turned.forEach(
        (counter, by) -> {
          if (by != 0) {
            taking.take(counter.kind(), counter.name(), counter.counter(), by);
          }
        });
  }
}

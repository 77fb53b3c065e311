package dev.daybook.hindsight;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a draft makes of some commands.
 *
 * @param counts of all of them
 * @param asked of how many a policy of the draft was asked anything
 * @param notFrozen of the unjudged, how many for want of a fact that the Daybook of then did not
 *     freeze: what the draft would have said is not known
 * @param notRecomputable those whose facts named a person who was erased since
 * @param unfounded those whose facts are gone or were changed; {@code daybook redecide} says which
 * @param by the same counts by {@code domain}, {@code owner}, {@code month}, and of the subjects
 *     and rules that change anything, by {@code subject} and {@code rule}
 * @param courses how the commands of each subject came out in turn, where the draft changes one
 * @param samples the first few of each change
 */
public record Backtested(
    Counts counts,
    long asked,
    long notFrozen,
    long notRecomputable,
    long unfounded,
    SortedMap<String, SortedMap<String, Counts>> by,
    SortedMap<String, Course> courses,
    List<Sample> samples) {

  /** Most samples of one change. */
  public static final int SAMPLES = 5;

  /** Nothing yet. */
  public static final Backtested NONE =
      new Backtested(Counts.NONE, 0, 0, 0, 0, new TreeMap<>(), new TreeMap<>(), List.of());

  public Backtested {
    by = Collections.unmodifiableSortedMap(new TreeMap<>(by));
    courses = Collections.unmodifiableSortedMap(new TreeMap<>(courses));
    samples = List.copyOf(samples);
  }

  /** Both together; {@code later} stands behind this in the ledger. */
  public Backtested and(Backtested later) {
    SortedMap<String, SortedMap<String, Counts>> all = new TreeMap<>();
    by.forEach((what, values) -> all.put(what, new TreeMap<>(values)));
    later.by.forEach(
        (what, values) -> {
          SortedMap<String, Counts> into = all.computeIfAbsent(what, _ -> new TreeMap<>());
          values.forEach((value, counts) -> into.merge(value, counts, Counts::and));
        });
    SortedMap<String, Course> allCourses = new TreeMap<>(courses);
    later.courses.forEach((subject, course) -> allCourses.merge(subject, course, Course::and));
    return new Backtested(
        counts.and(later.counts),
        asked + later.asked,
        notFrozen + later.notFrozen,
        notRecomputable + later.notRecomputable,
        unfounded + later.unfounded,
        all,
        allCourses,
        first(samples, later.samples));
  }

  private static List<Sample> first(List<Sample> some, List<Sample> later) {
    Map<Change, Integer> of = new EnumMap<>(Change.class);
    List<Sample> first = new ArrayList<>();
    for (List<Sample> each : List.of(some, later)) {
      for (Sample sample : each) {
        if (of.merge(sample.change(), 1, Integer::sum) <= SAMPLES) {
          first.add(sample);
        }
      }
    }
    return first;
  }

  /** The subjects that go back and forth under the draft, and did not then. */
  public List<String> flapping() {
    return courses.entrySet().stream()
        .filter(course -> course.getValue().flaps())
        .map(Map.Entry::getKey)
        .toList();
  }
}

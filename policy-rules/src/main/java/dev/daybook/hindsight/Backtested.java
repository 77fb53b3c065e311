package dev.daybook.hindsight;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a draft makes of some commands.
 *
 * @param counts of all of them
 * @param asked of how many a policy of the draft was asked anything
 * @param notFrozen of the unjudged, how many for want of a fact that the Daybook of then did not
 *     freeze: what the draft would have said is not known
 * @param notRecomputable those whose facts named a person who was erased since
 * @param unfounded those whose facts are gone or were changed; {@code daybook redecide} says which
 * @param met how many would have met something else by the draft's contracts
 * @param impossible how many are not judged, as a contract of the draft could not have been in
 *     force before them: the domain itself would have refused it there
 * @param whyImpossible what it would have said before the first of those; absent where there is
 *     none
 * @param by the same counts by {@code domain}, {@code owner}, {@code month}, and of the subjects
 *     and rules that change anything, by {@code subject} and {@code rule}
 * @param courses how the commands of each subject came out in turn
 * @param samples the first few of each change
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Backtested(
    Counts counts,
    long asked,
    long notFrozen,
    long notRecomputable,
    long unfounded,
    long met,
    long impossible,
    @Nullable String whyImpossible,
    SortedMap<String, SortedMap<String, Counts>> by,
    SortedMap<String, Course> courses,
    List<Sample> samples) {

  /** Most samples of one change. */
  public static final int SAMPLES = 5;

  public Backtested {
    by = Collections.unmodifiableSortedMap(new TreeMap<>(by));
    courses = Collections.unmodifiableSortedMap(new TreeMap<>(courses));
    samples = List.copyOf(samples);
  }

  /** Several of them added up, in the order they stand in the ledger. */
  public static final class Sum {

    private final SortedMap<String, SortedMap<String, Counts>> by = new TreeMap<>();
    private final SortedMap<String, Course> courses = new TreeMap<>();
    private final List<Sample> samples = new ArrayList<>();
    private final Map<Change, Integer> sampled = new EnumMap<>(Change.class);
    private Counts counts = Counts.NONE;
    private long asked;
    private long notFrozen;
    private long notRecomputable;
    private long unfounded;
    private long met;
    private long impossible;
    private @Nullable String whyImpossible;

    /** Adds what stands behind all that was added. */
    public void add(Backtested later) {
      later.by.forEach(
          (what, values) -> {
            SortedMap<String, Counts> into = by.computeIfAbsent(what, _ -> new TreeMap<>());
            values.forEach((value, more) -> into.merge(value, more, Counts::and));
          });
      later.courses.forEach((subject, course) -> courses.merge(subject, course, Course::and));
      for (Sample sample : later.samples) {
        if (sampled.merge(sample.change(), 1, Integer::sum) <= SAMPLES) {
          samples.add(sample);
        }
      }
      counts = counts.and(later.counts);
      asked += later.asked;
      notFrozen += later.notFrozen;
      notRecomputable += later.notRecomputable;
      unfounded += later.unfounded;
      met += later.met;
      impossible += later.impossible;
      whyImpossible = whyImpossible == null ? later.whyImpossible : whyImpossible;
    }

    public Backtested all() {
      return new Backtested(
          counts,
          asked,
          notFrozen,
          notRecomputable,
          unfounded,
          met,
          impossible,
          whyImpossible,
          by,
          courses,
          samples);
    }
  }

  /** The subjects that go back and forth under the draft, and did not then. */
  public List<String> flapping() {
    return courses.entrySet().stream()
        .filter(course -> course.getValue().flaps())
        .map(Map.Entry::getKey)
        .toList();
  }
}

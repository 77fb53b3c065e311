package dev.daybook.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.path.Slices;
import dev.daybook.views.activity.ActivityView;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** No event is forgotten. */
class CoverageTest {

  /** Events no view but the activity feed needs. Say why. */
  private static final Set<String> IGNORED =
      Set.of(
          // Where the next start goes on; it says nothing of any subject.
          "posture.assessed",
          // What the verifier follows; `GET /ledger/keys` answers from the seal itself.
          "seal.keys-rotated",
          // What becomes of an entry that a view parked: each view follows its own.
          "view.entry-retried",
          "view.entry-skipped",
          // A person's few steps are read from the person's own stream.
          "person.erasure-requested",
          "person.erasure-rejected",
          "person.erased",
          "person.key-destroyed",
          "person.disclosed",
          "person.hold-placed",
          "person.hold-lifted");

  @Test
  void everyEventIsFollowedOrSaidToBeIgnored() {
    Set<String> missing = new TreeSet<>(Slices.eventTypes().names());
    missing.removeAll(followed());
    missing.removeAll(IGNORED);
    assertThat(missing)
        .as("no view follows these; follow them, or say in IGNORED why none needs to")
        .isEmpty();
  }

  @Test
  void nothingIsIgnoredThatIsFollowedOrGone() {
    Set<String> stale = new TreeSet<>(IGNORED);
    stale.removeIf(
        type -> Slices.eventTypes().names().contains(type) && !followed().contains(type));
    assertThat(stale).isEmpty();
  }

  @Test
  void theHistoryOfTheseTestsHoldsEveryEvent() {
    Set<String> recorded =
        Histories.everything().stream()
            .flatMap(events -> events.stream())
            .map(event -> Slices.eventTypes().of(event.getClass()).name())
            .collect(Collectors.toCollection(TreeSet::new));
    recorded.add("decision.recorded");
    assertThat(recorded).isEqualTo(new TreeSet<>(Slices.eventTypes().names()));
  }

  private static Set<String> followed() {
    return AllViews.views().stream()
        .filter(view -> !view.name().equals(ActivityView.NAME))
        .flatMap(view -> view.follows().stream())
        .flatMap(follow -> follow.types().stream())
        .collect(Collectors.toSet());
  }
}

package dev.daybook.parked;

import static dev.daybook.decision.BuiltInRule.REASON_MISSING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.Scenario;
import dev.daybook.mesh.SubjectName;
import dev.daybook.parked.ParkedCommand.RetryParked;
import dev.daybook.parked.ParkedCommand.SkipParked;
import dev.daybook.parked.ParkedEvent.EntryRetried;
import dev.daybook.parked.ParkedEvent.EntrySkipped;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParkedRulesTest {

  private static final SubjectName CATALOG = SubjectName.parse("view/catalog");

  private final Scenario<ParkedCommand, ParkedEvent, ParkedState> nothing =
      Scenario.of(new ParkedSlice());
  private final Scenario<ParkedCommand, ParkedEvent, ParkedState> skipped =
      nothing.after(new SkipParked(CATALOG, 42, "the name is no longer in use"));

  @Test
  void anEntryIsTriedAgainAsOftenAsSomebodySays() {
    nothing
        .when(new RetryParked(CATALOG, 42, "the column is wider now"))
        .then(new EntryRetried(CATALOG, 42, "the column is wider now"));
    nothing
        .after(new RetryParked(CATALOG, 42, "the column is wider now"))
        .when(new RetryParked(CATALOG, 42, "wider still"))
        .then(new EntryRetried(CATALOG, 42, "wider still"));
  }

  @Test
  void anEntryIsPassedOverOnceUntilItIsTriedAgain() {
    nothing
        .when(new SkipParked(CATALOG, 42, "the name is no longer in use"))
        .then(new EntrySkipped(CATALOG, 42, "the name is no longer in use"));
    skipped.when(new SkipParked(CATALOG, 42, "once more")).unchanged();
    skipped
        .when(new SkipParked(CATALOG, 43, "as well"))
        .then(new EntrySkipped(CATALOG, 43, "as well"));
    skipped
        .after(new RetryParked(CATALOG, 42, "it is"))
        .when(new SkipParked(CATALOG, 42, "it is not"))
        .then(new EntrySkipped(CATALOG, 42, "it is not"));
  }

  @Test
  void policiesSeeWhatWasPassedOver() {
    assertThat(nothing.facts()).isEmpty();
    assertThat(skipped.facts()).containsEntry("skipped", List.of(42L));
  }

  @Test
  void somebodySaysWhy() {
    nothing.when(new RetryParked(CATALOG, 42, " ")).refusedBy(REASON_MISSING);
    nothing.when(new SkipParked(CATALOG, 42, "")).refusedBy(REASON_MISSING);
  }
}

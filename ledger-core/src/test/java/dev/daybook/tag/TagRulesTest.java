package dev.daybook.tag;

import static dev.daybook.decision.BuiltInRule.REASON_MISSING;
import static dev.daybook.decision.BuiltInRule.TAG_NAME;
import static dev.daybook.decision.BuiltInRule.TAG_TAKEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.Scenario;
import dev.daybook.mesh.SubjectName;
import dev.daybook.tag.TagCommand.TagMoment;
import dev.daybook.tag.TagEvent.MomentTagged;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagRulesTest {

  private static final SubjectName QUARTER = SubjectName.parse("tag/quarter-2026Q1");

  private final Scenario<TagCommand, TagEvent, TagState> nothing = Scenario.of(new TagSlice());
  private final Scenario<TagCommand, TagEvent, TagState> set =
      nothing.after(new TagMoment(QUARTER, 42, "books are closed"));

  @Test
  void aFreeNameIsGivenToAMoment() {
    nothing
        .when(new TagMoment(QUARTER, 42, "books are closed"))
        .then(new MomentTagged(QUARTER, 42, "books are closed"));
    assertThat(nothing.facts()).isEmpty();
    assertThat(set.facts()).containsEntry("position", 42L);
  }

  @Test
  void theSameMomentAgainChangesNothing() {
    set.when(new TagMoment(QUARTER, 42, "once more")).unchanged();
  }

  @Test
  void aNameThatStandsForAnotherMomentIsTaken() {
    set.when(new TagMoment(QUARTER, 43, "a day later")).refusedBy(TAG_TAKEN);
  }

  @Test
  void aTagSaysWhy() {
    nothing.when(new TagMoment(QUARTER, 42, " ")).refusedBy(REASON_MISSING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026Q1", "42", "HEAD", "head", "size:42", "HEAD~1", "q1+", "été", "a/b"})
  void aNameThatCouldBeTakenForAnotherMomentIsNone(String name) {
    nothing.when(new TagMoment(SubjectName.parse("tag/" + name), 42, "why")).refusedBy(TAG_NAME);
  }

  @Test
  void aNameHasEightyCharactersAtMost() {
    nothing
        .when(new TagMoment(SubjectName.parse("tag/" + "q".repeat(81)), 42, "why"))
        .refusedBy(TAG_NAME);
    nothing
        .when(new TagMoment(SubjectName.parse("tag/" + "q".repeat(80)), 42, "why"))
        .then(new MomentTagged(SubjectName.parse("tag/" + "q".repeat(80)), 42, "why"));
  }
}

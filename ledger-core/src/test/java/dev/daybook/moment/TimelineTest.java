package dev.daybook.moment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.decision.Actor;
import dev.daybook.decision.Context;
import dev.daybook.decision.EntryMetadata;
import dev.daybook.edge.ProblemException;
import dev.daybook.mesh.SubjectName;
import dev.daybook.moment.AsOf.AtPosition;
import dev.daybook.moment.AsOf.AtTag;
import dev.daybook.moment.AsOf.AtTime;
import dev.daybook.moment.AsOf.BeforeLast;
import dev.daybook.store.Append;
import dev.daybook.store.EventTypes;
import dev.daybook.store.Ledger;
import dev.daybook.store.NewEvent;
import dev.daybook.store.Receipt;
import dev.daybook.store.TestLedger;
import dev.daybook.tag.TagEvent.MomentTagged;
import dev.daybook.tag.TagSlice;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which position of a ledger a moment is. */
class TimelineTest {

  private final TestLedger test = TestLedger.fresh(EventTypes.of(new TagSlice()));
  private final Ledger ledger = test.ledger();
  private final Timeline timeline = new Timeline(ledger);
  private final Receipt first = tag("first", 1);
  private final Receipt second = tag("quarter-2026Q1", 1);
  private final Receipt third = tag("third", 2);

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void itIsCountedBackFromTheLastEntry() {
    assertThat(timeline.position(AsOf.NOW)).isEqualTo(3);
    assertThat(timeline.position(new BeforeLast(0))).isEqualTo(3);
    assertThat(timeline.position(new BeforeLast(2))).isEqualTo(1);
    assertThat(timeline.position(new BeforeLast(3))).isEqualTo(0);
    refused(new BeforeLast(4), "`asOf` goes 4 entries back; the ledger has 3", "HEAD~3");
  }

  @Test
  void aPositionIsOneThatIsRecorded() {
    assertThat(timeline.position(new AtPosition(0))).isEqualTo(0);
    assertThat(timeline.position(new AtPosition(3))).isEqualTo(3);
    refused(new AtPosition(4), "`asOf` names position 4; the ledger ends at 3", "up to 3");
  }

  @Test
  void aTimeIsTheLastEntryRecordedByThen() {
    for (int time = 0; time < 2; time++) { // looked up, and remembered
      assertThat(timeline.position(new AtTime(second.recordedAt()))).isEqualTo(2);
      assertThat(timeline.position(new AtTime(first.recordedAt().minusNanos(1_000)))).isEqualTo(0);
    }
    refused(new AtTime(Instant.parse("2999-12-31T23:59:59Z")), "is in the future", "has passed");
  }

  @Test
  void aTagStandsForItsMomentInWhateverCase() {
    assertThat(timeline.position(new AtTag("third"))).isEqualTo(2);
    assertThat(timeline.position(new AtTag("QUARTER-2026q1"))).isEqualTo(1);
  }

  @Test
  void aTagNobodySetIsRefusedWithTheNearest() {
    refused(
        new AtTag("quarter-2026Q2"),
        "`asOf` names `quarter-2026Q2`, and no tag is called so",
        "did you mean `quarter-2026Q1`?");
    refused(new AtTag("yesterday"), "no tag is called so", AsOf.FORMS);
  }

  @Test
  void whatIsRefusedIsCalledByTheNameItWasGivenWith() {
    for (AsOf none :
        List.of(
            new AtPosition(4),
            new BeforeLast(4),
            new AtTag("yesterday"),
            new AtTime(Instant.parse("2999-12-31T23:59:59Z")))) {
      assertThatThrownBy(() -> timeline.position(new AskedMoment("--from", none)))
          .isInstanceOfSatisfying(
              ProblemException.class,
              refused -> {
                assertThat(refused.details().detail()).startsWith("`--from` ");
                assertThat(refused.details().next()).doesNotContain("asOf");
              });
      assertThatThrownBy(() -> timeline.first(new AskedMoment("from", none)))
          .hasMessageStartingWith("`from` ");
    }
  }

  @Test
  void aStretchBeginsWithTheEntryOfItsMomentOrWithTheFirstRecordedFromATimeOn() {
    assertThat(first(new AtPosition(0))).isEqualTo(1);
    assertThat(first(new AtPosition(2))).isEqualTo(2);
    assertThat(first(new BeforeLast(0))).isEqualTo(3);
    assertThat(first(new AtTag("quarter-2026Q1"))).isEqualTo(1);
    assertThat(first(new AtTime(second.recordedAt()))).isEqualTo(2);
    assertThat(first(new AtTime(second.recordedAt().plusNanos(1_000)))).isEqualTo(3);
    assertThat(first(new AtTime(third.recordedAt().plusNanos(1_000)))).isEqualTo(4);
  }

  private long first(AsOf from) {
    return timeline.first(new AskedMoment("from", from));
  }

  @Test
  void whenAnEntryWasRecordedIsKnownFromMemoryAndFromTheDatabase() {
    assertThat(ledger.recordedAt(third.last())).hasValue(third.recordedAt());
    Ledger another = test.node();
    for (int time = 0; time < 2; time++) {
      assertThat(another.recordedAt(2)).hasValue(second.recordedAt());
      assertThat(another.recordedAt(0)).isEmpty();
      assertThat(another.recordedAt(4)).isEmpty();
    }
  }

  @Test
  void whatEndsByTheClockIsAskedAtTheTimeOfItsPosition() {
    assertThat(timeline.time(new AtPosition(2), 2)).isEqualTo(second.recordedAt());
    assertThat(timeline.time(new AtTag("third"), 2)).isEqualTo(second.recordedAt());
    assertThat(timeline.time(new BeforeLast(3), 0)).isEqualTo(Instant.EPOCH);
    assertThat(timeline.time(new BeforeLast(0), 3)).isAfter(third.recordedAt());
    Instant asked = second.recordedAt().plusNanos(1);
    assertThat(timeline.time(new AtTime(asked), 2)).isEqualTo(asked);
  }

  @Test
  void aTimeThatIsBroughtAlongIsOneAtWhichThePositionWasTheLast() {
    assertThat(timeline.isAt(2, second.recordedAt())).isTrue();
    assertThat(timeline.isAt(3, Instant.now())).isTrue();
    assertThat(timeline.isAt(0, Instant.parse("0001-01-01T00:00:00Z"))).isTrue();
    assertThat(timeline.isAt(2, second.recordedAt().minusSeconds(61))).isFalse();
    assertThat(timeline.isAt(1, second.recordedAt().plusSeconds(61))).isFalse();
    assertThat(timeline.isAt(3, Instant.now().plusSeconds(61))).isFalse();
    assertThat(timeline.isAt(0, Instant.MIN)).isFalse();
  }

  private void refused(AsOf asOf, String detail, String next) {
    assertThatThrownBy(() -> timeline.position(asOf))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> {
              assertThat(refused.details().detail()).contains(detail);
              assertThat(refused.details().next()).contains(next);
            });
  }

  private Receipt tag(String name, long position) {
    SubjectName subject = SubjectName.parse("tag/" + name);
    return ledger.append(
        List.of(
            NewEvent.of(
                subject.stream(),
                0,
                new MomentTagged(subject, position, "why"),
                new EntryMetadata(
                    "act_0123456789abcdef",
                    Actor.Kind.PERSON,
                    new UUID(1, 2),
                    Context.prod(),
                    null))),
        Append.alone());
  }
}

package dev.daybook.posture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.Judgement.ParamsUsed;
import dev.daybook.decision.Outcome;
import dev.daybook.mesh.SubjectName;
import dev.daybook.posture.PostureEvent.PolicyPosture;
import dev.daybook.posture.PostureEvent.PostureChanged;
import dev.daybook.posture.PostureEvent.RulePosture;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What of a posture is recorded, and what follows from what is recorded. */
class PostureTest {

  private static final SubjectName ORDERS = SubjectName.product("sales", "orders");
  private static final ParamsUsed OWN = new ParamsUsed("ports-sales", "1.0.0", "a".repeat(64));
  private static final ParamsUsed FLOOR = new ParamsUsed("ports", "2.0.0", "b".repeat(64));

  @Test
  void aRuleThatOnlyTheFloorBreaksIsToldAsLongAsItIsSo() {
    Posture failing = Posture.NONE.after(event(Posture.NONE.changes(failing(), causes())));
    List<PolicyPosture> begun = failing.changes(failing("test/ports"), causes());
    Posture byFloor = failing.after(event(begun));

    assertThat(begun)
        .singleElement()
        .returns(OWN, PolicyPosture::params)
        .returns(FLOOR, PolicyPosture::floor)
        .extracting(PolicyPosture::rules)
        .isEqualTo(List.of(new RulePosture("test/ports", Outcome.FAIL, Outcome.FAIL, true)));
    assertThat(byFloor.changes(failing("test/ports"), causes())).isEmpty();
    assertThat(byFloor.changes(failing(), causes()))
        .singleElement()
        .extracting(PolicyPosture::rules)
        .isEqualTo(List.of(new RulePosture("test/ports", Outcome.FAIL, Outcome.FAIL)));
  }

  @Test
  void aFloorThatChangedIsACauseLikeTheDomainsOwnParams() {
    assertThat(Posture.NONE.changes(failing("test/ports"), causes()))
        .singleElement()
        .returns(Cause.PARAMS_CHANGED, PolicyPosture::cause)
        .returns(9L, PolicyPosture::causedBy);
  }

  private static SortedMap<String, Assessed> failing(String... byFloor) {
    return new TreeMap<>(
        Map.of(
            "test",
            new Assessed(
                "1.0.0",
                "c".repeat(64),
                OWN,
                FLOOR,
                List.of(),
                new TreeMap<>(Map.of("test/ports", Outcome.FAIL)),
                new TreeSet<>(Set.of(byFloor)))));
  }

  /** The floor is what happened last. */
  private static Causes causes() {
    return new Causes(0, 3, 0, 0, 0, _ -> 4, document -> document.equals(FLOOR.name()) ? 9 : 5);
  }

  private static PostureChanged event(List<PolicyPosture> changes) {
    return new PostureChanged(Posture.of(ORDERS), ORDERS, 0, 9, Instant.EPOCH, changes);
  }
}

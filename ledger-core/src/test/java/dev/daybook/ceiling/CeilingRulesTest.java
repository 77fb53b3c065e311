package dev.daybook.ceiling;

import static dev.daybook.decision.BuiltInRule.DOMAIN_NAME;
import static dev.daybook.decision.BuiltInRule.NOT_IN_FORCE;
import static dev.daybook.decision.BuiltInRule.REASON_MISSING;
import static dev.daybook.decision.Effect.AUDIT;
import static dev.daybook.decision.Effect.DENY;
import static dev.daybook.decision.Effect.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.ceiling.CeilingCommand.RemoveCeiling;
import dev.daybook.ceiling.CeilingCommand.SetCeiling;
import dev.daybook.ceiling.CeilingEvent.CeilingLowered;
import dev.daybook.ceiling.CeilingEvent.CeilingRaised;
import dev.daybook.ceiling.CeilingEvent.CeilingRemoved;
import dev.daybook.decision.Recorded;
import dev.daybook.decision.Scenario;
import dev.daybook.mesh.SubjectName;
import org.junit.jupiter.api.Test;

class CeilingRulesTest {

  private static final SubjectName SALES = SubjectName.parse("ceiling/sales");

  private final Scenario<CeilingCommand, CeilingEvent, CeilingState> nothing =
      Scenario.of(new CeilingSlice());
  private final Scenario<CeilingCommand, CeilingEvent, CeilingState> warn =
      nothing.after(new SetCeiling(SALES, WARN, "begins"));

  @Test
  void whereNoneWasItIsLoweredFromDeny() {
    nothing
        .when(new SetCeiling(SALES, AUDIT, "begins"))
        .then(new CeilingLowered(SALES, AUDIT, null, "begins"));
    assertThat(nothing.facts()).isEmpty();
    assertThat(warn.facts()).containsEntry("level", "warn");
  }

  @Test
  void denyWhereNoneWasIsSomethingToSayForItWinsOverThatOfAll() {
    nothing
        .when(new SetCeiling(SALES, DENY, "finance is strict"))
        .then(new CeilingRaised(SALES, DENY, null, "finance is strict"));
  }

  @Test
  void itGoesUpAndDownAndTheSameAgainChangesNothing() {
    warn.when(new SetCeiling(SALES, DENY, "ready"))
        .then(new CeilingRaised(SALES, DENY, WARN, "ready"));
    warn.when(new SetCeiling(SALES, AUDIT, "too early"))
        .then(new CeilingLowered(SALES, AUDIT, WARN, "too early"));
    warn.when(new SetCeiling(SALES, WARN, "again")).unchanged();
  }

  @Test
  void oneThatIsRemovedIsSetNoLonger() {
    warn.when(new RemoveCeiling(SALES, "like all"))
        .then(new CeilingRemoved(SALES, WARN, "like all"));
    Scenario<CeilingCommand, CeilingEvent, CeilingState> removed =
        warn.after(new RemoveCeiling(SALES, "like all"));
    removed.when(new RemoveCeiling(SALES, "again")).refusedBy(NOT_IN_FORCE);
    removed
        .when(new SetCeiling(SALES, WARN, "back"))
        .then(new CeilingLowered(SALES, WARN, null, "back"));
  }

  @Test
  void whoSetsOrRemovesOneSaysWhy() {
    nothing.when(new SetCeiling(SALES, AUDIT, " ")).refusedBy(REASON_MISSING);
    warn.when(new RemoveCeiling(SALES, "")).refusedBy(REASON_MISSING);
  }

  @Test
  void itIsOfADomainOrOfAllAndNotOfAProduct() {
    nothing
        .when(new SetCeiling(SubjectName.parse("ceiling/sales.orders"), AUDIT, "x"))
        .refusedBy(DOMAIN_NAME);
    assertThat(SALES.domainName()).contains("sales");
    assertThat(SubjectName.parse("ceiling/All").domainName()).isEmpty();
  }

  @Test
  void everyEventOfACeilingChangesWhatCommandsAreJudgedBy() {
    assertThat(CeilingEvent.class.getPermittedSubclasses())
        .allMatch(event -> event.getAnnotation(Recorded.class).changesPolicies());
  }
}

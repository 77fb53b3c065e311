package dev.daybook.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.daybook.ceiling.CeilingEvent.CeilingLowered;
import dev.daybook.ceiling.CeilingEvent.CeilingRaised;
import dev.daybook.ceiling.CeilingEvent.CeilingRemoved;
import dev.daybook.decision.Effect;
import dev.daybook.decision.Finding;
import dev.daybook.domain.DomainEvent.DomainRegistered;
import dev.daybook.domain.DomainSpec;
import dev.daybook.edge.Limit;
import dev.daybook.edge.Page;
import dev.daybook.mesh.SubjectName;
import dev.daybook.views.ceiling.CeilingQueries;
import dev.daybook.views.ceiling.CeilingQueries.Ceiling;
import dev.daybook.views.decisions.DecisionQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How hard policies may be in each domain, at any moment, and whom that let through. */
class CeilingsTest {

  private static final SubjectName ALL = SubjectName.parse("ceiling/all");
  private static final SubjectName FINANCE = SubjectName.parse("ceiling/finance");

  private final Book book = Book.open();
  private final CeilingQueries ceilings = new CeilingQueries(new ViewReader(book.views()));

  @AfterEach
  void close() {
    book.close();
  }

  @Test
  void whereNoneIsSetItIsDenyInEveryDomainThereIs() {
    book.record(domain("sales"));
    book.settle();

    assertThat(list(now()))
        .extracting(Ceiling::domain, Ceiling::level, Ceiling::subject)
        .containsExactly(tuple("all", "deny", null), tuple("sales", "deny", null));
  }

  @Test
  void aDomainsOwnWinsOverThatOfAllAsOfWheneverItWasSet() {
    book.record(domain("Sales"), domain("finance"));
    long lowered = book.record(new CeilingLowered(ALL, Effect.AUDIT, null, "begins"));
    long raised = book.record(new CeilingRaised(FINANCE, Effect.DENY, null, "is strict"));
    long removed = book.record(new CeilingRemoved(FINANCE, Effect.DENY, "like all"));
    book.settle();

    assertThat(list(new Moment(lowered)))
        .extracting(Ceiling::domain, Ceiling::level, Ceiling::subject)
        .containsExactly(
            tuple("all", "audit", "ceiling/all"),
            tuple("finance", "audit", "ceiling/all"),
            tuple("Sales", "audit", "ceiling/all"));
    assertThat(list(new Moment(raised)))
        .extracting(Ceiling::domain, Ceiling::level, Ceiling::subject, Ceiling::reason)
        .contains(
            tuple("finance", "deny", "ceiling/finance", "is strict"),
            tuple("Sales", "audit", "ceiling/all", "begins"));
    assertThat(list(new Moment(removed))).extracting(Ceiling::subject).containsOnly("ceiling/all");
    assertThat(ceilings.one(new Moment(raised), FINANCE).level()).isEqualTo("deny");
    assertThat(ceilings.one(new Moment(removed), FINANCE).level()).isEqualTo("audit");
    assertThat(ceilings.one(new Moment(lowered - 1), FINANCE).level()).isEqualTo("deny");
  }

  @Test
  void aDomainNobodyRegisteredIsListedOnceItHasOneOfItsOwn() {
    book.record(new CeilingLowered(FINANCE, Effect.WARN, null, "begins"));
    book.settle();

    assertThat(list(now()))
        .extracting(Ceiling::domain, Ceiling::level)
        .containsExactly(tuple("all", "deny"), tuple("finance", "warn"));
    assertThat(ceilings.one(now(), SubjectName.parse("ceiling/nobody")).level()).isEqualTo("deny");
  }

  @Test
  void itsPagesMakeUpTheList() {
    book.record(domain("sales"), domain("finance"), domain("all"));
    book.settle();

    List<Ceiling> seen = new ArrayList<>();
    @Nullable String next = null;
    do {
      Page<Ceiling> page = ceilings.list(now(), Limit.of(1), next);
      seen.addAll(page.items());
      next = page.next().orElse(null);
    } while (next != null && seen.size() < 10);

    assertThat(seen).isEqualTo(list(now())).hasSize(3);
  }

  @Test
  void decisionsAreFoundThatStandOnlyBecauseOfACeiling() {
    DecisionQueries decisions = new DecisionQueries(new ViewReader(book.views()), book.ledger());
    UUID capped = book.accept(Samples.product("sales.a"), capped(Effect.DENY));
    book.accept(Samples.product("sales.b"), capped(Effect.WARN));
    book.deny(Samples.product("sales.c"), capped(Effect.DENY), Samples.finding("naming/form"));
    book.settle();

    assertThat(decided(decisions, true))
        .singleElement()
        .returns(capped, DecisionQueries.Summary::id)
        .returns(true, DecisionQueries.Summary::wouldDeny);
    assertThat(decided(decisions, false)).hasSize(2);
    assertThat(book.rows("SELECT uncapped FROM views.finding WHERE effect = 'audit'"))
        .containsExactlyInAnyOrder("deny", "warn", "deny");
  }

  private static Finding capped(Effect own) {
    return Samples.finding("naming/form").withEffect(own).cappedAt(Effect.AUDIT);
  }

  private List<DecisionQueries.Summary> decided(DecisionQueries decisions, boolean wouldDeny) {
    return decisions
        .list(
            now(),
            new DecisionQueries.Filter(null, null, null, null, null, null, wouldDeny, null),
            Limit.of(null),
            null)
        .items();
  }

  private List<Ceiling> list(Moment moment) {
    return ceilings.list(moment, Limit.of(null), null).items();
  }

  private Moment now() {
    return new Moment(book.views().position());
  }

  private static DomainRegistered domain(String name) {
    return new DomainRegistered(
        new DomainSpec(name, null, null, List.of(), List.of(), List.of(), List.of(), Map.of()));
  }
}

package dev.daybook.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.daybook.decision.Finding;
import dev.daybook.decision.Finding.WaiverUsed;
import dev.daybook.edge.Limit;
import dev.daybook.edge.Page;
import dev.daybook.mesh.SubjectName;
import dev.daybook.views.decisions.DecisionQueries;
import dev.daybook.views.waivers.WaiverQueries;
import dev.daybook.views.waivers.WaiverQueries.Filter;
import dev.daybook.views.waivers.WaiverQueries.Summary;
import dev.daybook.views.waivers.WaiverQueries.Term;
import dev.daybook.waiver.Waived;
import dev.daybook.waiver.WaiverEvent.EmergencyWaiverGranted;
import dev.daybook.waiver.WaiverEvent.WaiverApproved;
import dev.daybook.waiver.WaiverEvent.WaiverRejected;
import dev.daybook.waiver.WaiverEvent.WaiverRenewalRequested;
import dev.daybook.waiver.WaiverEvent.WaiverRequested;
import dev.daybook.waiver.WaiverEvent.WaiverReviewed;
import dev.daybook.waiver.WaiverEvent.WaiverRevoked;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** How waivers stand, at any position and by any clock. */
class WaiversTest {

  private static final Book BOOK = Book.open();
  private static final SubjectName ORDERS = Samples.product("sales.orders");
  private static final SubjectName PARCELS = Samples.product("sales.parcels");
  private static final Waived RULE = Waived.parse("pii-masking/masked");
  private static final Waived POLICY = Waived.parse("pii-masking");
  private static final Instant MARCH = Instant.parse("2027-03-01T00:00:00Z");
  private static final Instant APRIL = Instant.parse("2027-04-01T00:00:00Z");
  private static final Instant MAY = Instant.parse("2027-05-01T00:00:00Z");
  private static final Instant JULY = Instant.parse("2027-07-01T00:00:00Z");
  private static final String ADA = Book.ACTOR;
  private static final String BOB = "act_00000000000000bb";

  private final WaiverQueries waivers = new WaiverQueries(new ViewReader(BOOK.views()));

  @AfterAll
  static void close() {
    BOOK.close();
  }

  @Test
  void itIsRequestedThenApprovedThenExpiredByTheClockAlone() {
    SubjectName name = name("clock");
    long requested = BOOK.record(request(name, ORDERS, RULE));
    long approved = BOOK.record(approval(name, 1, ORDERS, RULE, APRIL));
    BOOK.settle();

    assertThat(at(requested, MARCH, name))
        .returns("requested", Summary::status)
        .returns(false, Summary::live)
        .returns("masked", Summary::rule);
    assertThat(at(approved, MARCH, name))
        .returns("approved", Summary::status)
        .returns(true, Summary::live)
        .returns(BOB, Summary::approvedBy);
    assertThat(at(approved, APRIL, name))
        .returns("expired", Summary::status)
        .returns(false, Summary::live);
    assertThat(waivers.one(new Moment(requested - 1), MARCH, name)).isEmpty();
  }

  @Test
  void decisionsAreFoundByTheWaiverThatCoveredAFinding() {
    DecisionQueries decisions = new DecisionQueries(new ViewReader(BOOK.views()), BOOK.ledger());
    UUID covered = BOOK.accept(ORDERS, waivedBy("Found-By"));
    BOOK.accept(ORDERS, waivedBy("another"));
    BOOK.accept(ORDERS, Samples.finding("pii-masking/masked"));
    BOOK.settle();

    assertThat(
            decisions
                .list(
                    new Moment(BOOK.ledger().head().position()),
                    new DecisionQueries.Filter(
                        null, null, null, null, null, null, null, name("found-by")),
                    Limit.of(null),
                    null)
                .items())
        .extracting(DecisionQueries.Summary::id)
        .containsExactly(covered);
  }

  private static Finding waivedBy(String waiver) {
    return Samples.finding("pii-masking/masked").waivedBy(new WaiverUsed(name(waiver), BOB, APRIL));
  }

  @Test
  void itsRenewalsAreAChainAndOneThatWaitsIsAmongWhatIsRequested() {
    SubjectName name = name("chain");
    BOOK.record(request(name, ORDERS, POLICY));
    BOOK.record(approval(name, 1, ORDERS, POLICY, APRIL));
    long waiting = BOOK.record(new WaiverRenewalRequested(name, 2, "late", "DM-8", MAY, ADA));
    BOOK.record(new WaiverRejected(name, 2, "no", BOB));
    BOOK.record(new WaiverRenewalRequested(name, 3, "later", "DM-9", JULY, ADA));
    long renewed = BOOK.record(approval(name, 3, ORDERS, POLICY, JULY));
    BOOK.settle();

    assertThat(at(waiting, MARCH, name))
        .returns("approved", Summary::status)
        .returns(MAY, Summary::renewalUntil);
    assertThat(names(waiting, MARCH, new Filter(null, null, "requested"))).contains("chain");
    assertThat(names(renewed, MARCH, new Filter(null, null, "requested"))).doesNotContain("chain");
    assertThat(at(renewed, MAY, name))
        .returns("approved", Summary::status)
        .returns(JULY, Summary::expiresAt)
        .returns("DM-9", Summary::ticket)
        .returns(3, Summary::terms)
        .returns(null, Summary::renewalUntil);
    assertThat(waivers.one(new Moment(renewed), MAY, name).orElseThrow().terms())
        .extracting(Term::term, Term::state, Term::expiresAt, Term::decidedBy)
        .containsExactly(
            tuple(1, "approved", APRIL, BOB),
            tuple(2, "rejected", MAY, BOB),
            tuple(3, "approved", JULY, BOB));
  }

  @Test
  void anEmergencyIsFoundUntilItIsReviewedBeItOverOrNot() {
    SubjectName name = name("emergency");
    long granted =
        BOOK.record(
            new EmergencyWaiverGranted(
                name, PARCELS, RULE, "crm-team", "down", "INC-1", APRIL, "team", ADA));
    long upheld = BOOK.record(new WaiverReviewed(name, true, "it was", BOB));
    BOOK.settle();

    for (Instant time : List.of(MARCH, MAY)) {
      assertThat(names(granted, time, new Filter(null, null, "emergency-unreviewed")))
          .contains("emergency");
    }
    assertThat(at(granted, MARCH, name).live()).isTrue();
    assertThat(at(granted, MAY, name).live()).isFalse();
    assertThat(at(upheld, MARCH, name))
        .returns("approved", Summary::status)
        .returns(true, Summary::emergency);
    assertThat(at(upheld, MAY, name).status()).isEqualTo("expired");
  }

  @Test
  void whatWasRejectedRevokedOrNotUpheldSaysByWhomAndWhy() {
    SubjectName rejected = name("rejected");
    SubjectName revoked = name("revoked");
    SubjectName none = name("none");
    BOOK.record(request(rejected, ORDERS, RULE));
    BOOK.record(new WaiverRejected(rejected, 1, "mask it", BOB));
    BOOK.record(request(revoked, ORDERS, RULE));
    BOOK.record(approval(revoked, 1, ORDERS, RULE, APRIL));
    BOOK.record(new WaiverRevoked(revoked, "it masks", ADA));
    BOOK.record(
        new EmergencyWaiverGranted(
            none, ORDERS, RULE, "crm-team", "down", "INC-1", APRIL, "owner", ADA));
    long last = BOOK.record(new WaiverReviewed(none, false, "it was none", BOB));
    BOOK.settle();

    assertThat(List.of(at(last, MARCH, rejected), at(last, MARCH, revoked), at(last, MARCH, none)))
        .extracting(Summary::status, Summary::endedBy, Summary::endedBecause, Summary::live)
        .containsExactly(
            tuple("rejected", BOB, "mask it", false),
            tuple("revoked", ADA, "it masks", false),
            tuple("revoked", BOB, "it was none", false));
  }

  @Test
  void theyAreFoundBySubjectPolicyAndRuleAndPagesMakeUpTheList() {
    BOOK.record(request(name("one"), ORDERS, RULE));
    BOOK.record(request(name("two"), PARCELS, POLICY));
    long last = BOOK.record(request(name("three"), PARCELS, Waived.parse("retention/period")));
    BOOK.settle();

    assertThat(names(last, MARCH, new Filter(PARCELS, null, null)))
        .contains("two", "three")
        .doesNotContain("one");
    assertThat(names(last, MARCH, new Filter(null, POLICY, null)))
        .contains("one", "two")
        .doesNotContain("three");
    assertThat(names(last, MARCH, new Filter(null, Waived.parse("pii-masking/other"), null)))
        .contains("two")
        .doesNotContain("one", "three");
    List<Summary> seen = new ArrayList<>();
    @Nullable String next = null;
    do {
      Page<Summary> page = waivers.list(new Moment(last), MARCH, Filter.NONE, Limit.of(2), next);
      seen.addAll(page.items());
      next = page.next().orElse(null);
    } while (next != null && seen.size() < 100);
    assertThat(seen)
        .isEqualTo(
            waivers.list(new Moment(last), MARCH, Filter.NONE, Limit.of(1000), null).items());
  }

  private Summary at(long position, Instant time, SubjectName name) {
    return waivers.one(new Moment(position), time, name).orElseThrow().waiver();
  }

  private List<String> names(long position, Instant time, Filter filter) {
    return waivers.list(new Moment(position), time, filter, Limit.of(1000), null).items().stream()
        .map(Summary::name)
        .toList();
  }

  private static SubjectName name(String name) {
    return SubjectName.parse("waiver/" + name);
  }

  private static WaiverRequested request(SubjectName name, SubjectName covers, Waived waives) {
    return new WaiverRequested(name, covers, waives, "crm-team", "the new CRM", "DM-7", APRIL, ADA);
  }

  private static WaiverApproved approval(
      SubjectName name, int term, SubjectName covers, Waived waives, Instant until) {
    return new WaiverApproved(name, term, covers, waives, until, ADA, BOB, "agreed");
  }
}

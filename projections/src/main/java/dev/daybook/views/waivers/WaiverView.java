package dev.daybook.views.waivers;

import dev.daybook.mesh.Folded;
import dev.daybook.store.LedgerEntry;
import dev.daybook.views.Follow;
import dev.daybook.views.Rows;
import dev.daybook.views.Table;
import dev.daybook.views.View;
import dev.daybook.waiver.WaiverEvent;
import dev.daybook.waiver.WaiverEvent.EmergencyWaiverGranted;
import dev.daybook.waiver.WaiverEvent.WaiverApproved;
import dev.daybook.waiver.WaiverEvent.WaiverRejected;
import dev.daybook.waiver.WaiverEvent.WaiverRenewalRequested;
import dev.daybook.waiver.WaiverEvent.WaiverRequested;
import dev.daybook.waiver.WaiverEvent.WaiverReviewed;
import dev.daybook.waiver.WaiverEvent.WaiverRevoked;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Waivers, and every term each was asked for. That one expired is no event: whoever reads compares
 * {@code expires_at} with the moment asked about.
 */
public final class WaiverView implements View {

  public static final String NAME = "waivers";

  private static final Table.History<WaiverRow> WAIVER =
      Table.History.of("waiver", WaiverRow.class);

  private static final Table.History<TermRow> TERM = Table.History.of("waiver_term", TermRow.class);

  /**
   * @param covers the one subject it is for, as written
   * @param coversStream the same as its stream
   * @param domain that subject's domain, folded; empty for none
   * @param rule the one rule; absent for all of the policy
   * @param state how far it came: asked for, granted, rejected, or over
   * @param expiresAt the end of what was granted last, else of what is requested
   * @param unreviewed whether it is an emergency that nobody reviewed yet
   * @param renewalUntil the end of a renewal that waits for approval
   * @param terms how many times it was asked for
   * @param approvedBy surrogate id of who granted the last term
   * @param endedBy surrogate id of who rejected, revoked or did not uphold it
   */
  record WaiverRow(
      String subject,
      String name,
      String covers,
      String coversStream,
      String domain,
      String policy,
      @Nullable String rule,
      String owner,
      String reason,
      String ticket,
      String state,
      Instant expiresAt,
      boolean emergency,
      boolean unreviewed,
      @Nullable Instant renewalUntil,
      int terms,
      String requestedBy,
      Instant requestedAt,
      @Nullable String approvedBy,
      @Nullable Instant approvedAt,
      @Nullable String endedBy,
      @Nullable String endedBecause,
      Instant changedAt) {

    WaiverRow standing(
        String nextState, @Nullable Instant renewal, int nextTerms, Instant changed) {
      return new WaiverRow(
          subject,
          name,
          covers,
          coversStream,
          domain,
          policy,
          rule,
          owner,
          reason,
          ticket,
          nextState,
          expiresAt,
          emergency,
          unreviewed,
          renewal,
          nextTerms,
          requestedBy,
          requestedAt,
          approvedBy,
          approvedAt,
          endedBy,
          endedBecause,
          changed);
    }

    WaiverRow granted(TermRow term, String by, Instant at) {
      return new WaiverRow(
          subject,
          name,
          covers,
          coversStream,
          domain,
          policy,
          rule,
          owner,
          term.reason(),
          term.ticket(),
          "granted",
          term.expiresAt(),
          emergency,
          unreviewed,
          null,
          terms,
          term.requestedBy(),
          term.requestedAt(),
          by,
          at,
          null,
          null,
          at);
    }

    WaiverRow ended(String nextState, String by, String because, boolean reviewed, Instant at) {
      return new WaiverRow(
          subject,
          name,
          covers,
          coversStream,
          domain,
          policy,
          rule,
          owner,
          reason,
          ticket,
          nextState,
          expiresAt,
          emergency,
          unreviewed && !reviewed,
          null,
          terms,
          requestedBy,
          requestedAt,
          approvedBy,
          approvedAt,
          by,
          because,
          at);
    }

    WaiverRow upheld(Instant at) {
      return new WaiverRow(
          subject,
          name,
          covers,
          coversStream,
          domain,
          policy,
          rule,
          owner,
          reason,
          ticket,
          state,
          expiresAt,
          emergency,
          false,
          renewalUntil,
          terms,
          requestedBy,
          requestedAt,
          approvedBy,
          approvedAt,
          endedBy,
          endedBecause,
          at);
    }
  }

  /**
   * One request, the first or a renewal.
   *
   * @param term from 1
   * @param state how far it came: asked for, approved, rejected, or an emergency
   * @param decidedBy surrogate id of who approved or rejected it
   */
  record TermRow(
      String subject,
      int term,
      String state,
      String reason,
      String ticket,
      Instant expiresAt,
      String requestedBy,
      Instant requestedAt,
      @Nullable String decidedBy,
      @Nullable Instant decidedAt,
      @Nullable String decidedBecause) {

    TermRow decided(String outcome, String by, String because, Instant at) {
      return new TermRow(
          subject,
          term,
          outcome,
          reason,
          ticket,
          expiresAt,
          requestedBy,
          requestedAt,
          by,
          at,
          because);
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<Table<?>> tables() {
    return List.of(WAIVER, TERM);
  }

  @Override
  public List<Follow<?>> follows() {
    return List.of(new Follow<>(WaiverEvent.class, WaiverView::apply));
  }

  private static void apply(WaiverEvent event, LedgerEntry entry, Rows rows) {
    Instant at = entry.recordedAt();
    switch (event) {
      case WaiverRequested e -> requested(e, entry, rows);
      case EmergencyWaiverGranted e -> granted(e, entry, rows);
      case WaiverRenewalRequested e -> {
        rows.begin(
            TERM,
            entry,
            Integer.toString(e.term()),
            new TermRow(
                e.subject().toString(),
                e.term(),
                "requested",
                e.reason(),
                e.ticket(),
                e.expires(),
                e.by(),
                at,
                null,
                null,
                null));
        rows.change(WAIVER, entry, "", row -> row.standing(row.state(), e.expires(), e.term(), at));
      }
      case WaiverApproved e -> {
        String part = Integer.toString(e.term());
        rows.change(TERM, entry, part, term -> term.decided("approved", e.by(), e.reason(), at));
        TermRow term = rows.current(TERM, entry, part);
        if (term != null) {
          rows.change(WAIVER, entry, "", row -> row.granted(term, e.by(), at));
        }
      }
      case WaiverRejected e -> {
        rows.change(
            TERM,
            entry,
            Integer.toString(e.term()),
            term -> term.decided("rejected", e.by(), e.reason(), at));
        rows.change(
            WAIVER,
            entry,
            "",
            row ->
                row.approvedBy() == null
                    ? row.ended("rejected", e.by(), e.reason(), false, at)
                    : row.standing(row.state(), null, row.terms(), at));
      }
      case WaiverRevoked e ->
          rows.change(WAIVER, entry, "", row -> row.ended("over", e.by(), e.reason(), false, at));
      case WaiverReviewed e ->
          rows.change(
              WAIVER,
              entry,
              "",
              row -> e.upheld() ? row.upheld(at) : row.ended("over", e.by(), e.reason(), true, at));
    }
  }

  private static void requested(WaiverRequested e, LedgerEntry entry, Rows rows) {
    Instant at = entry.recordedAt();
    rows.begin(
        TERM,
        entry,
        "1",
        new TermRow(
            e.subject().toString(),
            1,
            "requested",
            e.reason(),
            e.ticket(),
            e.expires(),
            e.by(),
            at,
            null,
            null,
            null));
    rows.begin(
        WAIVER,
        entry,
        "",
        new WaiverRow(
            e.subject().toString(),
            e.subject().path(),
            e.covers().toString(),
            e.covers().stream(),
            Folded.name(e.covers().domainName().orElse("")),
            e.waives().policy(),
            e.waives().rule(),
            e.owner(),
            e.reason(),
            e.ticket(),
            "requested",
            e.expires(),
            false,
            false,
            null,
            1,
            e.by(),
            at,
            null,
            null,
            null,
            null,
            at));
  }

  private static void granted(EmergencyWaiverGranted e, LedgerEntry entry, Rows rows) {
    Instant at = entry.recordedAt();
    rows.begin(
        TERM,
        entry,
        "1",
        new TermRow(
            e.subject().toString(),
            1,
            "emergency",
            e.reason(),
            e.ticket(),
            e.expires(),
            e.by(),
            at,
            e.by(),
            at,
            null));
    rows.begin(
        WAIVER,
        entry,
        "",
        new WaiverRow(
            e.subject().toString(),
            e.subject().path(),
            e.covers().toString(),
            e.covers().stream(),
            Folded.name(e.covers().domainName().orElse("")),
            e.waives().policy(),
            e.waives().rule(),
            e.owner(),
            e.reason(),
            e.ticket(),
            "granted",
            e.expires(),
            true,
            true,
            null,
            1,
            e.by(),
            at,
            e.by(),
            at,
            null,
            null,
            at));
  }
}

package dev.daybook.waiver;

import static dev.daybook.decision.BuiltInRule.NOT_REGISTERED;
import static dev.daybook.decision.BuiltInRule.REASON_MISSING;
import static dev.daybook.decision.BuiltInRule.SECOND_PERSON;
import static dev.daybook.decision.BuiltInRule.WAIVER_EMERGENCY;
import static dev.daybook.decision.BuiltInRule.WAIVER_EXPIRY;
import static dev.daybook.decision.BuiltInRule.WAIVER_INCOMPLETE;
import static dev.daybook.decision.BuiltInRule.WAIVER_OF_BUILT_IN;
import static dev.daybook.decision.BuiltInRule.WAIVER_STEP;
import static dev.daybook.decision.BuiltInRule.WAIVER_TAKEN;

import dev.daybook.decision.Finding;
import dev.daybook.decision.Verdict;
import dev.daybook.mesh.SubjectName;
import dev.daybook.waiver.WaiverCommand.ApproveWaiver;
import dev.daybook.waiver.WaiverCommand.GrantEmergencyWaiver;
import dev.daybook.waiver.WaiverCommand.RejectWaiver;
import dev.daybook.waiver.WaiverCommand.RenewWaiver;
import dev.daybook.waiver.WaiverCommand.RequestWaiver;
import dev.daybook.waiver.WaiverCommand.ReviewWaiver;
import dev.daybook.waiver.WaiverCommand.RevokeWaiver;
import dev.daybook.waiver.WaiverEvent.EmergencyWaiverGranted;
import dev.daybook.waiver.WaiverEvent.WaiverApproved;
import dev.daybook.waiver.WaiverEvent.WaiverRejected;
import dev.daybook.waiver.WaiverEvent.WaiverRenewalRequested;
import dev.daybook.waiver.WaiverEvent.WaiverRequested;
import dev.daybook.waiver.WaiverEvent.WaiverReviewed;
import dev.daybook.waiver.WaiverEvent.WaiverRevoked;
import dev.daybook.waiver.WaiverState.Grant;
import dev.daybook.waiver.WaiverState.Known;
import dev.daybook.waiver.WaiverState.Request;
import dev.daybook.waiver.WaiverState.Unknown;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A waiver is asked for by one person and granted by another, each time until a day. Whether it is
 * in force follows from its events and the clock alone: no event says that it expired.
 */
final class WaiverRules {

  /** Longest emergency. */
  static final Duration EMERGENCY = Duration.ofDays(3);

  private WaiverRules() {}

  static Verdict<WaiverEvent> decide(WaiverState state, WaiverCommand command) {
    return switch (command) {
      case RequestWaiver c -> request(state, c);
      case GrantEmergencyWaiver c -> grant(state, c);
      case RenewWaiver c -> step(state, c.subject(), c.reason(), waiver -> renew(waiver, c));
      case ApproveWaiver c -> step(state, c.subject(), c.reason(), waiver -> approve(waiver, c));
      case RejectWaiver c -> step(state, c.subject(), c.reason(), waiver -> reject(waiver, c));
      case RevokeWaiver c -> step(state, c.subject(), c.reason(), waiver -> revoke(waiver, c));
      case ReviewWaiver c -> step(state, c.subject(), c.reason(), waiver -> review(waiver, c));
    };
  }

  private static Verdict<WaiverEvent> request(WaiverState state, RequestWaiver c) {
    Request asked = new Request(c.asker().id(), c.expires(), c.reason(), c.ticket());
    if (state instanceof Known waiver) {
      boolean again =
          waiver.terms() == 1
              && waiver.covers().stream().equals(c.covers().stream())
              && waiver.waives().equals(c.waives())
              && waiver.request().equals(Optional.of(asked));
      return again ? Verdict.unchanged() : taken(c.subject(), waiver);
    }
    List<Finding> wrong = incomplete(c.owner(), c.reason(), c.ticket(), c.waives());
    expiry(c.expires(), c.asker().at()).ifPresent(wrong::add);
    if (!wrong.isEmpty()) {
      return new Verdict.Refused<>(wrong);
    }
    return Verdict.accepted(
        List.of(
            new WaiverRequested(
                c.subject(),
                c.covers(),
                c.waives(),
                c.owner(),
                c.reason(),
                c.ticket(),
                c.expires(),
                c.asker().id())));
  }

  private static Verdict<WaiverEvent> grant(WaiverState state, GrantEmergencyWaiver c) {
    if (state instanceof Known waiver) {
      return taken(c.subject(), waiver);
    }
    Instant longest = c.asker().at().plus(EMERGENCY);
    Instant expires = c.expires() == null ? longest : c.expires();
    List<Finding> wrong = incomplete(c.owner(), c.reason(), c.ticket(), c.waives());
    expiry(expires, c.asker().at()).ifPresent(wrong::add);
    if (expires.isAfter(longest)) {
      wrong.add(
          WAIVER_EXPIRY.finding(
              "an emergency lasts 72 hours at most",
              expires.toString(),
              longest + " or before",
              "choose an earlier end, or request a waiver and have it approved"));
    }
    String entitled = c.entitled();
    if (entitled == null) {
      wrong.add(
          WAIVER_EMERGENCY.finding(
              c.covers()
                  .domainName()
                  .map("only who owns the domain `%s` grants a waiver by himself"::formatted)
                  .orElseGet(
                      () ->
                          "`%s` lies in no domain, so nobody owns one to grant this by himself"
                              .formatted(c.covers())),
              null,
              "the domain's owner, or one of the team that is",
              "request a waiver and have another approve it"));
    }
    if (entitled == null || !wrong.isEmpty()) {
      return new Verdict.Refused<>(wrong);
    }
    return Verdict.accepted(
        List.of(
            new EmergencyWaiverGranted(
                c.subject(),
                c.covers(),
                c.waives(),
                c.owner(),
                c.reason(),
                c.ticket(),
                expires,
                entitled,
                c.asker().id())));
  }

  private static Verdict<WaiverEvent> renew(Known waiver, RenewWaiver c) {
    if (waiver.over() || waiver.grant().isEmpty()) {
      return WAIVER_STEP.refuse(
          waiver.over()
              ? "`%s` was ended for good".formatted(c.subject())
              : "`%s` was never in force".formatted(c.subject()),
          waiver.request().isPresent()
              ? "have the request approved first"
              : "request another under a name of its own");
    }
    Request asked = new Request(c.asker().id(), c.expires(), c.reason(), c.ticket());
    if (waiver.request().isPresent()) {
      return waiver.request().get().equals(asked)
          ? Verdict.unchanged()
          : WAIVER_STEP.refuse(
              "a renewal of `%s` until %s waits for approval already"
                  .formatted(c.subject(), waiver.request().get().expires()),
              "have that one approved or rejected first");
    }
    List<Finding> wrong = new ArrayList<>();
    ticket(c.ticket()).ifPresent(wrong::add);
    expiry(c.expires(), c.asker().at()).ifPresent(wrong::add);
    if (!wrong.isEmpty()) {
      return new Verdict.Refused<>(wrong);
    }
    return Verdict.accepted(
        List.of(
            new WaiverRenewalRequested(
                c.subject(),
                waiver.terms() + 1,
                c.reason(),
                c.ticket(),
                c.expires(),
                c.asker().id())));
  }

  private static Verdict<WaiverEvent> approve(Known waiver, ApproveWaiver c) {
    if (waiver.request().isEmpty()) {
      boolean granted =
          !waiver.over() && waiver.grant().isPresent() && waiver.unreviewed().isEmpty();
      return granted ? Verdict.unchanged() : nothingWaits(c.subject());
    }
    Request asked = waiver.request().get();
    if (asked.by().equals(c.asker().id())) {
      return secondPerson(
          "`%s` was requested by who approves it".formatted(c.subject()),
          "`%s`, who requested it".formatted(c.asker().id()),
          "an approver who did not request it",
          "ask another approver for `daybook waiver approve %s -m REASON`"
              .formatted(c.subject().path()));
    }
    Optional<Finding> past = expiry(asked.expires(), c.asker().at());
    if (past.isPresent()) {
      return Verdict.refused(past.get());
    }
    return Verdict.accepted(
        List.of(
            new WaiverApproved(
                c.subject(),
                waiver.terms(),
                waiver.covers(),
                waiver.waives(),
                asked.expires(),
                asked.by(),
                c.asker().id(),
                c.reason())));
  }

  private static Verdict<WaiverEvent> reject(Known waiver, RejectWaiver c) {
    if (waiver.request().isEmpty()) {
      return nothingWaits(c.subject());
    }
    return Verdict.accepted(
        List.of(new WaiverRejected(c.subject(), waiver.terms(), c.reason(), c.asker().id())));
  }

  private static Verdict<WaiverEvent> revoke(Known waiver, RevokeWaiver c) {
    boolean inForce =
        !waiver.over()
            && waiver.grant().filter(grant -> grant.expires().isAfter(c.asker().at())).isPresent();
    if (!inForce) {
      return WAIVER_STEP.refuse(
          "`%s` is not in force".formatted(c.subject()),
          waiver.request().isPresent()
              ? "reject what is requested instead"
              : "nothing needs to be done");
    }
    return Verdict.accepted(List.of(new WaiverRevoked(c.subject(), c.reason(), c.asker().id())));
  }

  private static Verdict<WaiverEvent> review(Known waiver, ReviewWaiver c) {
    if (waiver.unreviewed().isEmpty()) {
      return WAIVER_STEP.refuse(
          "`%s` is no emergency that waits for review".formatted(c.subject()),
          "`daybook get waivers --status emergency-unreviewed` lists those that do");
    }
    if (waiver.unreviewed().get().equals(c.asker().id())) {
      return secondPerson(
          "`%s` was granted by who reviews it".formatted(c.subject()),
          "`%s`, who granted it".formatted(c.asker().id()),
          "an approver who did not grant it",
          "ask another approver for `daybook waiver review %s`".formatted(c.subject().path()));
    }
    return Verdict.accepted(
        List.of(new WaiverReviewed(c.subject(), c.upheld(), c.reason(), c.asker().id())));
  }

  /** A step that gives its reason, of a waiver there is. */
  private static Verdict<WaiverEvent> step(
      WaiverState state,
      SubjectName subject,
      String reason,
      Function<Known, Verdict<WaiverEvent>> answer) {
    if (reason.isBlank()) {
      return Verdict.refused(reasonMissing());
    }
    return switch (state) {
      case Unknown() ->
          NOT_REGISTERED.refuse(
              "nobody ever asked for `%s`".formatted(subject),
              "check the name; `daybook get waivers` lists what there is");
      case Known waiver -> answer.apply(waiver);
    };
  }

  private static List<Finding> incomplete(
      String owner, String reason, String ticket, Waived waives) {
    List<Finding> wrong = new ArrayList<>();
    if (waives.isBuiltIn()) {
      wrong.add(
          WAIVER_OF_BUILT_IN.finding(
              "`%s` is a rule of Daybook itself, not of a policy".formatted(waives),
              waives.toString(),
              "a policy, or one of its rules",
              "do what the rule asks; see docs/reference/refusals.md"));
    }
    if (owner.isBlank()) {
      wrong.add(WAIVER_INCOMPLETE.finding("nobody answers for the waiver", "name its owner"));
    }
    if (reason.isBlank()) {
      wrong.add(reasonMissing());
    }
    ticket(ticket).ifPresent(wrong::add);
    return wrong;
  }

  private static Optional<Finding> ticket(String ticket) {
    return ticket.isBlank()
        ? Optional.of(
            WAIVER_INCOMPLETE.finding(
                "the waiver names no ticket", "name the one under which it is made superfluous"))
        : Optional.empty();
  }

  private static Optional<Finding> expiry(Instant expires, Instant now) {
    return expires.isAfter(now)
        ? Optional.empty()
        : Optional.of(
            WAIVER_EXPIRY.finding(
                "the waiver would be over before it begins",
                expires.toString(),
                "a moment after " + now,
                "choose a later end"));
  }

  private static Finding reasonMissing() {
    return REASON_MISSING.finding(
        "the reason is empty; the ledger keeps it for those who ask later", "say why");
  }

  private static Verdict<WaiverEvent> taken(SubjectName subject, Known waiver) {
    return WAIVER_TAKEN.refuse(
        "`%s` is the waiver of `%s` for `%s`".formatted(subject, waiver.waives(), waiver.covers()),
        "choose another name, or renew that one with `daybook waiver renew %s`"
            .formatted(subject.path()));
  }

  private static Verdict<WaiverEvent> nothingWaits(SubjectName subject) {
    return WAIVER_STEP.refuse(
        "nothing of `%s` waits for approval".formatted(subject),
        "`daybook get waivers --status requested` lists what does");
  }

  private static Verdict<WaiverEvent> secondPerson(
      String message, String seen, String wanted, String fix) {
    return SECOND_PERSON.refuse(message, seen, wanted, fix);
  }

  static WaiverState evolve(WaiverState state, WaiverEvent event) {
    return switch (event) {
      case WaiverRequested e ->
          new Known(
              e.covers(),
              e.waives(),
              1,
              Optional.of(new Request(e.by(), e.expires(), e.reason(), e.ticket())),
              Optional.empty(),
              Optional.empty(),
              false);
      case EmergencyWaiverGranted e ->
          new Known(
              e.covers(),
              e.waives(),
              1,
              Optional.empty(),
              Optional.of(new Grant(e.expires())),
              Optional.of(e.by()),
              false);
      case WaiverRenewalRequested e -> {
        Known waiver = known(state, event);
        yield new Known(
            waiver.covers(),
            waiver.waives(),
            e.term(),
            Optional.of(new Request(e.by(), e.expires(), e.reason(), e.ticket())),
            waiver.grant(),
            waiver.unreviewed(),
            waiver.over());
      }
      case WaiverApproved e -> {
        Known waiver = known(state, event);
        yield new Known(
            waiver.covers(),
            waiver.waives(),
            waiver.terms(),
            Optional.empty(),
            Optional.of(new Grant(e.expires())),
            waiver.unreviewed(),
            false);
      }
      case WaiverRejected _ -> known(state, event).with(Optional.empty());
      case WaiverRevoked _ -> over(known(state, event), known(state, event).unreviewed());
      case WaiverReviewed e -> {
        Known waiver = known(state, event);
        yield e.upheld()
            ? new Known(
                waiver.covers(),
                waiver.waives(),
                waiver.terms(),
                waiver.request(),
                waiver.grant(),
                Optional.empty(),
                waiver.over())
            : over(waiver, Optional.empty());
      }
    };
  }

  private static Known over(Known waiver, Optional<String> unreviewed) {
    return new Known(
        waiver.covers(),
        waiver.waives(),
        waiver.terms(),
        Optional.empty(),
        waiver.grant(),
        unreviewed,
        true);
  }

  private static Known known(WaiverState state, WaiverEvent event) {
    return switch (state) {
      case Known waiver -> waiver;
      case Unknown() -> throw new IllegalStateException("nothing was there before " + event);
    };
  }
}

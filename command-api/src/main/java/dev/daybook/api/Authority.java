package dev.daybook.api;

import dev.daybook.access.AccessCommand;
import dev.daybook.ceiling.CeilingCommand;
import dev.daybook.decision.Actor;
import dev.daybook.decision.Actor.Role;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.edge.ProblemDetails;
import dev.daybook.edge.ProblemException;
import dev.daybook.edge.ProblemType;
import dev.daybook.mesh.Folded;
import dev.daybook.mesh.SubjectName;
import dev.daybook.params.ParamsCommand;
import dev.daybook.parked.ParkedCommand;
import dev.daybook.person.PersonCommand;
import dev.daybook.person.PersonCommand.ConfirmErasure;
import dev.daybook.person.PersonCommand.RecordDisclosure;
import dev.daybook.policy.PolicyCommand;
import dev.daybook.tag.TagCommand;
import dev.daybook.waiver.WaiverCommand.ApproveWaiver;
import dev.daybook.waiver.WaiverCommand.GrantEmergencyWaiver;
import dev.daybook.waiver.WaiverCommand.RejectWaiver;
import dev.daybook.waiver.WaiverCommand.RenewWaiver;
import dev.daybook.waiver.WaiverCommand.RequestWaiver;
import dev.daybook.waiver.WaiverCommand.ReviewWaiver;
import dev.daybook.waiver.WaiverCommand.RevokeWaiver;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which commands an actor may ask for at all, before anything is judged: policies, params, ceilings
 * and tags need an approver, as does what becomes of a requested waiver or of a person, tokens,
 * parked entries and the last word on an erasure an admin, everything else a publisher, and a
 * publisher of one domain stays inside it.
 */
final class Authority {

  private Authority() {}

  /**
   * Refuses the request when any of its commands is out of the actor's reach; nothing is judged.
   */
  static void check(Actor actor, List<SubjectCommand> commands) {
    List<ProblemDetails.Place> refusals = new ArrayList<>();
    for (SubjectCommand command : commands) {
      refusal(actor, command).ifPresent(refusals::add);
    }
    if (!refusals.isEmpty()) {
      throw new ProblemException(
          ProblemDetails.of(
                  ProblemType.FORBIDDEN,
                  "the token of `%s` does not reach %d of %d subjects; nothing was judged"
                      .formatted(actor.name(), refusals.size(), commands.size()))
              .problems(refusals)
              .next("leave those out, or ask an admin for a token that reaches them"));
    }
  }

  private static Optional<ProblemDetails.Place> refusal(Actor actor, SubjectCommand command) {
    Role needed = needed(command);
    if (!actor.may(needed)) {
      return Optional.of(
          place(
              command,
              "%s needs the role %s".formatted(command.kind(), word(needed)),
              String.join(", ", actor.roles().stream().map(Authority::word).sorted().toList()),
              word(needed)));
    }
    @Nullable String only = actor.domain();
    if (only == null || actor.may(Role.ADMIN)) {
      return Optional.empty();
    }
    if (command instanceof RenewWaiver) {
      return Optional.empty(); // it is for what its first request was for, inside the domain
    }
    Optional<String> domain = about(command).domainName();
    if (domain.isPresent() && Folded.same(domain.get(), only)) {
      return Optional.empty();
    }
    return Optional.of(
        place(
            command,
            "`%s` is outside the token's domain".formatted(about(command)),
            domain.orElse("no domain"),
            only));
  }

  /** What a command is about: of a waiver what it is for. */
  private static SubjectName about(SubjectCommand command) {
    return switch (command) {
      case RequestWaiver waiver -> waiver.covers();
      case GrantEmergencyWaiver waiver -> waiver.covers();
      default -> command.subject();
    };
  }

  private static ProblemDetails.Place place(
      SubjectCommand command, String message, String seen, String wanted) {
    return new ProblemDetails.Place(
        message, null, null, null, command.subject() + ": " + seen, wanted, null);
  }

  static Role needed(SubjectCommand command) {
    return switch (command) {
      case PolicyCommand _, ParamsCommand _, CeilingCommand _, TagCommand _ -> Role.APPROVER;
      case ApproveWaiver _, RejectWaiver _, RevokeWaiver _, ReviewWaiver _ -> Role.APPROVER;
      case AccessCommand _, ConfirmErasure _, ParkedCommand _ -> Role.ADMIN;
      case RecordDisclosure _ -> Role.AUDITOR;
      case PersonCommand _ -> Role.APPROVER;
      default -> Role.PUBLISHER;
    };
  }

  private static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}

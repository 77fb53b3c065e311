package dev.daybook.api;

import dev.daybook.ceiling.CeilingCommand.RemoveCeiling;
import dev.daybook.ceiling.CeilingCommand.SetCeiling;
import dev.daybook.contract.ContractCommand.ChangeContractStatus;
import dev.daybook.contract.ContractCommand.WithdrawContract;
import dev.daybook.contract.ContractStatus;
import dev.daybook.decision.Effect;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.document.Node;
import dev.daybook.document.Problem;
import dev.daybook.edge.Bodies;
import dev.daybook.edge.Shape;
import dev.daybook.mesh.Folded;
import dev.daybook.mesh.Nearest;
import dev.daybook.mesh.Party;
import dev.daybook.mesh.Quantity;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.mesh.Version;
import dev.daybook.params.ParamsCommand.WithdrawParams;
import dev.daybook.parked.ParkedCommand.RetryParked;
import dev.daybook.parked.ParkedCommand.SkipParked;
import dev.daybook.person.PersonCommand.ConfirmErasure;
import dev.daybook.person.PersonCommand.LiftHold;
import dev.daybook.person.PersonCommand.PlaceHold;
import dev.daybook.person.PersonCommand.RejectErasure;
import dev.daybook.policy.PolicyCommand.ActivatePolicy;
import dev.daybook.policy.PolicyCommand.ApprovePolicy;
import dev.daybook.policy.PolicyCommand.WithdrawPolicy;
import dev.daybook.product.ProductCommand.DeprecateProduct;
import dev.daybook.product.ProductCommand.HandOverProduct;
import dev.daybook.product.ProductCommand.ReinstateProduct;
import dev.daybook.product.ProductCommand.RetireProduct;
import dev.daybook.slo.SloCommand.CorrectMeasurement;
import dev.daybook.tag.TagCommand.TagMoment;
import dev.daybook.waiver.WaiverCommand.ApproveWaiver;
import dev.daybook.waiver.WaiverCommand.RejectWaiver;
import dev.daybook.waiver.WaiverCommand.RevokeWaiver;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads one lifecycle step: {@code {"command": "RetireProduct", "subject": …, "reason": …}}. */
final class CommandReader {

  /** Every step there is, by its wire name. What documents say is asked for with documents. */
  static final List<String> KNOWN =
      List.of(
          "HandOverProduct",
          "DeprecateProduct",
          "RetireProduct",
          "ReinstateProduct",
          "ChangeContractStatus",
          "WithdrawContract",
          "ApprovePolicy",
          "ActivatePolicy",
          "WithdrawPolicy",
          "WithdrawParams",
          "SetCeiling",
          "RemoveCeiling",
          "RequestWaiver",
          "RenewWaiver",
          "ApproveWaiver",
          "RejectWaiver",
          "RevokeWaiver",
          "GrantEmergencyWaiver",
          "ReviewWaiver",
          "CorrectMeasurement",
          "TagMoment",
          "RetryParked",
          "SkipParked",
          "RequestErasure",
          "ConfirmErasure",
          "RejectErasure",
          "PlaceHold",
          "LiftHold",
          "RecordDisclosure");

  /** Where every day ends last: twelve hours behind UTC. A day not over there is not over. */
  private static final ZoneOffset LAST_TO_END_A_DAY = ZoneOffset.ofHours(-12);

  private CommandReader() {}

  /** A command, and the reason it gives. */
  record Step(SubjectCommand command, String reason) {}

  /** Reads a body; throws a problem that shows everything wrong with it. */
  static Step read(byte[] body) {
    Node.Mapping mapping = Bodies.object(body);
    List<Problem> problems = new ArrayList<>();
    Shape shape = new Shape(mapping, problems);
    @Nullable String kind = shape.text("command");
    @Nullable String reason = shape.text("reason");
    // Fields are read on even where there is no reason, so that all problems show at once.
    @Nullable SubjectCommand command =
        kind == null ? null : command(kind, shape, reason == null ? "" : reason);
    if (kind != null && KNOWN.contains(kind)) {
      shape.refuseTheRest();
    }
    if (command == null || reason == null || !problems.isEmpty()) {
      throw Bodies.unreadable(problems);
    }
    return new Step(command, reason);
  }

  private static @Nullable SubjectCommand command(String kind, Shape shape, String reason) {
    return switch (kind) {
      case "HandOverProduct" -> handOver(shape, reason);
      case "DeprecateProduct" -> deprecate(shape, reason);
      case "RetireProduct" -> retire(shape, reason);
      case "ReinstateProduct" -> reinstate(shape, reason);
      case "ChangeContractStatus" -> changeStatus(shape, reason);
      case "WithdrawContract" -> withdrawContract(shape, reason);
      case "ApprovePolicy" -> approve(shape, reason);
      case "ActivatePolicy" -> activate(shape, reason);
      case "WithdrawPolicy" -> withdrawPolicy(shape, reason);
      case "WithdrawParams" -> withdrawParams(shape, reason);
      case "SetCeiling" -> setCeiling(shape, reason);
      case "RemoveCeiling" -> removeCeiling(shape, reason);
      case "RequestWaiver" -> WaiverReader.request(shape, reason);
      case "RenewWaiver" -> WaiverReader.renew(shape, reason);
      case "ApproveWaiver" -> WaiverReader.step(shape, name -> new ApproveWaiver(name, reason));
      case "RejectWaiver" -> WaiverReader.step(shape, name -> new RejectWaiver(name, reason));
      case "RevokeWaiver" -> WaiverReader.step(shape, name -> new RevokeWaiver(name, reason));
      case "GrantEmergencyWaiver" -> WaiverReader.emergency(shape, reason);
      case "ReviewWaiver" -> WaiverReader.review(shape, reason);
      case "CorrectMeasurement" -> correct(shape, reason);
      case "TagMoment" -> about(shape, SubjectKind.TAG, "the name is for", reason, TagMoment::new);
      case "RetryParked" ->
          about(shape, SubjectKind.VIEW, "of the parked entry", reason, RetryParked::new);
      case "SkipParked" ->
          about(shape, SubjectKind.VIEW, "of the parked entry", reason, SkipParked::new);
      case "RequestErasure" -> PersonReader.request(shape, reason);
      case "ConfirmErasure" -> PersonReader.step(shape, name -> new ConfirmErasure(name, reason));
      case "RejectErasure" -> PersonReader.step(shape, name -> new RejectErasure(name, reason));
      case "PlaceHold" -> PersonReader.hold(shape, reason, PlaceHold::new);
      case "LiftHold" -> PersonReader.hold(shape, reason, LiftHold::new);
      case "RecordDisclosure" -> PersonReader.disclosure(shape, reason);
      default -> {
        shape.<String>value(
            "command",
            "one of " + String.join(", ", KNOWN),
            _ -> {
              throw new IllegalArgumentException(
                  "`%s` is no command%s"
                      .formatted(kind, Nearest.question(kind, KNOWN).map("; "::concat).orElse("")));
            });
        yield null;
      }
    };
  }

  private static @Nullable SubjectCommand handOver(Shape shape, String reason) {
    SubjectName subject = shape.subject(SubjectKind.PRODUCT);
    Party to = shape.textAs("to", "a team or a mail address", CommandReader::party);
    return subject == null || to == null ? null : new HandOverProduct(subject, to, reason);
  }

  private static @Nullable SubjectCommand deprecate(Shape shape, String reason) {
    SubjectName subject = shape.subject(SubjectKind.PRODUCT);
    LocalDate sunset = shape.date("sunset");
    return subject == null || sunset == null
        ? null
        : new DeprecateProduct(subject, sunset, reason, LocalDate.now(LAST_TO_END_A_DAY));
  }

  private static @Nullable SubjectCommand retire(Shape shape, String reason) {
    SubjectName subject = shape.subject(SubjectKind.PRODUCT);
    return subject == null ? null : new RetireProduct(subject, reason);
  }

  private static @Nullable SubjectCommand reinstate(Shape shape, String reason) {
    SubjectName subject = shape.subject(SubjectKind.PRODUCT);
    return subject == null ? null : new ReinstateProduct(subject, reason);
  }

  private static @Nullable SubjectCommand changeStatus(Shape shape, String reason) {
    SubjectName subject = shape.subject(SubjectKind.CONTRACT);
    Version version = version(shape);
    ContractStatus to =
        shape.value(
            "to",
            "draft, proposed, active, deprecated or retired",
            text ->
                ContractStatus.of(text)
                    .orElseThrow(
                        () ->
                            new IllegalArgumentException(
                                "`%s` is no status of a contract".formatted(text))));
    return subject == null || version == null || to == null
        ? null
        : new ChangeContractStatus(subject, version, to, reason);
  }

  private static @Nullable SubjectCommand withdrawContract(Shape shape, String reason) {
    SubjectName subject = shape.subject(SubjectKind.CONTRACT);
    Version version = version(shape);
    Long position =
        shape.value(
            "position",
            "the ledger position of the publication, a whole number from 1",
            CommandReader::position);
    return subject == null || version == null || position == null
        ? null
        : new WithdrawContract(subject, version, position, reason);
  }

  private static @Nullable SubjectCommand approve(Shape shape, String reason) {
    SubjectName subject = shape.subject(SubjectKind.POLICY);
    Version version = version(shape);
    return subject == null || version == null ? null : new ApprovePolicy(subject, version, reason);
  }

  private static @Nullable SubjectCommand activate(Shape shape, String reason) {
    SubjectName subject = shape.subject(SubjectKind.POLICY);
    Version version = version(shape);
    return subject == null || version == null ? null : new ActivatePolicy(subject, version, reason);
  }

  private static @Nullable SubjectCommand withdrawPolicy(Shape shape, String reason) {
    SubjectName subject = shape.subject(SubjectKind.POLICY);
    return subject == null ? null : new WithdrawPolicy(subject, reason);
  }

  private static @Nullable SubjectCommand withdrawParams(Shape shape, String reason) {
    SubjectName subject = shape.subject(SubjectKind.PARAMS);
    return subject == null ? null : new WithdrawParams(subject, reason);
  }

  private static @Nullable SubjectCommand setCeiling(Shape shape, String reason) {
    SubjectName subject = shape.subject(SubjectKind.CEILING);
    Effect level = shape.value("level", "audit, warn or deny", CommandReader::effect);
    return subject == null || level == null ? null : new SetCeiling(subject, level, reason);
  }

  private static @Nullable SubjectCommand removeCeiling(Shape shape, String reason) {
    SubjectName subject = shape.subject(SubjectKind.CEILING);
    return subject == null ? null : new RemoveCeiling(subject, reason);
  }

  private static Effect effect(String text) {
    for (Effect effect : Effect.values()) {
      if (Folded.same(effect.word(), text)) {
        return effect;
      }
    }
    throw new IllegalArgumentException("`%s` is no level of a ceiling".formatted(text));
  }

  private static @Nullable SubjectCommand correct(Shape shape, String reason) {
    SubjectName subject = shape.subject(SubjectKind.SLO);
    UUID measurement = shape.uuid("measurement", "the measurement's id, a UUID");
    Quantity value = MeasuredValue.of(shape);
    return subject == null || measurement == null || value == null
        ? null
        : new CorrectMeasurement(subject, measurement, value.number(), value.unit(), reason);
  }

  /** What is about a position, given its subject and reason too. */
  private interface AboutPosition {
    SubjectCommand of(SubjectName subject, long position, String reason);
  }

  private static @Nullable SubjectCommand about(
      Shape shape, SubjectKind kind, String which, String reason, AboutPosition command) {
    SubjectName subject = shape.subject(kind);
    Long position =
        shape.value(
            "position",
            "the ledger position %s, a whole number from 1".formatted(which),
            CommandReader::position);
    return subject == null || position == null ? null : command.of(subject, position, reason);
  }

  private static @Nullable Version version(Shape shape) {
    return shape.value("version", "a version such as 2.1.0", Version::new);
  }

  private static Long position(String text) {
    try {
      long position = Long.parseLong(text);
      if (position >= 1) {
        return position;
      }
    } catch (NumberFormatException _) {
      // told below
    }
    throw new IllegalArgumentException("`%s` is no position".formatted(text));
  }

  /** An owner as documents write it. */
  private static Party party(String text) {
    Party party = Party.parse(text);
    party
        .problem()
        .ifPresent(
            message -> {
              throw new IllegalArgumentException(message);
            });
    return party;
  }
}

package dev.daybook.api;

import dev.daybook.decision.SubjectCommand;
import dev.daybook.edge.Shape;
import dev.daybook.mesh.Folded;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.waiver.Waived;
import dev.daybook.waiver.WaiverCommand.GrantEmergencyWaiver;
import dev.daybook.waiver.WaiverCommand.RenewWaiver;
import dev.daybook.waiver.WaiverCommand.RequestWaiver;
import dev.daybook.waiver.WaiverCommand.ReviewWaiver;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the steps of waivers. */
final class WaiverReader {

  private static final String END =
      "a day such as 2027-03-31, or a time with offset such as 2027-03-31T18:00:00Z";

  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  private WaiverReader() {}

  static @Nullable SubjectCommand request(Shape shape, String reason) {
    SubjectName subject = name(shape);
    SubjectName covers = covers(shape);
    Waived waives = waives(shape);
    String owner = shape.text("owner");
    String ticket = shape.text("ticket");
    Instant expires = shape.value("expires", END, WaiverReader::end);
    return subject == null
            || covers == null
            || waives == null
            || owner == null
            || ticket == null
            || expires == null
        ? null
        : new RequestWaiver(subject, covers, waives, owner, reason, ticket, expires);
  }

  static @Nullable SubjectCommand emergency(Shape shape, String reason) {
    SubjectName subject = name(shape);
    SubjectName covers = covers(shape);
    Waived waives = waives(shape);
    String owner = shape.text("owner");
    String ticket = shape.text("ticket");
    Instant expires = shape.valueOrAbsent("expires", END, WaiverReader::end);
    return subject == null || covers == null || waives == null || owner == null || ticket == null
        ? null
        : new GrantEmergencyWaiver(subject, covers, waives, owner, reason, ticket, expires);
  }

  static @Nullable SubjectCommand renew(Shape shape, String reason) {
    SubjectName subject = name(shape);
    String ticket = shape.text("ticket");
    Instant expires = shape.value("expires", END, WaiverReader::end);
    return subject == null || ticket == null || expires == null
        ? null
        : new RenewWaiver(subject, reason, ticket, expires);
  }

  static @Nullable SubjectCommand review(Shape shape, String reason) {
    SubjectName subject = name(shape);
    Boolean upheld = shape.value("upheld", "true or false", WaiverReader::yesOrNo);
    return subject == null || upheld == null ? null : new ReviewWaiver(subject, upheld, reason);
  }

  static @Nullable SubjectCommand step(Shape shape, Function<SubjectName, SubjectCommand> made) {
    SubjectName subject = name(shape);
    return subject == null ? null : made.apply(subject);
  }

  private static @Nullable SubjectName name(Shape shape) {
    return shape.value(
        "subject",
        "a waiver such as waiver/crm-migration",
        text -> {
          SubjectName name = SubjectName.parse(text);
          if (name.kind() != SubjectKind.WAIVER || name.path().contains("/")) {
            throw new IllegalArgumentException("`%s` names no waiver".formatted(text));
          }
          return name;
        });
  }

  private static @Nullable SubjectName covers(Shape shape) {
    return shape.value(
        "covers", "a subject such as product/sales.customer-360", SubjectName::parse);
  }

  private static @Nullable Waived waives(Shape shape) {
    return shape.value("waives", "a policy, or policy/rule", Waived::parse);
  }

  private static Boolean yesOrNo(String text) {
    if (Folded.same(text, "true") || Folded.same(text, "false")) {
      return Folded.same(text, "true");
    }
    throw new IllegalArgumentException("`%s` is neither true nor false".formatted(text));
  }

  /** A day is over when it is over in UTC. */
  private static Instant end(String text) {
    return DAY.matcher(text).matches()
        ? LocalDate.parse(text).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()
        : OffsetDateTime.parse(text).toInstant();
  }
}

package dev.daybook.api;

import dev.daybook.decision.SubjectCommand;
import dev.daybook.edge.Shape;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.person.PersonCommand.RecordDisclosure;
import dev.daybook.person.PersonCommand.RequestErasure;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the steps of erasures and holds. */
final class PersonReader {

  private PersonReader() {}

  static @Nullable SubjectCommand request(Shape shape, String reason) {
    SubjectName subject = shape.subject(SubjectKind.PERSON);
    String basis = shape.text("basis");
    return subject == null || basis == null ? null : new RequestErasure(subject, basis, reason);
  }

  static @Nullable SubjectCommand step(Shape shape, Function<SubjectName, SubjectCommand> made) {
    SubjectName subject = shape.subject(SubjectKind.PERSON);
    return subject == null ? null : made.apply(subject);
  }

  static @Nullable SubjectCommand disclosure(Shape shape, String reason) {
    SubjectName subject = shape.subject(SubjectKind.PERSON);
    String bundle = shape.text("bundle");
    return subject == null || bundle == null ? null : new RecordDisclosure(subject, bundle, reason);
  }

  /** How a hold is placed or lifted. */
  interface Hold {
    SubjectCommand of(SubjectName subject, String matter, String reason);
  }

  static @Nullable SubjectCommand hold(Shape shape, String reason, Hold made) {
    SubjectName subject = shape.subject(SubjectKind.PERSON);
    String matter = shape.text("matter");
    return subject == null || matter == null ? null : made.of(subject, matter, reason);
  }
}

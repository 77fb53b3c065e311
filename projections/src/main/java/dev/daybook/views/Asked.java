package dev.daybook.views;

import dev.daybook.edge.ProblemException;
import dev.daybook.edge.ProblemType;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;

/** Names and things somebody asked for by URL. */
public final class Asked {

  private Asked() {}

  /** The subject of a path; one that cannot be a name is one that is not there. */
  public static SubjectName subject(SubjectKind kind, String path, String noun) {
    try {
      return new SubjectName(kind, path);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          ProblemType.NOT_FOUND, noun + " not found", String.valueOf(e.getMessage()));
    }
  }

  /** What to throw when nothing of that name was there at that moment. */
  public static ProblemException notFound(String noun, String name, Moment moment, String list) {
    return new ProblemException(
        ProblemType.NOT_FOUND,
        noun + " not found",
        "nothing is called `%s` as of position %d; %s lists what there is"
            .formatted(name, moment.position(), list));
  }

  /** A position to list before. */
  public static long position(String name, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      throw new ProblemException(
          ProblemType.INVALID_PARAMETER,
          "`%s` cannot be `%s`".formatted(name, text.substring(0, Math.min(60, text.length()))),
          "it takes a ledger position, such as the header `Link` holds");
    }
  }
}

package dev.daybook.views;

import dev.daybook.edge.ProblemException;
import dev.daybook.edge.ProblemType;
import dev.daybook.mesh.Folded;
import dev.daybook.mesh.Nearest;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.waiver.Waived;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

  /** A position to list before: 1 or more. */
  public static long position(String name, String text) {
    try {
      long position = Long.parseLong(text);
      if (position >= 1) {
        return position;
      }
    } catch (NumberFormatException _) {
      // told below, like a position before the first
    }
    throw refused(
        name, text, "it takes a ledger position, 1 or more, such as the header `Link` holds");
  }

  /**
   * One of a closed list of words, in whatever case; absent stays absent.
   *
   * @param name the query parameter
   */
  public static @Nullable String word(
      String name, @Nullable String value, Collection<String> known) {
    if (value == null) {
      return null;
    }
    for (String word : known) {
      if (Folded.same(word, value)) {
        return word;
      }
    }
    throw refused(
        name,
        value,
        Nearest.question(value, known).map(question -> question + " ").orElse("")
            + "it is one of "
            + String.join(", ", known));
  }

  /** A policy, or {@code policy/rule}; absent stays absent. */
  public static @Nullable Waived waived(String name, @Nullable String value) {
    if (value == null) {
      return null;
    }
    try {
      return Waived.parse(value);
    } catch (IllegalArgumentException e) {
      throw refused(name, value, String.valueOf(e.getMessage()));
    }
  }

  /** {@code true} or {@code false}; absent stays absent. */
  public static @Nullable Boolean yesOrNo(String name, @Nullable String value) {
    String word = word(name, value, List.of("true", "false"));
    return word == null ? null : Boolean.valueOf(word);
  }

  /**
   * Several of a closed list of words with commas between them, in whatever case; absent stays
   * absent.
   *
   * @param name the query parameter
   */
  public static @Nullable List<String> words(
      String name, @Nullable String value, Collection<String> known) {
    return value == null
        ? null
        : Stream.of(value.split(",", -1))
            .map(each -> String.valueOf(word(name, each.strip(), known)))
            .toList();
  }

  /**
   * A subject somebody filters by, written whole: {@code product/sales.customer-360}; absent stays
   * absent.
   *
   * @param name the query parameter
   * @param kinds what it may be about
   */
  public static @Nullable SubjectName filter(
      String name, @Nullable String value, Set<SubjectKind> kinds) {
    if (value == null) {
      return null;
    }
    try {
      SubjectName subject = SubjectName.parse(value);
      if (kinds.contains(subject.kind())) {
        return subject;
      }
    } catch (IllegalArgumentException _) {
      // told below, like a subject of another kind
    }
    String forms =
        kinds.stream().map(kind -> kind.word() + "/…").collect(Collectors.joining(" or "));
    throw refused(
        name,
        value,
        "it takes a subject's whole name, written %s: product/sales.customer-360".formatted(forms));
  }

  private static ProblemException refused(String name, String value, String next) {
    return new ProblemException(
        ProblemType.INVALID_PARAMETER,
        "the query parameter `%s` cannot be `%s`"
            .formatted(name, value.substring(0, Math.min(200, value.length()))),
        next);
  }
}

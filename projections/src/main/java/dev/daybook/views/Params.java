package dev.daybook.views;

import dev.daybook.decision.SystemActors;
import dev.daybook.mesh.Folded;
import dev.daybook.mesh.SubjectName;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parameters of one statement, by name. */
public final class Params {

  private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

  private Params() {}

  /** The position to read at, {@code :at}. */
  public static Params at(Moment moment) {
    return new Params().and("at", moment.position());
  }

  /** No position: of tables that count, and have no history. */
  public static Params none() {
    return new Params();
  }

  public Params and(String name, @Nullable Object value) {
    values.put(name, value);
    return this;
  }

  /** The same for a name or a word, whose spelling does not matter; its column holds it folded. */
  public Params andFolded(String name, @Nullable String value) {
    return and(name, value == null ? null : Folded.name(value));
  }

  /** The same for a subject, by its stream. */
  public Params andStream(String name, @Nullable SubjectName subject) {
    return and(name, subject == null ? null : subject.stream());
  }

  /**
   * The surrogate id and the name of Daybook itself, {@code :itself} and {@code :itsName}: it does
   * things of its own accord, and holds no token that could tell its name.
   */
  public Params andItself() {
    return and("itself", SystemActors.DAYBOOK.id()).and("itsName", SystemActors.DAYBOOK.name());
  }

  Map<String, @Nullable Object> values() {
    return values;
  }
}

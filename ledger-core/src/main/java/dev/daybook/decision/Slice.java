package dev.daybook.decision;

import dev.daybook.mesh.SubjectKind;
import java.util.List;
import java.util.Optional;

/**
 * A concept's small door: how its state begins, follows from its events, and answers a command.
 * Every method is pure: no clock, no database, no framework.
 *
 * @param <C> the slice's sealed commands
 * @param <E> the slice's sealed events
 * @param <S> the slice's state, package-private behind this type
 */
public interface Slice<C extends SubjectCommand, E extends SubjectEvent, S> {

  SubjectKind kind();

  Class<C> commands();

  Class<E> events();

  /** What a subject is before anything happened to it. */
  S initial();

  S evolve(S state, E event);

  /** What the domain itself answers, asked before and apart from any policy. */
  Verdict<E> decide(S state, C command);

  /**
   * What policies may see of the state, as {@code state} in their expressions: a record whose
   * components are the fields they may name, all of which are absent before anything happened.
   */
  Class<? extends Record> stateFacts();

  /**
   * Where a command's document differs from the one that stands, as JSON pointers into the typed
   * document; empty where the command brings none, or none stands yet.
   */
  default Optional<List<String>> changed(S state, C command) {
    return Optional.empty();
  }

  /**
   * The command that would publish what stands once more; empty where there is nothing to publish,
   * or where it is over.
   */
  default Optional<C> standing(S state) {
    return Optional.empty();
  }

  /** What they see of this state, one of {@link #stateFacts}; empty before anything happened. */
  Optional<? extends Record> facts(S state);
}

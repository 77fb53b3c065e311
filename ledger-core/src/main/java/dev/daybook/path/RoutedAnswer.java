package dev.daybook.path;

import dev.daybook.decision.Gate;
import dev.daybook.mesh.SubjectName;
import dev.daybook.store.TooLarge;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a node that was sent a command says: what it came to, or what it was refused for before it
 * was decided. Exactly one is there.
 *
 * @param conflict the decision that the command's id was used for before
 * @param elsewhere where the subject stands, other than its sender wants it to
 * @param overloaded why it cannot be answered in time
 * @param late why judging was given up
 * @param large what is larger than the ledger keeps
 */
record RoutedAnswer(
    @Nullable Answer answer,
    @Nullable UUID conflict,
    @Nullable Elsewhere elsewhere,
    @Nullable String overloaded,
    @Nullable String late,
    @Nullable String large) {

  /** A subject and the last sequence of its stream. */
  record Elsewhere(SubjectName subject, long lastSequence) {}

  /** How a command is judged. */
  interface Judging {
    Answer judge() throws InterruptedException;
  }

  /** Judges, and keeps how it ended; what is none of a command's ends is thrown on. */
  static RoutedAnswer of(Judging judging) throws InterruptedException {
    try {
      return new RoutedAnswer(judging.judge(), null, null, null, null, null);
    } catch (IdempotencyConflict e) {
      return new RoutedAnswer(null, e.decision(), null, null, null, null);
    } catch (PreconditionFailed e) {
      Elsewhere there = new Elsewhere(e.subject(), e.lastSequence());
      return new RoutedAnswer(null, null, there, null, null, null);
    } catch (Overloaded e) {
      return new RoutedAnswer(null, null, null, String.valueOf(e.getMessage()), null, null);
    } catch (Gate.DeadlineExceeded e) {
      return new RoutedAnswer(null, null, null, null, String.valueOf(e.getMessage()), null);
    } catch (TooLarge e) {
      return new RoutedAnswer(null, null, null, null, null, String.valueOf(e.getMessage()));
    }
  }

  /** Ends here as it ended there. */
  Answer told() {
    if (answer != null) {
      return answer;
    }
    if (conflict != null) {
      throw new IdempotencyConflict(conflict);
    }
    if (elsewhere != null) {
      throw new PreconditionFailed(elsewhere.subject(), elsewhere.lastSequence());
    }
    if (overloaded != null) {
      throw Overloaded.told(overloaded);
    }
    if (late != null) {
      throw new Gate.DeadlineExceeded(late);
    }
    if (large != null) {
      throw new TooLarge(large);
    }
    throw new IllegalArgumentException("an answer that says nothing");
  }
}

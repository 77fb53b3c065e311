package dev.daybook.api;

import dev.daybook.decision.Actor;
import dev.daybook.decision.BuiltInRule;
import dev.daybook.decision.Finding;
import dev.daybook.decision.Gate;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.document.ReadDocument.Note;
import dev.daybook.path.Answer;
import dev.daybook.path.CommandId;
import dev.daybook.path.IdempotencyConflict;
import dev.daybook.path.Original;
import dev.daybook.path.Overloaded;
import dev.daybook.path.RoutedPath;
import dev.daybook.path.Submission;
import dev.daybook.store.TooLarge;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Where commands from outside are handed in: gives each its id and its clock. */
@Singleton
final class Desk {

  private final RoutedPath path;
  private final Clock clock;
  private final Tally tally;

  Desk(RoutedPath path, Clock clock, Tally tally) {
    this.path = path;
    this.clock = clock;
    this.tally = tally;
  }

  /**
   * Hands in one command; answers when the decision is durable.
   *
   * @param index its place in the request, part of its id
   */
  Answer submit(
      Actor actor,
      Circumstances circumstances,
      int index,
      SubjectCommand command,
      @Nullable Original original)
      throws InterruptedException {
    Answer answer =
        path.submit(
            new Submission(
                    CommandId.of(actor.id(), circumstances.key(), index),
                    command,
                    actor,
                    circumstances.context(),
                    original,
                    clock.instant(),
                    circumstances.dryRun())
                .under(circumstances.precondition()));
    if (!circumstances.dryRun()) {
      tally.count(command.kind(), answer.result());
    }
    return answer;
  }

  /**
   * One of a request's commands.
   *
   * @param index its place in the request, from 0
   * @param original the document it was read from, where there is one
   * @param notes remarks on that document
   */
  record Part(
      int index,
      SubjectCommand command,
      Circumstances circumstances,
      @Nullable Original original,
      List<Note> notes) {}

  private static Finding why(RuntimeException stopped) {
    String message = String.valueOf(stopped.getMessage());
    return switch (stopped) {
      case IdempotencyConflict _ ->
          BuiltInRule.KEY_REUSED.finding(message, "send it again under a key of its own");
      case TooLarge _ -> BuiltInRule.TOO_LARGE.finding(message, "split what it describes");
      default ->
          BuiltInRule.ANSWERABLE.finding(
              message, "send it again, or the whole request with the same Idempotency-Key");
    };
  }

  /**
   * Hands in several at once, those about one subject in their order. Subjects do not wait for each
   * other, so that many commands share one commit. What stops one (a key used before, a subject too
   * busy, a document too large) is its own answer, and the others go on.
   *
   * @param alone whether there is nothing else in the request: what stops it then is the request's
   *     answer
   * @return the answers, in the order of the request
   */
  List<CommandAnswer> submitAll(boolean alone, Actor actor, List<Part> parts)
      throws InterruptedException {
    Map<String, List<Part>> bySubject = new LinkedHashMap<>();
    for (Part part : parts) {
      bySubject
          .computeIfAbsent(part.command().subject().stream(), _ -> new ArrayList<>())
          .add(part);
    }
    List<CommandAnswer> answers = new ArrayList<>(parts.size());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<CommandAnswer>>> subjects = new ArrayList<>(bySubject.size());
      for (List<Part> ofOneSubject : bySubject.values()) {
        subjects.add(threads.submit(() -> submitInOrder(alone, actor, ofOneSubject)));
      }
      for (Future<List<CommandAnswer>> subject : subjects) {
        answers.addAll(subject.get());
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw new IllegalStateException(e.getCause());
    }
    answers.sort(Comparator.comparingInt(CommandAnswer::index));
    return answers;
  }

  private List<CommandAnswer> submitInOrder(boolean alone, Actor actor, List<Part> parts)
      throws InterruptedException {
    List<CommandAnswer> answers = new ArrayList<>(parts.size());
    for (Part part : parts) {
      answers.add(submitOne(alone, actor, part));
    }
    return answers;
  }

  private CommandAnswer submitOne(boolean alone, Actor actor, Part part)
      throws InterruptedException {
    try {
      Answer answer =
          submit(actor, part.circumstances(), part.index(), part.command(), part.original());
      return CommandAnswer.of(part.index(), answer, part.notes());
    } catch (IdempotencyConflict | Overloaded | TooLarge | Gate.DeadlineExceeded stopped) {
      if (alone) {
        throw stopped;
      }
      return CommandAnswer.unanswered(
          part.index(), part.command().subject().toString(), why(stopped));
    }
  }
}

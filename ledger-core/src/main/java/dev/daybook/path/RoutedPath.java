package dev.daybook.path;

import dev.daybook.store.CommandRoute;
import dev.daybook.store.Ledger;
import dev.daybook.store.StoreUnavailable;
import dev.daybook.store.Subscription;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a command to the node that judges it: where the ledger has such a {@link CommandRoute
 * way}, the node its subject falls to, so that nodes do not race for one subject and each keeps the
 * state of its own subjects at hand; else this one.
 *
 * <p>Which node judges is a matter of speed alone. A command has one id wherever it is judged, and
 * is recorded under it once, so one that nobody answered is judged here, whatever became of it
 * there.
 */
public final class RoutedPath implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RoutedPath.class);

  private final CommandPath path;
  private final MeshDirectory directory;
  private final @Nullable CommandRoute route;
  private @Nullable Subscription taking;

  public RoutedPath(Ledger ledger, CommandPath path, MeshDirectory directory) {
    this(ledger.commandRoute(), path, directory);
  }

  RoutedPath(Optional<CommandRoute> route, CommandPath path, MeshDirectory directory) {
    this.path = path;
    this.directory = directory;
    this.route = route.orElse(null);
  }

  /** Takes commands that other nodes read, from now on. */
  public synchronized void start() {
    if (route != null && taking == null) {
      taking = route.take(this::answer);
    }
  }

  /**
   * Has a command judged and recorded; the answer comes when it is durable, and is that of the node
   * that judged it.
   *
   * @throws IdempotencyConflict as {@link CommandPath#submit}, and so are the others
   */
  public Answer submit(Submission asked) throws InterruptedException {
    CommandRoute way = route;
    Optional<RoutedAnswer> there = way == null ? Optional.empty() : ask(way, asked);
    if (there.isEmpty()) {
      return path.submit(asked);
    }
    Answer answer = there.get().told();
    directory.written(answer.position());
    return answer;
  }

  private Optional<RoutedAnswer> ask(CommandRoute way, Submission asked)
      throws InterruptedException {
    byte[] message = RoutedForm.write(RoutedCommand.of(asked, directory.written()));
    return way.ask(asked.command().subject().stream(), message).flatMap(RoutedPath::understood);
  }

  private static Optional<RoutedAnswer> understood(byte[] answer) {
    try {
      return Optional.of(RoutedForm.read(answer, RoutedAnswer.class));
    } catch (IllegalArgumentException e) {
      LOG.warn(
          "another node's answer is not understood, it may be of another version: {}",
          e.getMessage());
      return Optional.empty();
    }
  }

  /** What this node answers to another; empty where it does not understand, or cannot tell. */
  private Optional<byte[]> answer(byte[] message) {
    try {
      RoutedCommand command = RoutedForm.read(message, RoutedCommand.class);
      Submission submission = command.submission();
      return Optional.of(
          RoutedForm.write(
              RoutedAnswer.of(
                  () -> {
                    directory.awaitWritesOfOther(command.written());
                    return path.submit(submission);
                  })));
    } catch (IllegalArgumentException e) {
      LOG.warn(
          "another node's command is not understood, it may be of another version: {}",
          e.getMessage());
      return Optional.empty();
    } catch (StoreUnavailable e) {
      LOG.debug("another node's command is left to it", e);
      return Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  @Override
  public synchronized void close() {
    if (taking != null) {
      taking.close();
      taking = null;
    }
  }
}

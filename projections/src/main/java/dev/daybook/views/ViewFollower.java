package dev.daybook.views;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.Segment;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * Applies spans of the ledger to one view, inside the transaction that moves the view's token.
 *
 * <p>A view that is near the ledger's head reads through the window all views share; one that is
 * far behind reads its own kinds of events, by the ten thousand, and folds them all before it
 * writes.
 */
final class ViewFollower implements EventHandlerInvoker {

  private final View view;
  private final ViewApplier applier;
  private final ViewTransactions transactions;
  private final Progress progress;
  private final LongConsumer awaitErasures;
  private final Runnable released;
  private final Runnable superseded;

  /**
   * @param awaitErasures waits until the keys are gone here of all who were erased up to a position
   * @param released told whenever this node stops applying entries to the view, for now or for good
   * @param superseded told where the view's rows are of another version of it by now
   */
  ViewFollower(
      View view,
      ViewApplier applier,
      ViewTransactions transactions,
      Progress progress,
      LongConsumer awaitErasures,
      Runnable released,
      Runnable superseded) {
    this.view = view;
    this.applier = applier;
    this.transactions = transactions;
    this.progress = progress;
    this.awaitErasures = awaitErasures;
    this.released = released;
    this.superseded = superseded;
  }

  @Override
  public boolean canHandle(EventMessage<?> message, Segment segment) {
    return true;
  }

  /** Collects the spans of one transaction; they are applied when it prepares to commit. */
  @Override
  public void handle(EventMessage<?> message, Segment segment) {
    UnitOfWork<?> unitOfWork = CurrentUnitOfWork.get().root();
    List<Span> spans =
        unitOfWork.getOrComputeResource(
            view.name(),
            _ -> {
              refuseGap(message);
              List<Span> collected = new ArrayList<>();
              unitOfWork.onPrepareCommit(_ -> apply(collected));
              unitOfWork.onRollback(
                  _ -> {
                    applier.forget();
                    progress.doubt(Set.of(view.name()));
                  });
              unitOfWork.afterCommit(
                  _ -> progress.reached(view.name(), collected.getLast().last()));
              return collected;
            });
    if (message.getPayload() instanceof Span span) {
      spans.add(span);
    } else {
      throw new IllegalStateException("no span of positions: " + message.getPayloadType());
    }
  }

  /**
   * Goes on only where the view's rows end. A crash of the database can take back commits that did
   * not wait for the disk while this processor remembers them; what follows would leave a gap. The
   * failure makes the processor read its token again.
   *
   * <p>And only where they are of this version: a node with another one may have put its own in
   * their place.
   *
   * <p>Until the transaction ends nobody else moves the view or takes its rows away. Where they
   * were taken away, it may have been for somebody whose key another node destroyed and this one
   * has yet to: what is derived again is read without it.
   */
  private void refuseGap(EventMessage<?> message) {
    if (!(message.getPayload() instanceof Span next)) {
      return;
    }
    try (PreparedStatement select =
        transactions.connection().prepareStatement(Sql.of(ViewFollower.class, "go-on-from"))) {
      select.setString(1, view.name());
      try (ResultSet row = select.executeQuery()) {
        boolean isThere = row.next();
        long position = isThere ? row.getLong("position") : 0;
        if (isThere && row.getInt("version") != view.version()) {
          superseded.run();
          throw new IllegalStateException(
              "the view %s is of version %d by now; this node has version %d of it, and follows it no more"
                  .formatted(view.name(), row.getInt("version"), view.version()));
        }
        if (position != next.first() - 1) {
          progress.found(view.name(), position, progress.known());
          throw new IllegalStateException(
              "the view %s stands at position %d, and %d was to come next; it is followed again from where it stands"
                  .formatted(view.name(), position, next.first()));
        }
        long until = isThere ? row.getLong("until") : 0;
        if (position < until) {
          awaitErasures.accept(until);
        }
      }
    } catch (SQLException e) {
      throw new ViewWriteException(e);
    }
  }

  @Override
  public void segmentReleased(Segment segment) {
    applier.forget();
    released.run();
  }

  private void apply(List<Span> spans) {
    try {
      applier.apply(
          transactions.connection(), new Span(spans.getFirst().first(), spans.getLast().last()));
    } catch (SQLException e) {
      throw new ViewWriteException(e);
    }
  }
}

package dev.daybook.path;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.daybook.decision.Slice;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.decision.Verdict;
import java.util.List;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;

/**
 * The one Axon shell around every slice: holds a subject's state, and hands each event and command
 * to the slice's pure functions.
 */
@AggregateRoot(type = "subject")
final class SubjectAggregate {

  @AggregateIdentifier private final String stream;
  private final SliceShell<?, ?, ?> shell;

  SubjectAggregate(String stream, Slice<?, ?, ?> slice) {
    this.stream = stream;
    this.shell = new SliceShell<>(slice);
  }

  String stream() {
    return stream;
  }

  SeenSubject seen(SubjectCommand command) {
    return shell.seen(command);
  }

  Verdict<? extends SubjectEvent> decide(SubjectCommand command) {
    return shell.decide(command);
  }

  void happened(List<? extends SubjectEvent> events) {
    events.forEach(event -> apply(event));
  }

  @EventSourcingHandler
  void on(SubjectEvent event) {
    shell.on(event);
  }
}

package dev.daybook.path;

import dev.daybook.decision.Actor;
import dev.daybook.decision.Context;
import dev.daybook.decision.EntryMetadata;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.mesh.SubjectName;
import dev.daybook.store.Append;
import dev.daybook.store.Ledger;
import dev.daybook.store.NewEvent;
import dev.daybook.store.PoliciesMoved;
import dev.daybook.store.TimeOrderedIds;
import java.util.List;
import java.util.OptionalLong;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

/** Records what Daybook finds by itself: entries that follow from no command. */
public final class OwnEntries {

  private final Ledger ledger;
  private final Actor actor;

  /**
   * @param actor under whose id they are recorded
   */
  public OwnEntries(Ledger ledger, Actor actor) {
    this.ledger = ledger;
    this.actor = actor;
  }

  /**
   * One entry to record, where its stream stands as it was when the entry was made.
   *
   * @param sequence its place in the event's own stream
   * @param judged the subject it says something of; absent for none
   */
  public record Own(SubjectEvent event, long sequence, @Nullable Judged judged) {}

  /**
   * A subject and its last sequence, which still has to be its last.
   *
   * @param sequence -1 for one without any entry
   */
  public record Judged(SubjectName subject, long sequence) {}

  /**
   * Records all of them, or none.
   *
   * @param policyPosition nothing after it may have changed the policies in force
   * @return the position of the last; empty where something they were made of has moved
   * @throws dev.daybook.store.StoreUnavailable when the database cannot be reached in time
   */
  public OptionalLong append(List<Own> entries, long policyPosition) {
    EntryMetadata metadata =
        new EntryMetadata(actor.id(), actor.kind(), TimeOrderedIds.next(), Context.prod(), null);
    Append append = Append.alone().by(metadata).judgedUnder(policyPosition);
    for (Own entry : entries) {
      Judged judged = entry.judged();
      if (judged != null) {
        append.expectHead(judged.subject().stream(), judged.sequence());
      }
    }
    List<NewEvent> events =
        entries.stream()
            .map(
                entry ->
                    NewEvent.of(
                        entry.event().subject().stream(),
                        entry.sequence(),
                        entry.event(),
                        metadata))
            .toList();
    try {
      return OptionalLong.of(ledger.append(events, append).last());
    } catch (ConcurrencyException | PoliciesMoved moved) {
      return OptionalLong.empty();
    }
  }
}

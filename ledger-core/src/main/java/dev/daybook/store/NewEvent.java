package dev.daybook.store;

import dev.daybook.decision.EntryMetadata;
import dev.daybook.decision.SubjectEvent;
import java.util.UUID;

/**
 * An event on its way into the ledger.
 *
 * @param id the event's own id, {@link TimeOrderedIds#next()} unless somebody gave it one
 * @param stream the stream it continues, {@code product/sales.customer-360}
 * @param sequence its place in the stream, from 0
 */
public record NewEvent(
    UUID id, String stream, long sequence, SubjectEvent event, EntryMetadata metadata) {

  public static NewEvent of(
      String stream, long sequence, SubjectEvent event, EntryMetadata metadata) {
    return new NewEvent(TimeOrderedIds.next(), stream, sequence, event, metadata);
  }
}

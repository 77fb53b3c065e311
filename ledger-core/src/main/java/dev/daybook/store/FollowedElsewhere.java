package dev.daybook.store;

import java.util.Optional;

/** A ledger that follows Axon Server, opened to be read only: nothing is recorded. */
record FollowedElsewhere(String context, EntryReader reader) implements Recording {

  @Override
  public Optional<Receipt> append(Proposal proposal) {
    throw new StoreUnavailable(Upstream.wanted(context));
  }

  @Override
  public Standing standing(String stream) {
    return reader.standing(stream);
  }
}

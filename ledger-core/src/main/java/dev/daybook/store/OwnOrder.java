package dev.daybook.store;

import java.util.Optional;

/** Events get their places as they are recorded, from this node's appender. */
record OwnOrder(Appender appender, EntryReader reader) implements Recording {

  @Override
  public Optional<Receipt> append(Proposal proposal) {
    return Optional.of(appender.append(proposal));
  }

  @Override
  public Standing standing(String stream) {
    return reader.standing(stream);
  }
}

package dev.daybook.store;

import java.util.Optional;

/**
 * What makes events durable: the ledger's own order, or Axon Server's, which the ledger follows.
 */
interface Recording {

  /**
   * Records the proposal and returns once it is durable.
   *
   * @return where its events stand; empty where they are durable and the ledger has not come to
   *     them yet
   * @throws DecisionExists when the decision was recorded before
   * @throws PoliciesMoved when the policies in force are no longer those it was judged under
   * @throws org.axonframework.modelling.command.ConcurrencyException when a stream does not end
   *     where it should
   * @throws StoreUnavailable when that could not be found out
   */
  Optional<Receipt> append(Proposal proposal);

  /** Where a stream and the ledger stand. */
  Standing standing(String stream);
}

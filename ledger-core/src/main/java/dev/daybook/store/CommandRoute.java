package dev.daybook.store;

import java.util.Optional;
import java.util.function.Function;

/**
 * The way of commands between the nodes of one ledger whose events live in Axon Server. Commands of
 * one key go to one node, as long as it is there, whichever node was asked.
 *
 * <p>What is sent is sealed between the nodes: Axon Server carries it and can neither read it nor
 * put another in its place.
 */
public interface CommandRoute {

  /**
   * Sends a message to the node that takes those of this key, which may be this one.
   *
   * @param key what the node is found by, the same text for all that should meet there
   * @return that node's answer; empty where there is none: no node took it, it went away or did not
   *     answer in time, or either message is too large. It may have done what it was asked all the
   *     same
   */
  Optional<byte[]> ask(String key, byte[] message) throws InterruptedException;

  /**
   * Takes what nodes send, this one too, from now on; at once on as many threads as it comes.
   *
   * @param answers the answer to a message; empty where it is not understood
   * @return closing it lets others take what comes, once what is under way is answered
   */
  Subscription take(Function<byte[], Optional<byte[]>> answers);
}

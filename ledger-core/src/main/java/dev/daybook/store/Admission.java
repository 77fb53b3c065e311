package dev.daybook.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

/**
 * Who of a round is written at one head: judges each caller before anything is numbered. Is the
 * decision new, are the policies still those it was judged under, do the streams end where it
 * thinks. Where streams end comes from memory, or from one question about all that are unknown.
 */
final class Admission {

  /** Streams whose end is remembered. */
  private static final int REMEMBERED_STREAMS = 1 << 16;

  private final StreamHeads streamHeads = new StreamHeads(REMEMBERED_STREAMS);

  /**
   * A round's verdict at one head.
   *
   * @param winners who is written, in this order
   * @param losers who is not, and why. Who loses only to a winner of this round is in neither: he
   *     is judged again once that winner is durable, so that nobody is sent to look for an entry
   *     that is not there yet
   * @param ahead whether a loser expects a stream to end later than we know it to
   * @param policyPosition where the policies last changed, once the winners are written
   */
  record Judged(
      List<Proposal> winners,
      Map<Proposal, RuntimeException> losers,
      boolean ahead,
      long policyPosition) {}

  /**
   * Judges {@code open} in its order, as of {@code at}.
   *
   * @throws SQLException when streams had to be asked for and the database did not answer
   */
  Judged judge(AppendSession current, List<Proposal> open, LedgerHead at) throws SQLException {
    StreamHeads.Round round = new StreamHeads.Round(lookUp(current, open));
    List<Proposal> winners = new ArrayList<>(open.size());
    Map<Proposal, RuntimeException> losers = new HashMap<>();
    boolean ahead = false;
    long policyPosition = at.policyPosition();
    long position = at.position();
    for (Proposal proposal : open) {
      RuntimeException refusal = refusal(proposal, round::recorded, at.policyPosition());
      if (refusal != null) {
        losers.put(proposal, refusal);
        ahead |= isAhead(proposal, round);
        continue;
      }
      if (refusal(proposal, round::head, policyPosition) != null) {
        continue;
      }
      winners.add(proposal);
      round.continueTo(proposal.newHeads());
      for (Proposal.Event event : proposal.events()) {
        position++;
        if (event.kind().changesPolicies()) {
          policyPosition = position;
        }
      }
    }
    return new Judged(winners, losers, ahead, policyPosition);
  }

  /** Why the proposal cannot be written where streams end like this; null when it can. */
  private static @Nullable RuntimeException refusal(
      Proposal proposal, ToLongFunction<String> heads, long policyPosition) {
    String moved = null;
    for (Map.Entry<String, Long> expected : proposal.expectedHeads().entrySet()) {
      String stream = expected.getKey();
      if (heads.applyAsLong(stream) == expected.getValue()) {
        continue;
      }
      if (expected.getValue() == StreamHeads.NONE && stream.startsWith(Proposal.DECISION)) {
        return new DecisionExists(Proposal.decisionId(stream));
      }
      moved = stream;
    }
    if (proposal.judgedUnder() < policyPosition) {
      return new PoliciesMoved(proposal.judgedUnder(), policyPosition);
    }
    return moved == null
        ? null
        : new ConcurrencyException(
            "`%s` ends at %d, not at %d: somebody else continued it; read it again and decide anew"
                .formatted(moved, heads.applyAsLong(moved), proposal.expectedHeads().get(moved)));
  }

  private static boolean isAhead(Proposal proposal, StreamHeads.Round round) {
    return proposal.expectedHeads().entrySet().stream()
        .anyMatch(expected -> expected.getValue() > round.recorded(expected.getKey()));
  }

  private Map<String, Long> lookUp(AppendSession current, List<Proposal> open) throws SQLException {
    Map<String, Long> heads = new HashMap<>();
    Set<String> unknown = new LinkedHashSet<>();
    for (Proposal proposal : open) {
      for (String stream : proposal.expectedHeads().keySet()) {
        Long known = streamHeads.get(stream);
        if (known == null) {
          unknown.add(stream);
        } else {
          heads.put(stream, known);
        }
      }
    }
    if (!unknown.isEmpty()) {
      Map<String, Long> found = current.heads(unknown);
      for (String stream : unknown) {
        long there = found.getOrDefault(stream, StreamHeads.NONE);
        heads.put(stream, there);
        streamHeads.learn(stream, there);
      }
    }
    return heads;
  }

  /** The proposal is durable: its streams end where it left them. */
  void written(Proposal proposal) {
    proposal.newHeads().forEach(streamHeads::learn);
    streamHeads.trim();
  }

  /** Somebody else continued these streams up to there. */
  void learn(Map<String, Long> heads) {
    heads.forEach(streamHeads::learn);
  }

  /** Too much happened elsewhere to follow: every stream is asked for again. */
  void forget() {
    streamHeads.forget();
  }
}

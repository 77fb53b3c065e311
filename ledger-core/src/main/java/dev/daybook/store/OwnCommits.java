package dev.daybook.store;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which types of events this node's own commits held, over the latest span of positions in which
 * there were no others. A follower of few types learns here, without asking the database, that what
 * was just recorded does not concern it.
 *
 * <p>Written by the appender's thread alone, before it tells anybody of the commit.
 */
final class OwnCommits {

  /** Every position in ({@code after}, {@code through}] was written by this node. */
  private record Span(long after, long through) {}

  private final Map<String, Long> lastOfType = new ConcurrentHashMap<>();
  private volatile Span span = new Span(0, 0);

  /** Takes in a commit that is durable. */
  void add(Attempt attempt) {
    long position = attempt.base().position();
    for (Proposal proposal : attempt.proposals()) {
      for (Proposal.Event event : proposal.events()) {
        position++;
        lastOfType.put(event.kind().name(), position);
      }
    }
    Span before = span;
    long base = attempt.base().position();
    span = new Span(before.through() == base ? before.after() : base, position);
  }

  /**
   * Whether no entry of these types stands in ({@code after}, {@code through}]; false also where
   * that is not known here.
   */
  boolean haveNoneOf(Set<String> types, long after, long through) {
    Span known = span;
    if (after < known.after() || through > known.through()) {
      return false;
    }
    for (String type : types) {
      Long last = lastOfType.get(type);
      if (last != null && last > after) {
        return false;
      }
    }
    return true;
  }
}

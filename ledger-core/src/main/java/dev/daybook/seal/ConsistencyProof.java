package dev.daybook.seal;

import java.util.List;

/**
 * Shows that a tree begins with every leaf of a smaller one, in the same order.
 *
 * @param first leaves of the smaller tree; nothing is shown of a tree without leaves, with which
 *     every other begins
 * @param second leaves of the larger, or the same number
 * @param path hashes from which both roots follow
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9162#section-2.1.4">RFC 9162, 2.1.4</a>
 */
public record ConsistencyProof(long first, long second, List<Hash> path) {

  public ConsistencyProof {
    path = List.copyOf(path);
  }

  /** Whether it shows that the tree with the second root begins with the one with the first. */
  public boolean proves(Hash firstRoot, Hash secondRoot) {
    if (first < 1 || first > second) {
      return false;
    }
    if (first == second) {
      return path.isEmpty() && firstRoot.equals(secondRoot);
    }
    if (path.isEmpty()) {
      return false;
    }
    long node = first - 1;
    long last = second - 1;
    int whole = Long.numberOfTrailingZeros(~node);
    node >>= whole;
    last >>= whole;
    // A smaller tree that is one whole subtree is where the way begins; else the proof names that.
    boolean isWhole = node == 0;
    Hash old = isWhole ? firstRoot : path.getFirst();
    Hash now = old;
    for (Hash beside : path.subList(isWhole ? 0 : 1, path.size())) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        old = Merkle.nodeHash(beside, old);
        now = Merkle.nodeHash(beside, now);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        now = Merkle.nodeHash(now, beside);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && old.equals(firstRoot) && now.equals(secondRoot);
  }
}

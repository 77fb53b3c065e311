package dev.daybook.seal;

import java.util.List;

/**
 * Shows that a leaf stands in a tree.
 *
 * @param index the leaf's, from 0
 * @param size leaves of the tree
 * @param path hashes beside the way from the leaf to the root, lowest first
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9162#section-2.1.3">RFC 9162, 2.1.3</a>
 */
public record InclusionProof(long index, long size, List<Hash> path) {

  public InclusionProof {
    path = List.copyOf(path);
  }

  /** Whether it shows that the leaf with this hash stands in the tree with this root. */
  public boolean proves(Hash leaf, Hash root) {
    if (index < 0 || index >= size) {
      return false;
    }
    long node = index;
    long last = size - 1;
    Hash hash = leaf;
    for (Hash beside : path) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        hash = Merkle.nodeHash(beside, hash);
        // A right edge that has no sibling at this height goes up as it is.
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        hash = Merkle.nodeHash(hash, beside);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && hash.equals(root);
  }
}

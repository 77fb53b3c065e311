package dev.daybook.seal;

import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The entries under a tile of level 0, each behind its length in two bytes, big-endian.
 *
 * @see <a href="https://c2sp.org/tlog-tiles">C2SP tlog-tiles, log entries</a>
 */
public final class EntryBundle {

  private static final int LONGEST = 0xffff;

  private static final VarHandle LENGTH =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

  private EntryBundle() {}

  /** The bundle of these leaves, each of {@value #LONGEST} bytes at most. */
  public static byte[] write(List<byte[]> leaves) {
    ByteArrayOutputStream bundle = new ByteArrayOutputStream();
    for (byte[] leaf : leaves) {
      if (leaf.length > LONGEST) {
        throw new IllegalArgumentException(
            "an entry has at most %d bytes; seen %d".formatted(LONGEST, leaf.length));
      }
      bundle.write(leaf.length >> 8);
      bundle.write(leaf.length);
      bundle.writeBytes(leaf);
    }
    return bundle.toByteArray();
  }

  /**
   * The leaves of a bundle.
   *
   * @throws IllegalArgumentException when it ends in the middle of one, or has more than a tile
   */
  public static List<byte[]> read(byte[] bundle) {
    List<byte[]> leaves = new ArrayList<>();
    int at = 0;
    while (at < bundle.length) {
      int length =
          at + 2 > bundle.length ? LONGEST : Short.toUnsignedInt((short) LENGTH.get(bundle, at));
      int end = at + 2 + length;
      if (end > bundle.length) {
        throw new IllegalArgumentException(
            "the bundle ends in the middle of its entry %d".formatted(leaves.size()));
      }
      if (leaves.size() == TileId.WIDTH) {
        throw new IllegalArgumentException(
            "a bundle has at most %d entries; this one has more".formatted(TileId.WIDTH));
      }
      leaves.add(Arrays.copyOfRange(bundle, at + 2, end));
      at = end;
    }
    return leaves;
  }
}

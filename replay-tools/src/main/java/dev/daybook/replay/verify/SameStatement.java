package dev.daybook.replay.verify;

import dev.daybook.seal.LeafEntry;
import java.nio.charset.StandardCharsets;

/**
 * Compares a leaf with the statement it should make, value by value where they stand, without
 * writing the statement first: its form has one order of keys, no space, and, where texts need no
 * escapes, one way to write each value.
 */
final class SameStatement {

  /** Digits of the largest index, with which the longest statement is reckoned. */
  private static final int INDEX_DIGITS = 19;

  /** The leaf's bytes, each a character of its own: quickly compared with others. */
  private final String leaf;

  private int at;
  private boolean same = true;

  private SameStatement(byte[] leaf) {
    this.leaf = new String(leaf, StandardCharsets.ISO_8859_1);
  }

  /**
   * Whether a leaf is this statement, byte for byte. One that needs escapes is not compared: that
   * answers false as well.
   */
  static boolean is(byte[] leaf, LeafEntry statement) {
    return new SameStatement(leaf).is(statement);
  }

  private boolean is(LeafEntry says) {
    expect("{\"actor\":\"");
    text(says.actor());
    expect("\",\"event\":\"");
    expect(says.event().toString());
    expect("\",\"index\":");
    String index = Long.toString(says.index());
    expect(index);
    expect(",\"metadata\":{\"length\":");
    content(says.metadata());
    expect("\"},\"origin\":\"");
    text(says.origin());
    expect("\",\"payload\":{\"length\":");
    content(says.payload());
    expect("\"},\"recordedAt\":\"");
    expect(LeafEntry.time(says.recordedAt()));
    expect("\",\"revision\":");
    expect(Integer.toString(says.revision()));
    expect(",\"sequence\":");
    expect(Long.toString(says.sequence()));
    expect(",\"stream\":\"");
    text(says.stream());
    expect("\",\"type\":\"");
    text(says.type());
    expect("\"}");
    boolean fits = leaf.length() - index.length() + INDEX_DIGITS <= LeafEntry.MAX_BYTES;
    return same && fits && at == leaf.length();
  }

  private void expect(String wanted) {
    same = same && leaf.startsWith(wanted, at);
    at += wanted.length();
  }

  private void content(LeafEntry.Content content) {
    expect(Integer.toString(content.length()));
    expect(",\"sha256\":\"");
    expect(content.sha256());
  }

  private void text(String text) {
    expect(text);
    for (int i = 0; same && i < text.length(); i++) {
      char unit = text.charAt(i);
      same = unit >= ' ' && unit <= '~' && unit != '"' && unit != '\\';
    }
  }
}

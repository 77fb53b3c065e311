package dev.daybook.views;

import java.util.List;

/**
 * One set of tables derived from the ledger. What an entry does to them depends on the entry and on
 * the rows its own stream already has, on nothing else: so a view can be dropped and derived again
 * at any time, and comes out the same.
 */
public interface View {

  /** Lower-case, one word; the name of its token: {@code catalog}. */
  String name();

  /**
   * Counts up whenever its tables, or what an entry does to them, change: the view is then derived
   * anew from the first entry.
   */
  int version();

  List<Table<?>> tables();

  /** The events it reacts to. No event may be under two of these. */
  List<Follow<?>> follows();
}

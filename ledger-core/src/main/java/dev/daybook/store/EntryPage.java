package dev.daybook.store;

import java.util.List;

/**
 * Entries as they follow each other, as many as were asked for or as many as fit.
 *
 * @param entries at least one if there is one
 * @param isCut whether bytes ended the page: then there are more
 */
record EntryPage(List<LedgerEntry> entries, boolean isCut) {}

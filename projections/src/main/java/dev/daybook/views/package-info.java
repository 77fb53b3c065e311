/**
 * Views: what the ledger says, as tables that answer questions as of any position. A view is the
 * events it follows, how each changes its rows, its tables and its queries; following, batching,
 * parking and tokens are the same for all and live here.
 */
@NullMarked
package dev.daybook.views;

import org.jspecify.annotations.NullMarked;

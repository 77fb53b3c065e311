/** The ledger itself, as it was recorded: entries, its head, and the bytes kept with them. */
@NullMarked
package dev.daybook.views.ledger;

import org.jspecify.annotations.NullMarked;

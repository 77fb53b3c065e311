/** Tags: names for moments of the ledger, such as the end of a quarter, that never move. */
@NullMarked
package dev.daybook.tag;

import org.jspecify.annotations.NullMarked;

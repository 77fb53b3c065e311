/** What becomes of entries that a view could not take in: they are tried again, or passed over. */
@NullMarked
package dev.daybook.parked;

import org.jspecify.annotations.NullMarked;

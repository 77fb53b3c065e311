/**
 * A whole ledger as one portable file, with what was sealed of it: written from any ledger, and put
 * into any that is empty. The form is {@code docs/reference/history-format.md}.
 */
@NullMarked
package dev.daybook.history;

import org.jspecify.annotations.NullMarked;

/** Every decision the ledger recorded, with its findings. */
@NullMarked
package dev.daybook.views.decisions;

import org.jspecify.annotations.NullMarked;

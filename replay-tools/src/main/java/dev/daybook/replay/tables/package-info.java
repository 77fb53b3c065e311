/** Verifies a ledger where it is kept: straight from its tables, without a server. */
@NullMarked
package dev.daybook.replay.tables;

import org.jspecify.annotations.NullMarked;

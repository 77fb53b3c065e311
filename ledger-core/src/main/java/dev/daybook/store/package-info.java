/**
 * The ledger's store: one order, durable, append-only, on PostgreSQL, behind Axon's event store.
 */
@NullMarked
package dev.daybook.store;

import org.jspecify.annotations.NullMarked;

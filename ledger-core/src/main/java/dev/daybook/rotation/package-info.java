/** Rotations of the seal's keys, as entries of the ledger that is sealed. */
@NullMarked
package dev.daybook.rotation;

import org.jspecify.annotations.NullMarked;

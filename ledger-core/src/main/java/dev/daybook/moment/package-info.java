/**
 * Moments: how they are written, which ledger position each is, and what every answer says of its
 * own. Both HTTP sides read and say it here.
 */
@NullMarked
package dev.daybook.moment;

import org.jspecify.annotations.NullMarked;

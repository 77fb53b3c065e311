/**
 * Ceilings: how hard any policy may be, everywhere or in one domain, so that governance can be
 * switched on without stopping anyone.
 */
@NullMarked
package dev.daybook.ceiling;

import org.jspecify.annotations.NullMarked;

/** Data contracts: what producers promise consumers, version by version. */
@NullMarked
package dev.daybook.contract;

import org.jspecify.annotations.NullMarked;

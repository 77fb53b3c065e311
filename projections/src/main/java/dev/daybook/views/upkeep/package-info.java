/** How views are looked after: where each stands, and deriving one once more. */
@NullMarked
package dev.daybook.views.upkeep;

import org.jspecify.annotations.NullMarked;

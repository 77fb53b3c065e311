/** Tags and the moments they stand for. */
@NullMarked
package dev.daybook.views.tags;

import org.jspecify.annotations.NullMarked;

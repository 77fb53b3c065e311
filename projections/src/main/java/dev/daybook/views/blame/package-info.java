/** Attribution: which entries made a cell of a view what it is. */
@NullMarked
package dev.daybook.views.blame;

import org.jspecify.annotations.NullMarked;

/** The catalog: which data products there are, who owns them, how they are read. */
@NullMarked
package dev.daybook.views.catalog;

import org.jspecify.annotations.NullMarked;

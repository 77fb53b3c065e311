/** What flows where, as documents declare it. */
@NullMarked
package dev.daybook.views.lineage;

import org.jspecify.annotations.NullMarked;

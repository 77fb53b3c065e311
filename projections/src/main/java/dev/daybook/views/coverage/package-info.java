/** Which rules fire, and which never do, counted from recorded decisions. */
@NullMarked
package dev.daybook.views.coverage;

import org.jspecify.annotations.NullMarked;

/** Contract versions, and where each stands in its life. */
@NullMarked
package dev.daybook.views.contracts;

import org.jspecify.annotations.NullMarked;

/** How hard policies may be, everywhere and in each domain. */
@NullMarked
package dev.daybook.views.ceiling;

import org.jspecify.annotations.NullMarked;

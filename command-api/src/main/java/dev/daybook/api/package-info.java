/** Placeholder. */
@NullMarked
package dev.daybook.api;

import org.jspecify.annotations.NullMarked;

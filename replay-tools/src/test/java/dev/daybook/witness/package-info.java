@NullMarked
package dev.daybook.witness;

import org.jspecify.annotations.NullMarked;

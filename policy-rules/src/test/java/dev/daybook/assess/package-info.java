@NullMarked
package dev.daybook.assess;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.daybook.timestamped;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.daybook.hindsight;

import org.jspecify.annotations.NullMarked;

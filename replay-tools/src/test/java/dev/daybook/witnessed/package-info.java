@NullMarked
package dev.daybook.witnessed;

import org.jspecify.annotations.NullMarked;

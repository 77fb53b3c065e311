@NullMarked
package dev.daybook.rules;

import org.jspecify.annotations.NullMarked;

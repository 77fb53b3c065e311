@NullMarked
package dev.daybook.verifyjar;

import org.jspecify.annotations.NullMarked;

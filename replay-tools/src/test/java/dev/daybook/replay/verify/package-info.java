@NullMarked
package dev.daybook.replay.verify;

import org.jspecify.annotations.NullMarked;

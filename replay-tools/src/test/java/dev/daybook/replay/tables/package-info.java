@NullMarked
package dev.daybook.replay.tables;

import org.jspecify.annotations.NullMarked;

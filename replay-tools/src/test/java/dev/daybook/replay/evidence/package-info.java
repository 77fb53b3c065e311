@NullMarked
package dev.daybook.replay.evidence;

import org.jspecify.annotations.NullMarked;

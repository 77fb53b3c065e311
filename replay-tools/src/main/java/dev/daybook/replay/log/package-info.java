/** A sealed log as files and over HTTP: what C2SP's tlog-tiles publishes, read and written. */
@NullMarked
package dev.daybook.replay.log;

import org.jspecify.annotations.NullMarked;

package dev.daybook.hindsight;

import java.time.Instant;

/**
 * One end of a comparison.
 *
 * @param position the last that counts
 * @param clock the time policies see
 */
public record PostureMoment(long position, Instant clock) {}

package dev.daybook.views;

import java.time.Instant;

/** An entry a view could not take in, or one of the same stream that waits behind it. */
public record Parked(
    String view, long position, String stream, String type, String cause, Instant parkedAt) {}

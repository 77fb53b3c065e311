package dev.daybook.rules;

import dev.daybook.mesh.SubjectName;
import java.time.Instant;

/**
 * A time at which a rule may say something else of a subject though nothing is recorded: its waiver
 * runs out, a stage of its policy begins, or its policy spares what was there no longer.
 *
 * @param at the first instant at which it is so
 * @param owner the waiver or the policy
 */
public record Due(Instant at, SubjectName owner) {}

/**
 * The words every slice shares: names of subjects, versions, durations, ratios, parties, datasets,
 * fields and promises. Values only; the lowest floor of the house.
 */
@NullMarked
package dev.daybook.mesh;

import org.jspecify.annotations.NullMarked;

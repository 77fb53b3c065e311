package dev.daybook.decision;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What every event carries beside its payload; hashed with it and never added later.
 *
 * @param actor surrogate id of who asked
 * @param decision the decision this event follows from (or is); of what Daybook records by itself,
 *     an id that its entries of one append share
 * @param context environment, reason, ticket, source
 * @param document SHA-256 of the original document's bytes, where there was one
 */
public record EntryMetadata(
    String actor,
    Actor.Kind actorKind,
    UUID decision,
    Context context,
    @Nullable String document) {}

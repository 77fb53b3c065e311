package dev.daybook.path;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What policies see of a subject that a command is about.
 *
 * @param state its fields, see {@link dev.daybook.decision.Slice#facts}; empty before its first
 *     event
 * @param changed where the command's document differs from the one that stands
 */
record SeenSubject(Map<String, Object> state, Optional<List<String>> changed) {}

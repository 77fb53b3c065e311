package dev.daybook.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.UnaryOperator;

/**
 * Brings one event's JSON from revision {@code from} to the next, when it is read. What is stored
 * stays as it was written.
 */
public record Upcaster(String type, int from, UnaryOperator<ObjectNode> change) {}

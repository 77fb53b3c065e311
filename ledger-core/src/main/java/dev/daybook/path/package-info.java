/**
 * The way of a command: load its subject, gather the facts, ask the gate and the domain's own
 * rules, record the decision and its events in one transaction, answer.
 */
@NullMarked
package dev.daybook.path;

import org.jspecify.annotations.NullMarked;

/**
 * Persons as the ledger knows them, by surrogate ids alone: what is asked for their erasure, what
 * holds it up, and that it was done.
 */
@NullMarked
package dev.daybook.person;

import org.jspecify.annotations.NullMarked;

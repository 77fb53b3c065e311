/**
 * Params documents: the values that policies leave to others, one document for each scope. What is
 * published last is what policies judge with.
 */
@NullMarked
package dev.daybook.params;

import org.jspecify.annotations.NullMarked;

/** Turns bytes into typed documents, and says precisely what is wrong where it cannot. */
@NullMarked
package dev.daybook.document;

import org.jspecify.annotations.NullMarked;

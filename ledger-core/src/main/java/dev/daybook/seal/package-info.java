/** The seal's pure formats: no I/O, no framework. */
@NullMarked
package dev.daybook.seal;

import org.jspecify.annotations.NullMarked;

/** Lets commands in over HTTP: documents, lifecycle steps, measurements, tokens. */
@NullMarked
package dev.daybook.api;

import org.jspecify.annotations.NullMarked;

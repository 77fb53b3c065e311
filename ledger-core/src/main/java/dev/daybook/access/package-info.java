/**
 * Access tokens: issued to an actor under a surrogate id, and revoked. Only a token's digest is
 * kept.
 */
@NullMarked
package dev.daybook.access;

import org.jspecify.annotations.NullMarked;

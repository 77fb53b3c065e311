/** The seal, for whoever verifies it: checkpoints, tiles and proofs. */
@NullMarked
package dev.daybook.views.seal;

import org.jspecify.annotations.NullMarked;

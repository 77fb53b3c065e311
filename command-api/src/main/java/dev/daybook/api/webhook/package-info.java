/** Tells others of denials and of what waits for approval, by signed posts. */
@NullMarked
package dev.daybook.api.webhook;

import org.jspecify.annotations.NullMarked;

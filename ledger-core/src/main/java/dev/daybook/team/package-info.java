/** Teams: who they are, how to reach them, and which domains they keep. */
@NullMarked
package dev.daybook.team;

import org.jspecify.annotations.NullMarked;

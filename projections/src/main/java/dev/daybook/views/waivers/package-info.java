/** Which rules do not stop whom, for how long, and who agreed. */
@NullMarked
package dev.daybook.views.waivers;

import org.jspecify.annotations.NullMarked;

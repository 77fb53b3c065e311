/** Domains, teams and actors. */
@NullMarked
package dev.daybook.views.organisation;

import org.jspecify.annotations.NullMarked;

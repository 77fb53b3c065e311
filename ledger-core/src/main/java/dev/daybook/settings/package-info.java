/** What settings have in common, whatever they are about. */
@NullMarked
package dev.daybook.settings;

import org.jspecify.annotations.NullMarked;

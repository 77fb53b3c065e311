/** What happened, one line an entry, for people to read. */
@NullMarked
package dev.daybook.views.activity;

import org.jspecify.annotations.NullMarked;

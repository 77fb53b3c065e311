/** How a command is answered: judged by policies and domain rules, decided, recorded. */
@NullMarked
package dev.daybook.decision;

import org.jspecify.annotations.NullMarked;

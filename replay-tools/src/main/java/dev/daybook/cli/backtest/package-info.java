/** What a draft would have made of the past, and the forms that is told in. */
@NullMarked
package dev.daybook.cli.backtest;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.daybook.cli.backtest;

import org.jspecify.annotations.NullMarked;

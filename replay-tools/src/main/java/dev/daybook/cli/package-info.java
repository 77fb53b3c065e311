/**
 * The {@code daybook} command. One class per subcommand; what they share (output, the server's
 * door, exit codes) is in {@link dev.daybook.cli.Printer}, {@link dev.daybook.cli.Client} and
 * {@link dev.daybook.cli.Exit}.
 */
@NullMarked
package dev.daybook.cli;

import org.jspecify.annotations.NullMarked;

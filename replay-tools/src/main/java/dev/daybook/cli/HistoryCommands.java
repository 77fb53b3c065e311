package dev.daybook.cli;

import picocli.CommandLine.Command;

/** {@code daybook history …}: a whole ledger as a file. */
@Command(
    name = "history",
    description = {
      "Move a whole ledger: entries, what they cite, and what was sealed of them, as one file that",
      "any Daybook puts into any empty database, with every proof and checkpoint as good as before."
    },
    subcommands = {HistoryExportCommand.class, HistoryImportCommand.class})
final class HistoryCommands {}

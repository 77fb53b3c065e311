package dev.daybook.cli;

import java.io.Console;

/** Terminal colours (ECMA-48 SGR), or nothing where there is no terminal to show them. */
enum Palette {
  RED("31"),
  GREEN("32"),
  YELLOW("33"),
  DIM("2"),
  BOLD("1");

  private final String code;

  Palette(String code) {
    this.code = code;
  }

  /** On a terminal, unless NO_COLOR is set to anything (https://no-color.org). */
  @SuppressWarnings("SystemConsoleNull") // null again since JDK 25 where output is piped
  static boolean enabled() {
    String noColor = System.getenv("NO_COLOR");
    Console console = System.console();
    return console != null && console.isTerminal() && (noColor == null || noColor.isEmpty());
  }

  String on(String text, boolean colors) {
    return colors ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}

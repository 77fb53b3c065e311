package dev.daybook.cli;

/** What a command's exit code says. Where several apply, the highest wins. */
final class Exit {

  /** Done; warnings alone are no failure. */
  static final int OK = 0;

  /** The answer is no: denied, findings that deny, differences. */
  static final int NO = 1;

  /** Wrong usage, or input that cannot be read. */
  static final int USAGE = 2;

  /** It could not be done: no server, no right, no file. */
  static final int COULD_NOT = 3;

  private Exit() {}
}

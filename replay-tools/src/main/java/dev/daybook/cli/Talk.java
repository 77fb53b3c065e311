package dev.daybook.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Where a command writes: data to stdout, talk to stderr, so that a pipe carries nothing but data.
 *
 * @param colors whether stderr and stdout are a terminal that wants colours
 */
record Talk(PrintWriter data, PrintWriter talk, boolean colors) {

  static Talk of(CommandSpec spec) {
    return new Talk(spec.commandLine().getOut(), spec.commandLine().getErr(), Palette.enabled());
  }

  /** Tells the user something, on stderr. */
  void say(String sentence) {
    talk.println(sentence);
    talk.flush();
  }

  String paint(Palette color, String text) {
    return color.on(text, colors);
  }
}

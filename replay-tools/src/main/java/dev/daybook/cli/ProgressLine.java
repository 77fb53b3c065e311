package dev.daybook.cli;

import dev.daybook.replay.verify.Progress;
import java.io.IOException;
import java.nio.file.Path;

/** One line on stderr that says how far something has come, where stderr is a terminal. */
final class ProgressLine implements Progress, AutoCloseable {

  private static final long EVERY_NANOS = 250_000_000;
  private static final int WIDTH = 30;

  private final Talk talk;
  private final boolean shown;
  private final long start = System.nanoTime();
  private long last = start;
  private long first = -1;
  private boolean written;

  /**
   * @param shown whether somebody sees it
   */
  ProgressLine(Talk talk, boolean shown) {
    this.talk = talk;
    this.shown = shown;
  }

  static ProgressLine on(Talk talk) {
    return new ProgressLine(talk, isTerminal());
  }

  /** Where stderr leads; {@code System.console()} tells of stdin and stdout only. */
  private static boolean isTerminal() {
    try {
      String device = Path.of("/dev/stderr").toRealPath().toString();
      return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
    } catch (IOException _) {
      return false; // a pipe, or no such thing here
    }
  }

  @Override
  public void at(long position, long of) {
    long now = System.nanoTime();
    if (first < 0) {
      first = position; // what an earlier run did took no time of this one's
    }
    if (!shown || now - last < EVERY_NANOS) {
      return;
    }
    last = now;
    written = true;
    int done = (int) (WIDTH * position / Math.max(1, of));
    double perSecond = (position - first) * 1e9 / (now - start);
    talk.talk()
        .printf(
            "\r[%s%s] %,d of %,d, %,.0f/s, %,.0f s left\u001b[K",
            "#".repeat(done),
            ".".repeat(WIDTH - done),
            position,
            of,
            perSecond,
            (of - position) / Math.max(1, perSecond));
    talk.talk().flush();
  }

  /** Takes the line away. */
  @Override
  public void close() {
    if (written) {
      talk.talk().print("\r\u001b[K");
      talk.talk().flush();
    }
  }
}

package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

  private static final Pattern LINE =
      Pattern.compile("\\[(#*)(\\.*)] ([\\d,]+) of ([\\d,]+), ([\\d,]+)/s, ([\\d,]+) s left");

  private final StringWriter out = new StringWriter();
  private final Talk talk = new Talk(new PrintWriter(out), new PrintWriter(out), false);

  private static long number(String text) {
    return Long.parseLong(text.replace(",", ""));
  }

  @Test
  void aRunThatGoesOnTellsItsOwnRateAndNotThatOfTheOneBefore() throws InterruptedException {
    try (ProgressLine line = new ProgressLine(talk, true)) {
      line.at(1_000_000, 2_000_000);
      Thread.sleep(300);
      line.at(1_000_100, 2_000_000);
    }
    Matcher told = LINE.matcher(out.toString());
    assertThat(told.find()).as(out.toString()).isTrue();
    assertThat(told.group(1)).hasSize(15);
    assertThat(told.group(1) + told.group(2)).hasSize(30);
    assertThat(number(told.group(3))).isEqualTo(1_000_100);
    assertThat(number(told.group(5))).as("of 100 in 0.3 s or more").isBetween(1L, 334L);
    assertThat(number(told.group(6))).as("until 999,900 more").isGreaterThan(2_000);
    assertThat(out.toString()).as("it is taken away in the end").endsWith("\r\u001b[K");
  }

  @Test
  void whereNobodySeesItNothingIsWritten() throws InterruptedException {
    try (ProgressLine line = new ProgressLine(talk, false)) {
      line.at(1, 10);
      Thread.sleep(300);
      line.at(2, 10);
    }
    assertThat(out.toString()).isEmpty();
  }
}

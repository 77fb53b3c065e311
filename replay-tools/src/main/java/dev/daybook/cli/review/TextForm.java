package dev.daybook.cli.review;

import dev.daybook.decision.Finding.Failing;
import java.util.List;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** A review for people: a line per document, and under it what is to be said. */
public final class TextForm {

  private static final String INDENT = "         ";

  private TextForm() {}

  /**
   * @param paint colours a text by the name of what it says ({@code denied}, {@code warn}), or
   *     leaves it as it is
   * @param expressions whether what of a rule failed is shown, underlined
   */
  public static String of(Review review, BinaryOperator<String> paint, boolean expressions) {
    StringBuilder text = new StringBuilder();
    int width = review.documents().stream().mapToInt(each -> each.title().length()).max().orElse(0);
    for (Reviewed document : review.documents()) {
      text.append(paint.apply(document.outcome().word(), pad(document.outcome().word(), 10)))
          .append(' ')
          .append(pad(document.title(), width))
          .append(document.file().isEmpty() ? positions(document) : "  " + document.file())
          .append('\n');
      for (Level level : List.of(Level.DENY, Level.WARN)) {
        document.of(level).forEach(remark -> append(text, document, remark, paint, expressions));
      }
      document.of(Level.AUDIT).stream()
          .filter(Remark::isSoftened)
          .forEach(remark -> append(text, document, remark, paint, expressions));
    }
    for (Review.Skipped skipped : review.skipped()) {
      text.append(paint.apply("skipped", pad("skipped", 10)))
          .append(' ')
          .append(skipped.file())
          .append(": ")
          .append(skipped.why())
          .append('\n');
    }
    return text.toString();
  }

  private static String positions(Reviewed document) {
    return document.positions().isEmpty()
        ? ""
        : "  at %d to %d, decision %s"
            .formatted(
                document.positions().getFirst(),
                document.positions().getLast(),
                document.decision());
  }

  private static void append(
      StringBuilder text,
      Reviewed document,
      Remark remark,
      BinaryOperator<String> paint,
      boolean expressions) {
    String level = remark.level().word();
    String place = remark.place();
    text.append("  ")
        .append(paint.apply(level, pad(level, 6)))
        .append(' ')
        .append(
            place.isEmpty() || document.file().isEmpty() ? "" : document.file() + ":" + place + " ")
        .append(remark.rule())
        .append(remark.outcome().equals("fail") ? "" : " (" + remark.outcome() + ")")
        .append(remark.withoutCeiling())
        .append('\n');
    line(text, "", remark.message());
    line(text, "seen", remark.seen());
    line(text, "wanted", remark.wanted());
    line(text, "fix", remark.fix());
    line(text, "waiver", remark.waiver());
    line(text, "ask", remark.contact());
    line(text, "read", remark.documentation());
    line(text, "serves", String.join(", ", remark.controls()));
    if (expressions) {
      expression(text, remark.failing(), paint);
    }
  }

  /** The lines that the part stands in, each underlined; the rest of a long rule tells nothing. */
  private static void expression(
      StringBuilder text, @Nullable Failing failing, BinaryOperator<String> paint) {
    if (failing == null) {
      return;
    }
    for (Underlined line : Underlined.lines(failing)) {
      if (line.isMarked()) {
        text.append(INDENT).append(harmless(line.text())).append('\n');
        text.append(INDENT).append(paint.apply("deny", line.mark())).append('\n');
      }
    }
  }

  private static void line(StringBuilder text, String name, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      String head = INDENT + (name.isEmpty() ? "" : pad(name, 7));
      text.append(head)
          .append(harmless(value.strip()).replace("\n", "\n" + " ".repeat(head.length())))
          .append('\n');
    }
  }

  /** Documents are other people's: nothing in them may steer the reader's terminal. */
  private static String harmless(String text) {
    return text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "�");
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}

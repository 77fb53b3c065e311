package dev.daybook.cli;

import dev.daybook.cli.review.Form;
import dev.daybook.cli.review.GithubForm;
import dev.daybook.cli.review.JUnitForm;
import dev.daybook.cli.review.Level;
import dev.daybook.cli.review.MarkdownForm;
import dev.daybook.cli.review.Review;
import dev.daybook.cli.review.Reviewed.Outcome;
import dev.daybook.cli.review.SarifForm;
import dev.daybook.cli.review.TextForm;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How a review of documents is printed, and from what on it fails its command. */
final class ReviewOptions {

  /** From what on a remark makes the answer no. */
  enum FailOn {
    DENY,
    WARN;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "text",
      converter = Forms.class,
      description = "text (default), json, yaml, ndjson, junit, sarif, github or markdown.")
  private Form form = Form.TEXT;

  @Option(
      names = "--fail-on",
      paramLabel = "LEVEL",
      defaultValue = "deny",
      description = "From what on the exit code is 1: deny (default) or warn.")
  private FailOn failOn = FailOn.DENY;

  @Option(
      names = "--explain",
      description =
          "As text, show of each rule that is not kept the part that failed, underlined. `daybook"
              + " explain` shows the value of every part of a recorded decision's.")
  private boolean explain;

  /** Takes {@code table} for {@code text}: other commands call their form for people so. */
  static final class Forms implements ITypeConverter<Form> {
    @Override
    public Form convert(String text) {
      String word = text.equalsIgnoreCase("table") ? "text" : text;
      for (Form form : Form.values()) {
        if (form.name().equalsIgnoreCase(word)) {
          return form;
        }
      }
      throw new TypeConversionException(
          "`%s` is none of text, json, yaml, ndjson, junit, sarif, github, markdown"
              .formatted(text));
    }
  }

  /** Prints the review, its summary on stderr, and answers the command's exit code. */
  int print(Talk talk, Review review) {
    PrintWriter out = talk.data();
    switch (form) {
      case TEXT -> out.print(TextForm.of(review, (word, text) -> paint(talk, word, text), explain));
      case JSON -> out.println(Json.pretty(Json.tree(review)));
      case YAML -> out.print(Yaml.of(Json.tree(review)));
      case NDJSON -> review.documents().forEach(each -> out.println(Json.line(Json.tree(each))));
      case JUNIT -> out.print(JUnitForm.of(review));
      case SARIF -> out.println(Json.pretty(Json.tree(SarifForm.of(review, Build.version()))));
      case GITHUB -> out.print(GithubForm.of(review));
      case MARKDOWN -> out.print(MarkdownForm.of(review));
    }
    out.flush();
    talk.say(review.summary());
    Review.PolicySet judgedBy = review.judgedBy();
    if (judgedBy != null) {
      talk.say(
          "judged by %d %s, set %s"
              .formatted(
                  judgedBy.policies(),
                  judgedBy.policies() == 1 ? "policy" : "policies",
                  judgedBy.digest()));
    }
    return exit(review);
  }

  /**
   * The highest of what applies: 3 unanswered, 2 unreadable, 1 denied (or warned, where that was
   * asked), 0.
   */
  private int exit(Review review) {
    if (review.count(Outcome.UNANSWERED) > 0) {
      return Exit.COULD_NOT;
    }
    if (review.count(Outcome.INVALID) > 0) {
      return Exit.USAGE;
    }
    boolean no =
        review.count(Outcome.DENIED) > 0 || (failOn == FailOn.WARN && review.count(Level.WARN) > 0);
    return no ? Exit.NO : Exit.OK;
  }

  private static String paint(Talk talk, String word, String text) {
    return switch (word) {
      case "accepted" -> talk.paint(Palette.GREEN, text);
      case "denied", "invalid", "unanswered", "deny" -> talk.paint(Palette.RED, text);
      case "warn" -> talk.paint(Palette.YELLOW, text);
      default -> talk.paint(Palette.DIM, text);
    };
  }
}

package dev.daybook.cli.review;

/**
 * A review as GitHub-flavoured Markdown: a table of what stands in the way, then of warnings.
 *
 * @see <a href="https://github.github.com/gfm/#tables-extension-">GFM tables</a>
 */
public final class MarkdownForm {

  private MarkdownForm() {}

  public static String of(Review review) {
    StringBuilder text = new StringBuilder("### Daybook: ").append(review.summary()).append("\n");
    table(text, review, Level.DENY, "In the way");
    table(text, review, Level.WARN, "Warnings");
    Review.PolicySet judgedBy = review.judgedBy();
    if (judgedBy != null) {
      text.append("\nJudged by ")
          .append(judgedBy.policies())
          .append(judgedBy.policies() == 1 ? " policy" : " policies")
          .append(", set `")
          .append(judgedBy.digest())
          .append("`.\n");
    }
    return text.toString();
  }

  private static void table(StringBuilder text, Review review, Level level, String heading) {
    if (review.count(level) == 0) {
      return;
    }
    text.append("\n**")
        .append(heading)
        .append("**\n\n| document | place | rule | what | fix |\n|---|---|---|---|---|\n");
    for (Reviewed document : review.documents()) {
      for (Remark remark : document.of(level)) {
        String place = remark.place();
        text.append("| ")
            .append(MarkdownCell.of(document.title()))
            .append(" | ")
            .append(MarkdownCell.of(document.file() + (place.isEmpty() ? "" : ":" + place)))
            .append(" | ")
            .append(MarkdownCell.of(remark.rule()))
            .append(" | ")
            .append(MarkdownCell.of(remark.message()))
            .append(" | ")
            .append(MarkdownCell.of(remark.fix()))
            .append(" |\n");
      }
    }
  }
}

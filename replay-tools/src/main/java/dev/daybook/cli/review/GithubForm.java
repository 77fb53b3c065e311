package dev.daybook.cli.review;

import java.util.ArrayList;
import java.util.List;

/**
 * A review as workflow commands, which GitHub Actions shows as annotations on the changed lines.
 *
 * @see <a
 *     href="https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands">Workflow
 *     commands</a>
 */
public final class GithubForm {

  private GithubForm() {}

  public static String of(Review review) {
    StringBuilder text = new StringBuilder();
    for (Reviewed document : review.documents()) {
      for (Remark remark : document.findings()) {
        if (remark.level() != Level.AUDIT) {
          text.append(command(document, remark)).append('\n');
        }
      }
    }
    return text.toString();
  }

  private static String command(Reviewed document, Remark remark) {
    List<String> properties = new ArrayList<>();
    properties.add("file=" + property(document.file()));
    if (remark.line() != null) {
      properties.add("line=" + remark.line());
    }
    if (remark.column() != null) {
      properties.add("col=" + remark.column());
    }
    properties.add("title=" + property(remark.rule() + " on " + document.title()));
    StringBuilder message = new StringBuilder(remark.message());
    if (remark.fix() != null) {
      message.append("\nfix: ").append(remark.fix());
    }
    if (remark.contact() != null) {
      message.append("\nask: ").append(remark.contact());
    }
    if (remark.documentation() != null) {
      message.append("\nread: ").append(remark.documentation());
    }
    return "::%s %s::%s"
        .formatted(
            remark.level() == Level.DENY ? "error" : "warning",
            String.join(",", properties),
            data(message.toString()));
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}

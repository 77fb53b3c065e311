package dev.daybook.cli.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of every document of a folder.
 *
 * @param judgedBy the policies they were judged by; absent where a server did not say
 * @param skipped files and documents that are none of ours, each with the reason
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Review(
    @Nullable PolicySet judgedBy, List<Reviewed> documents, List<Skipped> skipped) {

  /**
   * @param digest SHA-256 over the digests of all policies in force: two places with the same
   *     digest answer the same
   */
  public record PolicySet(int policies, String digest) {}

  public record Skipped(String file, String why) {}

  public Review {
    documents = List.copyOf(documents);
    skipped = List.copyOf(skipped);
  }

  public long count(Reviewed.Outcome outcome) {
    return documents.stream().filter(each -> each.outcome() == outcome).count();
  }

  public long count(Level level) {
    return documents.stream().mapToLong(each -> each.of(level).size()).sum();
  }

  /** {@code 42 documents: 40 accepted, 2 denied; 3 warnings; 1 skipped}. */
  public String summary() {
    boolean steps = !documents.isEmpty() && documents.stream().allMatch(Reviewed::isStep);
    StringBuilder text =
        new StringBuilder(plural(documents.size(), steps ? "command" : "document")).append(": ");
    String between = "";
    for (Reviewed.Outcome outcome : Reviewed.Outcome.values()) {
      long count = count(outcome);
      if (count > 0) {
        text.append(between).append(count).append(' ').append(outcome.word());
        between = ", ";
      }
    }
    if (between.isEmpty()) {
      text.append("nothing to judge");
    }
    if (count(Level.WARN) > 0) {
      text.append("; ").append(plural(count(Level.WARN), "warning"));
    }
    if (!skipped.isEmpty()) {
      text.append("; ").append(skipped.size()).append(" skipped");
    }
    return text.toString();
  }

  static String plural(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}

package dev.daybook.cli.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of one document.
 *
 * @param file the file it stands in, as a path the user can open; empty for a command by itself
 * @param index its place among the file's documents, from 0
 * @param subject what it is about; absent where that could not be read
 * @param decision id of the recorded decision; absent where none was recorded
 * @param positions the ledger positions of what was recorded
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Reviewed(
    String file,
    int index,
    @Nullable String subject,
    Outcome outcome,
    @Nullable String decision,
    List<Long> positions,
    List<Remark> findings) {

  /** How a document can end. */
  public enum Outcome {
    ACCEPTED,
    /** What it asks for is already so. */
    UNCHANGED,
    DENIED,
    /** It could not be read, so nothing was judged. */
    INVALID,
    /** It was read, and something stopped it before it was decided. */
    UNANSWERED;

    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Reviewed {
    positions = List.copyOf(positions);
    findings = List.copyOf(findings);
  }

  /** What to call it: its subject, or else its place in its file. */
  public String title() {
    return subject != null ? subject : "document " + (index + 1);
  }

  /** Whether it was a command by itself, which stands in no file. */
  boolean isStep() {
    return file.isEmpty();
  }

  boolean stands() {
    return outcome == Outcome.ACCEPTED || outcome == Outcome.UNCHANGED;
  }

  List<Remark> of(Level level) {
    return findings.stream().filter(remark -> remark.level() == level).toList();
  }
}

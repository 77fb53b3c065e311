package dev.daybook.cli.review;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.daybook.decision.Finding.Failing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing to say about a document: a rule's finding, or what keeps it from being read.
 *
 * @param rule the rule's full name
 * @param outcome how the rule came out, in the words of findings
 * @param level its effect: a finding's own, but {@code audit} where it is waived
 * @param pointer the place as a JSON pointer (RFC 6901); empty for the whole document
 * @param line line in the file, from 1; absent where there is none
 * @param column column in the file, from 1
 * @param seen what stands there
 * @param wanted what should stand there
 * @param fix what to do next
 * @param contact whom to ask
 * @param documentation a link to more about the rule
 * @param controls ids of the regulations' controls the rule serves
 * @param reason a word for machines
 * @param failing the rule's expression and the part of it that failed; absent where there is none
 * @param uncapped the effect it would have without the ceiling; absent where that is the same
 * @param waiver the waiver that covers it and its end; absent where none does
 */
public record Remark(
    String rule,
    String outcome,
    @JsonProperty("effect") Level level,
    String message,
    String pointer,
    @Nullable Integer line,
    @Nullable Integer column,
    @Nullable String seen,
    @Nullable String wanted,
    @Nullable String fix,
    @Nullable String contact,
    @Nullable String documentation,
    List<String> controls,
    @Nullable String reason,
    @Nullable Failing failing,
    @Nullable Level uncapped,
    @Nullable String waiver) {

  public Remark {
    controls = List.copyOf(controls);
  }

  /** Whether it would do more but for a ceiling or a waiver, so that it is told all the same. */
  boolean isSoftened() {
    return uncapped != null || waiver != null;
  }

  /** {@code , deny without the ceiling}, or nothing where no ceiling matters. */
  String withoutCeiling() {
    return uncapped == null ? "" : ", %s without the ceiling".formatted(uncapped.word());
  }

  /** {@code 12:5}, or nothing where the place is not known. */
  String place() {
    return line == null ? "" : column == null ? line.toString() : line + ":" + column;
  }
}

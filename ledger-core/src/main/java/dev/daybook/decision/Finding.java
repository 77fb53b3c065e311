package dev.daybook.decision;

import dev.daybook.mesh.Languages;
import dev.daybook.mesh.Personal;
import dev.daybook.mesh.SubjectName;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One rule's answer that is not a pass.
 *
 * @param rule the rule's full name, {@code policy/rule}: {@code product-naming/qualified-name};
 *     built-in rules are {@code daybook/…}
 * @param message what is wrong, in a sentence for the person who sent the command
 * @param pointer the place in the document as a JSON pointer (RFC 6901); empty for the whole
 * @param line line in the source, from 1; absent where there is no source
 * @param column column in the source, from 1
 * @param seen what stands there, as text, cut to 200 characters
 * @param wanted what the rule wants there
 * @param fix what to do next
 * @param contact whom to ask
 * @param documentation a link to more about the rule
 * @param controls ids of the regulations' controls the rule serves: {@code GDPR-Art-32}
 * @param reason a word for machines, {@code MissingOwner}
 * @param messages the message in every language the rule has it in, by language tag (BCP 47); empty
 *     where it has one for all
 * @param because the sub-expressions that made the rule answer so, with their values
 * @param failing the rule's expression, and which part of it made it fail; absent where it is no
 *     expression, or has no answer
 * @param uncapped the effect it would have without the ceiling; absent where that is the same
 * @param waiver what makes a failing rule waived; absent for any other outcome
 */
public record Finding(
    String rule,
    Outcome outcome,
    Effect effect,
    Severity severity,
    @Personal(quoted = true) String message,
    String pointer,
    @Nullable Integer line,
    @Nullable Integer column,
    @Personal(quoted = true) @Nullable String seen,
    @Personal(quoted = true) @Nullable String wanted,
    @Personal(quoted = true) @Nullable String fix,
    @Personal(quoted = true) @Nullable String contact,
    @Nullable String documentation,
    List<String> controls,
    @Nullable String reason,
    @Personal(quoted = true) Map<String, String> messages,
    List<Because> because,
    @Nullable Failing failing,
    @Nullable Effect uncapped,
    @Nullable WaiverUsed waiver) {

  public Finding {
    controls = List.copyOf(controls);
    messages = Collections.unmodifiableMap(new TreeMap<>(messages));
    because = List.copyOf(because);
  }

  /** A finding of a rule that says nothing beside all this. */
  public Finding(
      String rule,
      Outcome outcome,
      Effect effect,
      Severity severity,
      String message,
      String pointer,
      @Nullable Integer line,
      @Nullable Integer column,
      @Nullable String seen,
      @Nullable String wanted,
      @Nullable String fix,
      @Nullable String contact,
      List<Because> because) {
    this(
        rule, outcome, effect, severity, message, pointer, line, column, seen, wanted, fix, contact,
        null, List.of(), null, Map.of(), because, null, null, null);
  }

  /**
   * A waiver that holds.
   *
   * @param subject its name, {@code waiver/crm-migration}
   * @param approvedBy surrogate id of who granted it
   * @param until from when on it is over
   */
  public record WaiverUsed(SubjectName subject, String approvedBy, Instant until) {}

  /** One sub-expression of a rule and the value it had, both as text. */
  public record Because(String expression, @Personal(quoted = true) String value) {}

  /**
   * An expression and the smallest part of it that made it fail.
   *
   * @param expression as the policy has it
   * @param begin the UTF-16 unit of it that the part begins with, from 0
   * @param end the one behind the part's last
   */
  public record Failing(String expression, int begin, int end) {}

  /** The same finding at a place in the document. */
  public Finding at(String place, @Nullable Integer atLine, @Nullable Integer atColumn) {
    Draft draft = new Draft(this);
    draft.pointer = place;
    draft.line = atLine;
    draft.column = atColumn;
    return draft.finding();
  }

  /** The same finding with whom to ask, what to read, and which controls it is about. */
  public Finding explainedBy(
      @Nullable String whom, @Nullable String link, List<String> controlIds) {
    Draft draft = new Draft(this);
    draft.contact = whom;
    draft.documentation = link;
    draft.controls = controlIds;
    return draft.finding();
  }

  /** The same finding with a word for machines. */
  public Finding because(@Nullable String word) {
    Draft draft = new Draft(this);
    draft.reason = word;
    return draft.finding();
  }

  /** The same finding with its message in several languages. */
  public Finding saying(Map<String, String> inLanguages) {
    Draft draft = new Draft(this);
    draft.messages = inLanguages;
    return draft.finding();
  }

  /** The same finding with the part of its rule that failed. */
  public Finding failing(Failing part) {
    Draft draft = new Draft(this);
    draft.failing = part;
    return draft.finding();
  }

  /** The same finding told in the best language there is, else as it was recorded. */
  public Finding in(Languages languages) {
    Draft draft = new Draft(this);
    draft.message = languages.choose(messages).orElse(message);
    return draft.finding();
  }

  /** The same finding with another effect. */
  public Finding withEffect(Effect other) {
    Draft draft = new Draft(this);
    draft.effect = other;
    return draft.finding();
  }

  /** The same finding under a waiver: it stops nobody, and is told and recorded all the same. */
  public Finding waivedBy(WaiverUsed used) {
    Draft draft = new Draft(this);
    draft.outcome = Outcome.WAIVED;
    draft.waiver = used;
    return draft.finding();
  }

  /** The same finding with an effect that a ceiling leaves, and the one it would have without. */
  public Finding cappedAt(Effect level) {
    Draft draft = new Draft(this);
    draft.effect = level;
    draft.uncapped = effect;
    return draft.finding();
  }

  /** Whether it denies its command but for the ceiling. */
  public boolean wouldDeny() {
    return uncapped == Effect.DENY && outcome != Outcome.WAIVED;
  }

  /** A copy in which some of it becomes something else. */
  private static final class Draft {

    private final Finding from;
    private Outcome outcome;
    private Effect effect;
    private String message;
    private String pointer;
    private @Nullable Integer line;
    private @Nullable Integer column;
    private @Nullable String contact;
    private @Nullable String documentation;
    private List<String> controls;
    private @Nullable String reason;
    private Map<String, String> messages;
    private @Nullable Failing failing;
    private @Nullable Effect uncapped;
    private @Nullable WaiverUsed waiver;

    Draft(Finding from) {
      this.from = from;
      this.outcome = from.outcome;
      this.effect = from.effect;
      this.message = from.message;
      this.pointer = from.pointer;
      this.line = from.line;
      this.column = from.column;
      this.contact = from.contact;
      this.documentation = from.documentation;
      this.controls = from.controls;
      this.reason = from.reason;
      this.messages = from.messages;
      this.failing = from.failing;
      this.uncapped = from.uncapped;
      this.waiver = from.waiver;
    }

    Finding finding() {
      return new Finding(
          from.rule,
          outcome,
          effect,
          from.severity,
          message,
          pointer,
          line,
          column,
          from.seen,
          from.wanted,
          from.fix,
          contact,
          documentation,
          controls,
          reason,
          messages,
          from.because,
          failing,
          uncapped,
          waiver);
    }
  }
}

package dev.daybook.rules;

import dev.daybook.decision.Effect;
import dev.daybook.decision.Severity;
import dev.daybook.document.Node;
import dev.daybook.mesh.Version;
import dev.daybook.policy.Enforcement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A {@code daybook/v1 Policy} as its document says it, before its expressions are compiled.
 *
 * @param owner the team that answers for the policy
 * @param contact whom a finding tells people to ask; without it, its owner
 * @param documentation link to more
 * @param domains the domains it applies to; empty for all
 * @param enforcement what a failing rule does, and when
 * @param match which commands it judges
 * @param grandfather what of them it leaves alone
 * @param params the values it brings itself; where others bring them, what they are called and of
 *     which types they are, with values for the cases
 * @param paramsFrom which documents bring the values; absent where it does itself
 * @param controls ids of the regulations' controls it serves, {@code GDPR-Art-32}
 */
public record PolicyDocument(
    String name,
    Version version,
    @Nullable String title,
    @Nullable String description,
    @Nullable String owner,
    @Nullable String contact,
    @Nullable String documentation,
    List<String> domains,
    Enforcement enforcement,
    Match match,
    Grandfather grandfather,
    List<NamedExpression> matchConditions,
    List<NamedExpression> variables,
    SortedMap<String, Object> params,
    @Nullable ParamsFrom paramsFrom,
    List<Validation> validations,
    List<String> controls,
    List<Case> cases) {

  /**
   * Which commands a policy judges. In patterns {@code *} stands for any characters, and case does
   * not matter.
   *
   * @param commands the command kinds; {@code *} for all
   * @param subjects patterns of subject names, one of which matches; empty for all
   * @param labels patterns by label, one of which matches each label's text; empty for all
   */
  public record Match(
      List<String> commands, List<String> subjects, SortedMap<String, List<String>> labels) {

    /** Nothing is judged: there is no {@code match}. */
    static final Match NOTHING = new Match(List.of(), List.of(), new TreeMap<>());
  }

  /**
   * Which params documents a policy may be judged with: one by its name, or all with these labels,
   * of which the command's domain tells the one.
   *
   * @param labels the texts of labels, all of which match; empty where there is a name
   * @param floor of which params the document for all domains is a floor for those of single
   *     domains, and which values are no looser; empty where a domain's values simply take the
   *     place of the others
   */
  public record ParamsFrom(
      @Nullable String name, SortedMap<String, String> labels, SortedMap<String, Bound> floor) {

    /** What is missing where there is none, for messages. */
    String told() {
      return name != null
          ? "no `params/" + name + "`"
          : "no params document with "
              + labels.entrySet().stream()
                  .map(label -> "`" + label.getKey() + ": " + label.getValue() + "`")
                  .collect(Collectors.joining(" and "));
    }
  }

  /** Whom a policy spares that was there before: subjects something happened to. */
  public sealed interface Grandfather {

    /** From when on those it spared are judged after all; empty where no day is set for that. */
    default Optional<Instant> ends() {
      return Optional.empty();
    }

    /** Nobody. */
    record Nobody() implements Grandfather {}

    /** Subjects that are there, for good: only new ones are judged. */
    record Existing() implements Grandfather {}

    /**
     * What of a subject's document stays as it is: a rule is asked where something it reads
     * changes.
     */
    record Unchanged() implements Grandfather {}

    /** Subjects that are there, until this day begins (UTC). */
    record Until(LocalDate day) implements Grandfather {
      @Override
      public Optional<Instant> ends() {
        return Optional.of(day.atStartOfDay(ZoneOffset.UTC).toInstant());
      }
    }
  }

  /** A CEL expression and where it stands in the document. */
  public record Source(Node.Scalar scalar) {
    public String text() {
      return scalar.text();
    }
  }

  /** A condition or variable. */
  public record NamedExpression(String name, Source expression) {}

  /**
   * One rule.
   *
   * @param expression answers true when the rule is kept
   * @param messages what is wrong, by language tag; under an empty tag where it is said once for
   *     all; in the document's order
   * @param messageExpressions answer the messages, in place of {@code messages}
   * @param reason a word for machines, {@code MissingOwner}
   * @param effect what it does when it fails, at most what the policy's does then
   * @param field the place in the document it is about, as a JSON pointer
   * @param wanted what should stand there
   * @param fix what to do when it fails
   */
  public record Validation(
      String name,
      Source expression,
      SequencedMap<String, String> messages,
      SequencedMap<String, Source> messageExpressions,
      @Nullable String reason,
      Severity severity,
      Effect effect,
      String field,
      @Nullable String wanted,
      @Nullable String fix) {}

  /**
   * An example with its expected outcome: the policy's own test.
   *
   * @param document a product or contract document, written inline or as a text block
   * @param facts facts beside or instead of the document's
   * @param params values of params that this case is judged with instead of the policy's
   * @param expected the expected outcome by rule name
   */
  public record Case(
      String name,
      Node node,
      @Nullable Node document,
      Node.@Nullable Mapping facts,
      SortedMap<String, Object> params,
      Map<String, Expected> expected) {}

  /** What a case expects of one rule. */
  public enum Expected {
    PASS,
    FAIL,
    UNJUDGED,
    /** The policy does not apply at all. */
    SKIPPED
  }
}

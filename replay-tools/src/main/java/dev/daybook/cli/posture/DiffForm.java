package dev.daybook.cli.posture;

import dev.daybook.cli.review.MarkdownCell;
import dev.daybook.hindsight.PostureDifference;
import dev.daybook.hindsight.PostureDifference.Kind;
import dev.daybook.hindsight.PostureDifference.Told;
import dev.daybook.hindsight.PostureDifference.Why;
import dev.daybook.hindsight.Reason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What rules say otherwise between two moments, as text and as Markdown. */
public final class DiffForm {

  private DiffForm() {}

  /** As text: a line for each rule, and below it what did it. */
  public static String text(List<PostureDifference> differences) {
    StringBuilder text = new StringBuilder(summary(differences)).append('\n');
    for (PostureDifference each : differences) {
      text.append(
          "%n%s  %s  %s: %s%n"
              .formatted(words(each.kind()), each.subject(), each.rule(), change(each)));
      if (each.reasons().isEmpty()) {
        text.append("  nothing tells why%n".formatted());
      }
      reasons(each).forEach(why -> text.append("  %s%n".formatted(why)));
    }
    return plain(text);
  }

  /** As GitHub-flavoured Markdown, for a pull request or a report. */
  public static String markdown(List<PostureDifference> differences) {
    StringBuilder text =
        new StringBuilder("### Posture: ").append(summary(differences)).append('\n');
    if (!differences.isEmpty()) {
      text.append("%n| | subject | rule | was, is | why |%n|---|---|---|---|---|%n".formatted());
    }
    for (PostureDifference each : differences) {
      text.append(
          "| %s | `%s` | `%s` | %s | %s |%n"
              .formatted(
                  words(each.kind()),
                  cell(each.subject()),
                  cell(each.rule()),
                  change(each),
                  reasons(each).stream()
                      .map(MarkdownCell::of)
                      .collect(Collectors.joining("<br>"))));
    }
    return plain(text);
  }

  /** How many rules say otherwise, in which way, and for which reasons. */
  public static String summary(List<PostureDifference> differences) {
    if (differences.isEmpty()) {
      return "no rule says otherwise";
    }
    Map<Kind, Long> kinds = new EnumMap<>(Kind.class);
    Map<Reason, Long> reasons = new EnumMap<>(Reason.class);
    for (PostureDifference each : differences) {
      kinds.merge(each.kind(), 1L, Long::sum);
      each.reasons().forEach(why -> reasons.merge(why.reason(), 1L, Long::sum));
    }
    Map<String, Long> byKind = new LinkedHashMap<>();
    kinds.forEach((kind, count) -> byKind.put(words(kind), count));
    Map<String, Long> byReason = new LinkedHashMap<>();
    reasons.forEach((reason, count) -> byReason.put(reason.word(), count));
    return "%d rule%s otherwise: %s%s"
        .formatted(
            differences.size(),
            differences.size() == 1 ? " says" : "s say",
            counted(byKind),
            byReason.isEmpty() ? "" : "; because of " + counted(byReason));
  }

  private static String counted(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(each -> each.getValue() + " " + each.getKey())
        .collect(Collectors.joining(", "));
  }

  private static String words(Kind kind) {
    return kind.word().replace('_', ' ');
  }

  private static String change(PostureDifference each) {
    if (each.kind() == Kind.CHANGED_EFFECT) {
      return "%s, %s and now %s"
          .formatted(word(each.now()), word(each.effectWas()), word(each.effectNow()));
    }
    return Stream.of(each.was(), each.now())
        .map(DiffForm::word)
        .collect(Collectors.joining(", now "));
  }

  private static String word(@Nullable Enum<?> value) {
    return value == null ? "not asked" : value.name().toLowerCase(Locale.ROOT);
  }

  private static List<String> reasons(PostureDifference each) {
    List<String> reasons = new ArrayList<>();
    for (Why why : each.reasons()) {
      String with = each.together() && !reasons.isEmpty() ? "together with " : "";
      reasons.add(with + reason(each, why));
    }
    return reasons;
  }

  private static String reason(PostureDifference each, Why why) {
    String entries = why.entries().stream().map(DiffForm::entry).collect(Collectors.joining("; "));
    String of = entries.isEmpty() ? "" : ": " + entries;
    String how = each.proved() || why.reason() == Reason.LATE ? "" : ", as it was recorded";
    return switch (why.reason()) {
      case TIME -> "time alone" + (why.at() == null ? "" : ", at " + why.at()) + how + of;
      case LATE -> "it was so before, and was learned late" + of;
      case SUBJECT, POLICY, PARAMS, WAIVER, LINEAGE, DOMAIN -> why.reason().word() + how + of;
    };
  }

  private static String entry(Told entry) {
    return "position %d, %s %s".formatted(entry.position(), entry.type(), entry.stream());
  }

  /** Between backticks already. */
  private static String cell(String text) {
    return text.replace("|", "\\|").replace("`", "");
  }

  private static String plain(StringBuilder text) {
    return text.toString().replace(System.lineSeparator(), "\n");
  }
}

package dev.daybook.rules;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.daybook.decision.DecisionRecorded;
import dev.daybook.decision.Facts;
import dev.daybook.decision.Judgement;
import dev.daybook.seal.CanonicalJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that judging a decision went through, step by step, as bytes whose SHA-256 was recorded with
 * it. So whoever has the decision needs no CEL to tell that these are its steps.
 *
 * @param bytes as {@link TraceDigest} hashes them; not to be changed
 * @param namesPersons whether a text among them names a person
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record Steps(byte[] bytes, boolean namesPersons) {

  /**
   * Takes them again.
   *
   * @param gate with the policies as they were when it was decided
   * @param facts those it was decided on
   * @return empty where judging takes other steps now, as another engine does
   * @throws dev.daybook.decision.Gate.DeadlineExceeded when judging took too long by the wall clock
   */
  public static Optional<Steps> of(CelGate gate, DecisionRecorded decision, Facts facts) {
    StepsKept kept = new StepsKept(Impersonal.names(facts));
    Judgement judgement = gate.judge(facts, kept);
    return judgement.traceSha256().equals(decision.traceSha256())
        ? Optional.of(new Steps(kept.bytes(), kept.isPersonal()))
        : Optional.empty();
  }

  /**
   * What the numbers in the steps of policies mean: by the name that a condition, variable or rule
   * has in steps, its expression as it is written, and {@code [number, begin, end]} of each part
   * that somebody wrote, in UTF-16 units of it. In canonical JSON, by the policy's SHA-256.
   *
   * @param known the policies nobody asks for
   */
  public static Map<String, byte[]> parts(
      CelGate gate, DecisionRecorded decision, Set<String> known) {
    Map<String, byte[]> parts = new TreeMap<>();
    List<String> used = decision.policies().stream().map(Judgement.PolicyUsed::sha256).toList();
    for (Policy policy : gate.policies().compiled()) {
      if (policy instanceof CompiledPolicy compiled
          && used.contains(compiled.sha256())
          && !known.contains(compiled.sha256())) {
        parts.put(compiled.sha256(), CanonicalJson.write(parts(compiled)));
      }
    }
    return parts;
  }

  private static Map<String, Object> parts(CompiledPolicy policy) {
    Map<String, Object> parts = new TreeMap<>();
    policy.conditions().forEach(each -> parts.put(each.name(), parts(each.expression())));
    policy.variables().forEach((name, variable) -> parts.put(name, parts(variable)));
    policy.rules().forEach(each -> parts.put(each.name(), parts(each.expression())));
    return parts;
  }

  private static Map<String, Object> parts(Expression expression) {
    SortedMap<Long, Object> parts = new TreeMap<>();
    for (CelExpr part : expression.parts()) {
      add(part, expression, parts);
    }
    addNames(expression.ast().getExpr(), expression, parts);
    return new TreeMap<>(
        Map.of("expression", expression.text(), "parts", List.copyOf(parts.values())));
  }

  private static void addNames(CelExpr part, Expression expression, SortedMap<Long, Object> parts) {
    if (part.getKind() == Kind.IDENT && !part.ident().name().startsWith("@")) {
      add(part, expression, parts);
    }
    Fields.children(part).forEach(child -> addNames(child, expression, parts));
  }

  private static void add(CelExpr part, Expression expression, SortedMap<Long, Object> parts) {
    Span span = expression.span(part);
    parts.put(part.id(), List.of(part.id(), (long) span.begin(), (long) span.end()));
  }
}

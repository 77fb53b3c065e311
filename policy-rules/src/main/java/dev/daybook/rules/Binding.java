package dev.daybook.rules;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.types.CelType;
import dev.daybook.decision.Facts;
import dev.daybook.decision.Judgement.ParamsUsed;
import dev.daybook.mesh.Folded;
import dev.daybook.rules.Environment.Mistake;
import dev.daybook.rules.PolicyDocument.ParamsFrom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The params documents one policy may be judged with, and which of them a command's domain tells:
 * one for the domain itself, else one for all domains. Whether a document has what the policy needs
 * is looked at once.
 */
final class Binding {

  /** What came of looking for a policy's params. */
  sealed interface Chosen {

    /**
     * @param values by full name, {@code params.pattern}
     * @param document which document they are from; absent where they are the policy's own
     */
    record Values(Map<String, Object> values, @Nullable ParamsUsed document) implements Chosen {}

    /**
     * A domain's own values, and those for all domains, which are a floor: both are judged with.
     */
    record Above(Values own, Values floor) implements Chosen {}

    /** There are none, and why. */
    record Missing(String why) implements Chosen {}
  }

  private record Candidate(ParamsInForce document, Chosen chosen) {}

  private final @Nullable ParamsFrom from;
  private final List<Candidate> candidates;
  private final List<Candidate> forAll;
  private final Chosen itsOwn;

  private Binding(Map<String, Object> own, @Nullable ParamsFrom from, List<Candidate> candidates) {
    this.from = from;
    this.candidates = List.copyOf(candidates);
    this.forAll = candidates.stream().filter(each -> each.document().isForAll()).toList();
    this.itsOwn = new Chosen.Values(named(own), null);
  }

  /** A policy with its own values: what it is tested with, or all it ever has. */
  static Binding own(PolicyDocument policy) {
    return new Binding(policy.params(), null, List.of());
  }

  /** The same with some of them replaced, of the same types. */
  static Binding own(PolicyDocument policy, Map<String, Object> instead) {
    Map<String, Object> values = new HashMap<>(policy.params());
    values.putAll(instead);
    return new Binding(values, null, List.of());
  }

  /**
   * @param trees of all of its expressions
   */
  static Binding of(
      PolicyDocument policy,
      Collection<CelAbstractSyntaxTree> trees,
      Collection<ParamsInForce> inForce) {
    ParamsFrom from = policy.paramsFrom();
    if (from == null) {
      return own(policy);
    }
    String name = from.name();
    List<Candidate> candidates = new ArrayList<>();
    for (ParamsInForce document : inForce) {
      boolean meant =
          name == null ? document.isLabelled(from.labels()) : Folded.same(name, document.name());
      if (meant) {
        candidates.add(new Candidate(document, fitted(policy, trees, document)));
      }
    }
    return new Binding(policy.params(), from, candidates);
  }

  /** The params that these facts are judged with. */
  Chosen choose(Facts facts) {
    if (from == null) {
      return itsOwn;
    }
    String domain =
        facts.values().get("domain") instanceof Map<?, ?> map
                && map.get("name") instanceof String name
            ? name
            : "";
    String folded = Folded.name(domain);
    List<Candidate> own = new ArrayList<>();
    for (Candidate each : candidates) {
      if (each.document().isFor(folded)) {
        own.add(each);
      }
    }
    if (own.isEmpty()) {
      return only(from, forAll, domain);
    }
    Chosen chosen = only(from, own, domain);
    if (from.floor().isEmpty() || forAll.isEmpty() || !(chosen instanceof Chosen.Values values)) {
      return chosen;
    }
    return switch (only(from, forAll, domain)) {
      case Chosen.Values floor -> new Chosen.Above(values, floor);
      case Chosen.Above above -> above;
      case Chosen.Missing missing -> missing;
    };
  }

  private static Chosen only(ParamsFrom from, List<Candidate> fitting, String domain) {
    return switch (fitting.size()) {
      case 0 -> new Chosen.Missing(none(from, domain));
      case 1 -> fitting.getFirst().chosen();
      default ->
          new Chosen.Missing(
              "its params are in doubt: %s are both in force%s"
                  .formatted(
                      String.join(
                          " and ",
                          fitting.stream()
                              .limit(2)
                              .map(each -> "`params/" + each.document().name() + "`")
                              .toList()),
                      where(domain)));
    };
  }

  private static String none(ParamsFrom from, String domain) {
    return "its params are missing: %s is in force%s".formatted(from.told(), where(domain));
  }

  private static String where(String domain) {
    return domain.isEmpty() ? "" : " for the domain `" + domain + "`";
  }

  private static Chosen fitted(
      PolicyDocument policy, Collection<CelAbstractSyntaxTree> trees, ParamsInForce document) {
    Optional<SortedMap<String, Object>> read = document.values();
    String name = "params/" + document.name();
    if (read.isEmpty()) {
      return new Chosen.Missing(
          "its params are missing: the document of `%s` is not in the ledger".formatted(name));
    }
    SortedMap<String, Object> values = new TreeMap<>();
    for (Map.Entry<String, Object> wanted : policy.params().entrySet()) {
      Object written = read.get().get(wanted.getKey());
      if (written == null) {
        return new Chosen.Missing(
            "its param `%s` is missing in `%s`".formatted(wanted.getKey(), name));
      }
      CelType type = Params.type(wanted.getValue());
      Optional<Object> value = Params.as(type, written);
      if (value.isEmpty()) {
        return new Chosen.Missing(
            "its param `%s` is %s in `%s`, wanted is %s"
                .formatted(
                    wanted.getKey(), Params.told(Params.type(written)), name, Params.told(type)));
      }
      values.put(wanted.getKey(), value.get());
    }
    List<Mistake> mistakes = new ArrayList<>();
    trees.forEach(tree -> new CallCheck(tree, values).into(mistakes));
    return mistakes.isEmpty()
        ? new Chosen.Values(named(values), document.used())
        : new Chosen.Missing(
            "its params in `%s` cannot be used: %s".formatted(name, mistakes.getFirst().message()));
  }

  private static Map<String, Object> named(Map<String, Object> values) {
    Map<String, Object> named = new HashMap<>();
    values.forEach((name, value) -> named.put("params." + name, value));
    return Map.copyOf(named);
  }
}

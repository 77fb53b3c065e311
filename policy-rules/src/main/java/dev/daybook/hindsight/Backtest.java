package dev.daybook.hindsight;

import dev.daybook.decision.DecisionRecorded;
import dev.daybook.decision.Effect;
import dev.daybook.decision.Facts;
import dev.daybook.decision.Finding;
import dev.daybook.decision.Judgement;
import dev.daybook.decision.Outcome;
import dev.daybook.hindsight.PastDecision.Erased;
import dev.daybook.hindsight.PastDecision.Judgeable;
import dev.daybook.hindsight.PastDecision.Unfounded;
import dev.daybook.path.Supposed;
import dev.daybook.path.Supposition;
import dev.daybook.rules.CelGate;
import dev.daybook.rules.Draft;
import dev.daybook.rules.FrozenFacts;
import dev.daybook.rules.PolicySet;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tries a draft on the past: every command the ledger ever decided is judged by the policies of
 * then with the draft's change, on the facts of then, and compared with what was decided.
 *
 * <p>Each command meets what stood then, and the draft's contracts on top of it, see {@link
 * Supposition}. Had the draft been in force, some of them would not have changed their subject, and
 * later ones would have met another; nobody can know what people would have sent instead.
 */
public final class Backtest implements PastDecisions.Work<Backtested> {

  /** Sets with the draft's change that are kept. */
  private static final int KEPT = 64;

  /** Most findings of one sample. */
  private static final int TOLD = 5;

  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("uuuu-MM", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Draft draft;
  private final @Nullable PolicySet base;
  private final Supposition contracts;
  private final Map<CelGate, CelGate> gates =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<CelGate, CelGate> eldest) {
              return size() > KEPT;
            }
          });

  /**
   * @param base what the draft changes, instead of what was in force then; null for that
   * @param contracts those that every command would have met
   */
  public Backtest(Draft draft, @Nullable PolicySet base, Supposition contracts) {
    this.draft = draft;
    this.base = base;
    this.contracts = contracts;
  }

  private CelGate changed(CelGate then) {
    return then.beginningWith(draft.in(base == null ? then.policies() : base));
  }

  @Override
  public Backtested apply(List<PastDecision> decisions) {
    Counting counting = new Counting();
    decisions.forEach(counting::add);
    return counting.all();
  }

  private final class Counting {

    private final SortedMap<String, SortedMap<String, Counts>> by = new TreeMap<>();
    private final SortedMap<String, Course> courses = new TreeMap<>();
    private final List<Sample> samples = new ArrayList<>();
    private final Map<Change, Integer> sampled = new HashMap<>();
    private Counts counts = Counts.NONE;
    private long asked;
    private long notFrozen;
    private long notRecomputable;
    private long unfounded;
    private long met;
    private long impossible;
    private @Nullable String whyImpossible;

    void add(PastDecision past) {
      switch (past) {
        case Judgeable judgeable -> judge(judgeable);
        case Erased _ -> notRecomputable++;
        case Unfounded _ -> unfounded++;
      }
    }

    private void judge(Judgeable past) {
      switch (contracts.before(past.position(), past.decision(), past.facts())) {
        case Supposed.Same() -> judge(past, past.facts(), ofDomain(past.decision()));
        case Supposed.Otherwise(Facts facts, var refusedThen, var refused) -> {
          met++;
          judge(past, thawed(facts, past), ofDomain(past.decision(), refusedThen, refused));
        }
        case Supposed.Impossible(Finding why) -> {
          impossible++;
          whyImpossible = whyImpossible == null ? why.message() : whyImpossible;
        }
        case Supposed.Lost _ -> unfounded++;
      }
    }

    private void judge(Judgeable past, Facts facts, List<Finding> ofDomain) {
      CelGate gate = gates.computeIfAbsent(past.gate(), Backtest.this::changed);
      Judgement judged = gate.judge(facts);
      DecisionRecorded decision = past.decision();
      boolean accepted = !judged.denies() && ofDomain.stream().noneMatch(Backtest::denies);
      Contrast contrast = new Contrast(decision, judged, ofDomain, accepted);
      Change change = contrast.change();
      Counts one = Counts.of(change);
      counts = counts.and(one);
      if (judged.policies().stream().anyMatch(used -> draft.has(used.name()))) {
        asked++;
      }
      if (change == Change.UNJUDGED && isNotFrozen(past.facts(), decision.command(), contrast)) {
        notFrozen++;
      }
      String subject = decision.subject().toString();
      count("domain", decision.subject().domainName().orElse("-"), one);
      count("owner", owner(past.facts()), one);
      count("month", MONTH.format(decision.clock()), one);
      courses.merge(subject, Course.of(accepted, decision.accepted()), Course::and);
      if (change != Change.SAME) {
        count("subject", subject, one);
        contrast.rules().forEach(rule -> count("rule", rule, one));
        if (sampled.merge(change, 1, Integer::sum) <= Backtested.SAMPLES) {
          samples.add(sample(past, contrast, change, accepted));
        }
      }
    }

    private void count(String what, String value, Counts one) {
      by.computeIfAbsent(what, _ -> new TreeMap<>()).merge(value, one, Counts::and);
    }

    Backtested all() {
      return new Backtested(
          counts,
          asked,
          notFrozen,
          notRecomputable,
          unfounded,
          met,
          impossible,
          whyImpossible,
          by,
          courses,
          samples);
    }
  }

  /** What the domain itself said of a command. */
  private static List<Finding> ofDomain(DecisionRecorded decision) {
    return decision.findings().stream().filter(Comparison::isOfDomain).toList();
  }

  /**
   * What the domain itself would say: what it said, but for what it says otherwise where the
   * command meets something else.
   */
  private static List<Finding> ofDomain(
      DecisionRecorded decision, List<Finding> refusedThen, List<Finding> refused) {
    Set<String> before = refusedThen.stream().map(Finding::rule).collect(Collectors.toSet());
    List<Finding> ofDomain = new ArrayList<>(ofDomain(decision));
    ofDomain.removeIf(each -> before.contains(each.rule()));
    ofDomain.addAll(refused);
    return ofDomain;
  }

  private static boolean denies(Finding finding) {
    return finding.effect() == Effect.DENY;
  }

  /** Facts with the types that facts have which are read back. */
  private static Facts thawed(Facts facts, Judgeable past) {
    return FrozenFacts.read(facts.json(), facts.sha256(), past.decision().command()).orElseThrow();
  }

  private boolean isNotFrozen(Facts facts, String command, Contrast contrast) {
    Set<String> frozen = facts.values().keySet();
    return contrast.news().stream()
        .filter(finding -> finding.outcome() == Outcome.UNJUDGED)
        .map(finding -> finding.rule().substring(0, finding.rule().indexOf('/')))
        .anyMatch(policy -> !draft.notFrozen(policy, command, frozen).isEmpty());
  }

  /** The team that answers for the subject; of a person nothing is told but that it is one. */
  private static String owner(Facts facts) {
    for (String fact : List.of("product", "contract", "state")) {
      if (facts.values().get(fact) instanceof Map<?, ?> map
          && map.get("owner") instanceof Map<?, ?> owner) {
        return "team".equals(owner.get("kind")) && owner.get("id") instanceof String id
            ? id
            : "(a person)";
      }
    }
    return "-";
  }

  private static Sample sample(Judgeable past, Contrast contrast, Change change, boolean accepted) {
    DecisionRecorded decision = past.decision();
    List<Finding> news = contrast.news();
    return new Sample(
        change,
        past.position(),
        decision.id(),
        decision.subject().toString(),
        decision.command(),
        decision.clock(),
        accepted,
        decision.accepted(),
        news.stream().limit(TOLD).map(Sample.Why::of).toList(),
        contrast.gone(),
        Math.max(0, news.size() - TOLD));
  }

  /** What was decided beside what would be. */
  private static final class Contrast {

    private final boolean accepted;
    private final boolean acceptedThen;
    private final Map<String, Finding> then;
    private final Map<String, Finding> now;

    Contrast(
        DecisionRecorded decision, Judgement judged, List<Finding> ofDomain, boolean accepted) {
      this.accepted = accepted;
      this.acceptedThen = decision.accepted();
      this.then = byRule(decision.findings());
      List<Finding> all = new ArrayList<>(ofDomain);
      all.addAll(judged.findings());
      this.now = byRule(all);
    }

    private static Map<String, Finding> byRule(List<Finding> findings) {
      return findings.stream()
          .collect(
              Collectors.toMap(
                  Finding::rule, finding -> finding, (first, _) -> first, TreeMap::new));
    }

    /** What is said now and was not so then. */
    List<Finding> news() {
      return now.values().stream().filter(finding -> !isThere(finding)).toList();
    }

    private boolean isThere(Finding finding) {
      Finding before = then.get(finding.rule());
      return before != null
          && before.outcome() == finding.outcome()
          && before.effect() == finding.effect()
          && before.severity() == finding.severity();
    }

    /** The rules that said something then and nothing now. */
    List<String> gone() {
      return then.keySet().stream().filter(rule -> !now.containsKey(rule)).toList();
    }

    List<String> rules() {
      List<String> rules = new ArrayList<>(gone());
      news().forEach(finding -> rules.add(finding.rule()));
      return rules;
    }

    Change change() {
      List<Finding> news = news();
      boolean unjudged = news.stream().anyMatch(each -> each.outcome() == Outcome.UNJUDGED);
      if (acceptedThen && !accepted) {
        return news.stream().anyMatch(Contrast::isFailingAndDenies)
            ? Change.NEWLY_DENIED
            : Change.UNJUDGED;
      }
      if (!acceptedThen && accepted) {
        return Change.NEWLY_ALLOWED;
      }
      if (unjudged) {
        return Change.UNJUDGED;
      }
      if (news.stream().anyMatch(finding -> then.containsKey(finding.rule()))) {
        return Change.CHANGED;
      }
      return !news.isEmpty()
          ? Change.NEWLY_WARNED
          : gone().isEmpty() ? Change.SAME : Change.NO_LONGER_WARNED;
    }

    private static boolean isFailingAndDenies(Finding finding) {
      return finding.outcome() == Outcome.FAIL && finding.effect() == Effect.DENY;
    }
  }
}

package dev.daybook.hindsight;

import dev.daybook.contract.ContractCommand.PublishContract;
import dev.daybook.document.Problem;
import dev.daybook.document.ReadDocument;
import dev.daybook.document.ReadDocument.Readable;
import dev.daybook.document.ReadDocument.Skipped;
import dev.daybook.document.ReadDocument.Unreadable;
import dev.daybook.params.ParamsCommand.PublishParams;
import dev.daybook.policy.PolicyCommand.PublishPolicy;
import dev.daybook.rules.CompiledPolicy;
import dev.daybook.rules.Draft;
import dev.daybook.rules.ParamsInForce;
import dev.daybook.rules.PolicyCompiler;
import dev.daybook.rules.PolicyCompiler.Compilation;
import java.util.ArrayList;
import java.util.List;

/** Reads the documents of a draft: policies, params and contracts, as they would be published. */
public final class DraftDocuments {

  private final List<CompiledPolicy> policies = new ArrayList<>();
  private final List<ParamsInForce> params = new ArrayList<>();
  private final List<PublishContract> contracts = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final List<Mistake> mistakes = new ArrayList<>();

  /** What is wrong with one, and in which file. */
  public record Mistake(String file, Problem problem) {

    @Override
    public String toString() {
      return file + ":" + problem;
    }
  }

  /**
   * Takes one document in; what claims to be none of ours is passed over.
   *
   * @param file what it stands in, for mistakes
   */
  public void add(String file, ReadDocument read) {
    switch (read) {
      case Readable readable -> add(file, readable);
      case Unreadable unreadable ->
          unreadable.problems().forEach(problem -> mistakes.add(new Mistake(file, problem)));
      case Skipped _ -> {
        // no document of ours
      }
    }
  }

  private void add(String file, Readable document) {
    switch (document.command()) {
      case PublishPolicy publish -> {
        switch (PolicyCompiler.compile(document.root(), document.source().bytes())) {
          case Compilation.Compiled(CompiledPolicy policy) -> {
            policies.add(policy);
            names.add("%s@%s".formatted(publish.subject(), policy.version().text()));
          }
          case Compilation.Rejected(var problems) ->
              problems.forEach(problem -> mistakes.add(new Mistake(file, problem)));
        }
      }
      case PublishParams publish -> {
        ParamsInForce.of(document).ifPresent(params::add);
        names.add(publish.subject().toString());
      }
      case PublishContract publish -> {
        contracts.add(publish);
        names.add("%s@%s".formatted(publish.subject(), publish.spec().version().text()));
      }
      default ->
          mistakes.add(
              new Mistake(
                  file,
                  new Problem(
                      "`%s` is no policy, no params document and no contract"
                          .formatted(document.command().subject()),
                      "",
                      1,
                      1,
                      document.command().kind(),
                      "a policy, a params document or a data contract",
                      "leave it out; `daybook check` says what policies say of it today")));
    }
  }

  /** All that is wrong with what was read. */
  public List<Mistake> mistakes() {
    return List.copyOf(mistakes);
  }

  /**
   * What it would put in force: {@code policy/retention@1.2.0}, {@code params/naming}, {@code
   * contract/sales.orders@2.0.0}.
   */
  public List<String> names() {
    return List.copyOf(names);
  }

  /** The contracts that would be in force. */
  public List<PublishContract> contracts() {
    return List.copyOf(contracts);
  }

  /** The draft, without these policies and waivers. */
  public Draft draft(List<String> withoutPolicies, List<String> withoutWaivers) {
    return new Draft(policies, params, withoutPolicies, withoutWaivers);
  }
}

package dev.daybook.rules;

import dev.daybook.decision.Facts;
import dev.daybook.mesh.Version;
import dev.daybook.rules.PolicyCompiler.Compilation;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A policy that a ledger put in force, compiled when it is first asked: following a long history
 * passes many versions that judge nothing any more.
 */
final class AcceptedPolicy implements Policy {

  private final String name;
  private final Version version;
  private final String sha256;
  private final Function<String, Optional<byte[]>> documents;
  private @Nullable Policy compiled;

  AcceptedPolicy(
      String name, Version version, String sha256, Function<String, Optional<byte[]>> documents) {
    this.name = name;
    this.version = version;
    this.sha256 = sha256;
    this.documents = documents;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Version version() {
    return version;
  }

  @Override
  public String sha256() {
    return sha256;
  }

  @Override
  public Verdict judge(Facts facts, Meter meter) {
    return compiled().judge(facts, meter);
  }

  @Override
  public synchronized Policy compiled() {
    Policy known = compiled;
    if (known == null) {
      known = compile();
      compiled = known;
    }
    return known;
  }

  private Policy compile() {
    Optional<byte[]> bytes = documents.apply(sha256);
    if (bytes.isEmpty()) {
      return new BrokenPolicy(name, version, sha256, "its document is not in the ledger");
    }
    return switch (PolicyCompiler.compileAccepted(bytes.get(), name)) {
      case Compilation.Compiled(CompiledPolicy policy) -> policy;
      case Compilation.Rejected(var problems) ->
          new BrokenPolicy(
              name, version, sha256, "it does not compile: " + problems.getFirst().message());
    };
  }
}

package dev.daybook.cli;

import dev.daybook.document.Documents;
import dev.daybook.document.Format;
import dev.daybook.document.Problem;
import dev.daybook.document.ReadDocument;
import dev.daybook.rules.ParamsInForce;
import dev.daybook.rules.Policy;
import dev.daybook.rules.PolicyCompiler;
import dev.daybook.rules.PolicyCompiler.Compilation;
import dev.daybook.rules.PolicySet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Policies and params from a folder: what {@code check} judges with where there is no server.
 *
 * @param set compiled, with the digest a server with the same policies shows
 */
record LocalPolicies(PolicySet set) {

  /** Compiles every {@code .yaml}, {@code .yml} and {@code .json} file under the folder. */
  static LocalPolicies in(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw Failure.usage("there is no folder `%s`".formatted(folder));
    }
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.filter(Files::isRegularFile).filter(LocalPolicies::isDocument).sorted().toList();
    }
    List<Policy> policies = new ArrayList<>();
    List<ParamsInForce> params = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(file);
      Optional<ParamsInForce> document = params(bytes, file);
      if (document.isPresent()) {
        params.add(document.get());
        continue;
      }
      switch (PolicyCompiler.compile(bytes, file.toString())) {
        case Compilation.Compiled(var policy) -> policies.add(policy);
        case Compilation.Rejected(var problems) ->
            problems.forEach(problem -> wrong.add(told(file, problem)));
      }
    }
    if (!wrong.isEmpty()) {
      throw Failure.usage("these policies do not compile:\n  " + String.join("\n  ", wrong));
    }
    return new LocalPolicies(PolicySet.of(policies, params));
  }

  private static Optional<ParamsInForce> params(byte[] bytes, Path file) {
    List<ReadDocument> read = Documents.read(bytes, Format.UNSAID, file.toString());
    return read.size() == 1 ? ParamsInForce.of(read.getFirst()) : Optional.empty();
  }

  private static String told(Path file, Problem problem) {
    return file + ":" + problem;
  }

  private static boolean isDocument(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
  }
}

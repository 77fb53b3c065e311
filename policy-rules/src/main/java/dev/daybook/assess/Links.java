package dev.daybook.assess;

import dev.daybook.decision.Facts;
import dev.daybook.mesh.SubjectName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who is next to whom in the lineage, as each said when it was asked last. Goes both ways: a
 * product that begins to read another changes what there is to say of that other one.
 */
public final class Links {

  private final Map<String, Set<String>> said = new HashMap<>();
  private final Map<String, Set<String>> neighbours = new HashMap<>();

  /** Replaces what one subject said. */
  void set(String stream, Set<String> streams) {
    for (String before : said.getOrDefault(stream, Set.of())) {
      unlink(stream, before);
      unlink(before, stream);
    }
    if (streams.isEmpty()) {
      said.remove(stream);
    } else {
      said.put(stream, Set.copyOf(streams));
    }
    for (String now : streams) {
      neighbours.computeIfAbsent(stream, _ -> new HashSet<>()).add(now);
      neighbours.computeIfAbsent(now, _ -> new HashSet<>()).add(stream);
    }
  }

  /** One way stays while the other end says so too. */
  private void unlink(String from, String to) {
    if (!said.getOrDefault(to, Set.of()).contains(from)) {
      neighbours.computeIfPresent(
          from,
          (_, all) -> {
            all.remove(to);
            return all.isEmpty() ? null : all;
          });
    }
  }

  /** The subjects next to this one. */
  Set<String> of(String stream) {
    return neighbours.getOrDefault(stream, Set.of());
  }

  /** The products that a subject's facts say it is made of, and those made of it. */
  public static Set<String> in(Facts facts) {
    Set<String> streams = new HashSet<>();
    if (facts.values().get("lineage") instanceof Map<?, ?> lineage) {
      lineage.values().forEach(side -> products(side, streams));
    }
    return streams;
  }

  private static void products(Object side, Set<String> into) {
    if (!(side instanceof List<?> linked)) {
      return;
    }
    for (Object each : linked) {
      if (each instanceof Map<?, ?> one
          && one.get("domain") instanceof String domain
          && one.get("product") instanceof String product) {
        into.add(SubjectName.product(domain, product).stream());
      }
    }
  }
}

package dev.daybook.replay.evidence;

import dev.daybook.seal.StrictJson;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an entry cites by digest, as files of a bundle: a decision the facts, policies and params it
 * was judged by; any entry the document it came from.
 *
 * @param decision the stream of the decision it follows from; empty where its metadata names none
 * @param files names, sorted
 * @param explaining names of files that tell more of a decision, sorted; a bundle may do without
 */
record Citations(String decision, SortedSet<String> files, SortedSet<String> explaining) {

  /** The type of the entries that are decisions. */
  static final String DECISION = "decision.recorded";

  /**
   * Reads them.
   *
   * @param payload null where it is not there
   * @param metadata null where it is not there
   * @throws StrictJson.Refused when either is no JSON
   * @throws IllegalArgumentException when a digest is none
   */
  static Citations of(String type, byte @Nullable [] payload, byte @Nullable [] metadata) {
    SortedSet<String> files = new TreeSet<>();
    SortedSet<String> explaining = new TreeSet<>();
    Object about = metadata == null ? null : StrictJson.parse(metadata);
    add(files, BundleNames.DOCUMENT, member(about, "document"), "");
    if (type.equals(DECISION) && payload != null) {
      Object decision = StrictJson.parse(payload);
      add(files, BundleNames.FACTS, member(decision, "factsSha256"), "");
      add(files, BundleNames.DOCUMENT, member(decision, "documentSha256"), "");
      add(explaining, BundleNames.STEPS, member(decision, "traceSha256"), "");
      if (member(decision, "policies") instanceof List<?> policies) {
        for (Object policy : policies) {
          add(files, BundleNames.POLICY, member(policy, "sha256"), BundleNames.YAML);
          add(explaining, BundleNames.PARTS, member(policy, "sha256"), BundleNames.JSON);
          for (String params : List.of("params", "floor")) {
            add(
                files,
                BundleNames.PARAMS,
                member(member(policy, params), "sha256"),
                BundleNames.YAML);
          }
        }
      }
    }
    Object decision = member(about, "decision");
    return new Citations(decision instanceof String id ? "decision/" + id : "", files, explaining);
  }

  private static void add(
      SortedSet<String> files, String folder, @Nullable Object sha256, String ending) {
    if (sha256 == null) {
      return;
    }
    String name = folder + sha256 + ending;
    if (BundleNames.digest(name).isEmpty()) {
      throw new IllegalArgumentException("`%s` is no SHA-256".formatted(sha256));
    }
    files.add(name);
  }

  private static @Nullable Object member(@Nullable Object json, String key) {
    return json instanceof Map<?, ?> object ? object.get(key) : null;
  }
}

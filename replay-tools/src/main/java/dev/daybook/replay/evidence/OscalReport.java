package dev.daybook.replay.evidence;

import dev.daybook.replay.evidence.CarriedEntry.Said;
import dev.daybook.seal.CanonicalJson;
import dev.daybook.seal.LeafEntry;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * OSCAL assessment results: each decision, breach and posture is an observation that names its
 * payload as evidence; each rule that was broken is a finding about the controls it serves, or
 * about itself where it serves none.
 *
 * @see <a href="https://pages.nist.gov/OSCAL/reference/latest/assessment-results/">NIST OSCAL</a>
 */
final class OscalReport implements Report {

  private static final String OSCAL = "1.2.1";

  /** Namespace of the ids made here, a UUID of its own (RFC 9562, 5.5). */
  private static final UUID NAMESPACE = UUID.fromString("5e1b7a52-63cf-4f0e-9d0c-0f2f6c7a1d11");

  @Override
  public String name() {
    return "oscal.json";
  }

  @Override
  public void write(OutputStream out, Evidence evidence) throws IOException {
    Scope scope = Scope.of(evidence);
    Writer json = new Writer(new BufferedOutputStream(out), evidence.manifest());
    json.head(scope);
    json.list(evidence, "findings", json::findings);
    json.list(evidence, "observations", json::observation);
    json.tail(scope);
  }

  /**
   * What all entries together come to.
   *
   * @param first when the first was recorded
   * @param last when the last was
   * @param controls that broken rules serve
   */
  private record Scope(String first, String last, SortedSet<String> controls) {

    static Scope of(Evidence evidence) throws IOException {
      List<String> times = new ArrayList<>();
      SortedSet<String> controls = new TreeSet<>();
      evidence.each(
          entry -> {
            String time = LeafEntry.time(entry.says().recordedAt());
            if (times.size() < 2) {
              times.add(time);
            } else {
              times.set(1, time);
            }
            for (Broken broken : broken(entry)) {
              controls.addAll(broken.targets());
            }
          });
      return times.isEmpty()
          ? new Scope("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z", controls)
          : new Scope(times.getFirst(), times.getLast(), controls);
    }
  }

  /**
   * A rule that an entry says is broken.
   *
   * @param targets the controls it serves, else itself, as OSCAL's tokens
   */
  private record Broken(String rule, String message, SortedSet<String> targets) {}

  private static List<Broken> broken(CarriedEntry entry) throws IOException {
    List<Broken> broken = new ArrayList<>();
    if (entry.isDecision()) {
      for (Said finding : entry.told().items("findings")) {
        broken.add(broken(finding.text("rule"), finding.text("message"), finding));
      }
    } else if (isPosture(entry)) {
      for (Said policy : entry.told().items("policies")) {
        for (Said rule : policy.items("rules")) {
          if (rule.text("now").equals("fail")) {
            broken.add(broken(rule.text("rule"), "it fails for what stands", policy));
          }
        }
      }
    }
    return broken;
  }

  private static Broken broken(String rule, String message, Said source) {
    SortedSet<String> targets = new TreeSet<>();
    source.items("controls").forEach(control -> targets.add(token(control.text())));
    if (targets.isEmpty()) {
      targets.add(token(rule));
    }
    return new Broken(rule, message, targets);
  }

  /** What OSCAL takes for a token: a letter or underscore, then these and digits, dots, dashes. */
  private static String token(String text) {
    String token = text.replaceAll("[^\\p{L}\\p{N}._-]", "_");
    return token.isEmpty() || !token.substring(0, 1).matches("[\\p{L}_]") ? "_" + token : token;
  }

  /** Text without line breaks and not empty, as OSCAL wants it. */
  private static String line(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.isEmpty() ? "-" : line;
  }

  private static boolean isObserved(CarriedEntry entry) {
    return entry.isDecision() || entry.says().type().startsWith("slo.") || isPosture(entry);
  }

  private static boolean isPosture(CarriedEntry entry) {
    return entry.says().type().startsWith("posture.");
  }

  /** Writes the document piece by piece, for it may be longer than memory. */
  private static final class Writer {
    private final OutputStream out;
    private final Manifest manifest;
    private boolean isFirst;

    Writer(OutputStream out, Manifest manifest) {
      this.out = out;
      this.manifest = manifest;
    }

    private void text(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private void member(String name, Object value) throws IOException {
      text("\"" + name + "\":");
      out.write(CanonicalJson.write(value));
    }

    /** Begins with what is known before any entry is told; members are in the order of names. */
    void head(Scope scope) throws IOException {
      text("{\"assessment-results\":{");
      member("import-ap", Map.of("href", "MANIFEST"));
      text(",");
      member(
          "metadata",
          new TreeMap<>(
              Map.of(
                  "title",
                  line(
                      "Evidence of %s: %s"
                          .formatted(manifest.origin(), manifest.question().streams())),
                  "last-modified",
                  scope.last(),
                  "oscal-version",
                  OSCAL,
                  "version",
                  "as of position " + manifest.question().asOf())));
      text(",\"results\":[{");
      member(
          "description",
          line(
              "%d entries of the ledger %s, proven by its checkpoint of %d entries. %s"
                  .formatted(
                      manifest.entries(),
                      manifest.origin(),
                      manifest.size(),
                      manifest.question().isComplete()
                          ? "That none is missing is proven by all leaf statements."
                          : "That none is missing is not proven.")));
      text(",");
      member("end", scope.last());
    }

    void tail(Scope scope) throws IOException {
      text(",");
      member(
          "reviewed-controls",
          Map.of(
              "control-selections",
              List.of(
                  scope.controls().isEmpty()
                      ? Map.of("include-all", Map.of())
                      : Map.of(
                          "include-controls",
                          scope.controls().stream()
                              .map(control -> Map.of("control-id", control))
                              .toList()))));
      text(",");
      member("start", scope.first());
      text(",");
      member("title", "Decisions, objectives and posture");
      text(",");
      member("uuid", id("result").toString());
      text("}],");
      member("uuid", id("results").toString());
      text("}}\n");
      out.flush();
    }

    @FunctionalInterface
    interface Items {
      List<Object> of(CarriedEntry entry) throws IOException;
    }

    /** A list that is left out where it is empty, as OSCAL wants it. */
    void list(Evidence evidence, String name, Items items) throws IOException {
      isFirst = true;
      evidence.each(
          entry -> {
            for (Object item : items.of(entry)) {
              text(isFirst ? ",\"" + name + "\":[" : ",");
              out.write(CanonicalJson.write(item));
              isFirst = false;
            }
          });
      text(isFirst ? "" : "]");
    }

    List<Object> observation(CarriedEntry entry) throws IOException {
      if (!isObserved(entry)) {
        return List.of();
      }
      Map<String, Object> observation = new TreeMap<>();
      observation.put("uuid", observationId(entry));
      observation.put("title", line("position %d".formatted(entry.position())));
      observation.put("description", line(Sentence.of(entry)));
      observation.put("methods", List.of("TEST"));
      observation.put("collected", LeafEntry.time(entry.says().recordedAt()));
      observation.put(
          "relevant-evidence",
          List.of(
              Map.of(
                  "href",
                  BundleNames.PAYLOAD + entry.says().payload().sha256(),
                  "description",
                  line("payload of the entry at position %d".formatted(entry.position())))));
      return List.of(observation);
    }

    List<Object> findings(CarriedEntry entry) throws IOException {
      List<Object> findings = new ArrayList<>();
      int number = 0;
      for (Broken broken : broken(entry)) {
        for (String target : broken.targets()) {
          Map<String, Object> finding = new TreeMap<>();
          finding.put("uuid", id("finding %d %d".formatted(entry.position(), number++)).toString());
          finding.put("title", line(broken.rule()));
          finding.put("description", line(broken.message()));
          finding.put(
              "target",
              Map.of(
                  "type",
                  "objective-id",
                  "target-id",
                  target,
                  "status",
                  Map.of("state", "not-satisfied", "reason", "fail")));
          finding.put(
              "related-observations", List.of(Map.of("observation-uuid", observationId(entry))));
          findings.add(finding);
        }
      }
      return findings;
    }

    private String observationId(CarriedEntry entry) {
      return id("observation %d".formatted(entry.position())).toString();
    }

    /** The same id for the same thing of the same question, whenever it is asked. */
    private UUID id(String of) {
      return named("%s\n%s".formatted(manifest.head(), of));
    }
  }

  /** A UUID of version 5: of a name. */
  private static UUID named(String name) {
    MessageDigest sha1;
    try {
      sha1 = MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
    ByteBuffer space = ByteBuffer.allocate(16);
    space.putLong(NAMESPACE.getMostSignificantBits());
    space.putLong(NAMESPACE.getLeastSignificantBits());
    sha1.update(space.array());
    ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
    return new UUID(
        (hash.getLong() & ~0xf000L) | 0x5000L,
        (hash.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L);
  }
}

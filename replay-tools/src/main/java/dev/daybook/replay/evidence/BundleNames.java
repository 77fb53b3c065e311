package dev.daybook.replay.evidence;

import dev.daybook.replay.verify.Stamps;
import dev.daybook.seal.LeafEntry;
import dev.daybook.seal.TileId;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the files of a bundle are called. */
final class BundleNames {

  static final String MANIFEST = "MANIFEST";
  static final String CHECKPOINT = "checkpoint";

  /** The statements of the entries carried, a line each. */
  static final String LEAVES = "leaves";

  static final String TRUST = "trust/policy.tlog";

  static final String PAYLOAD = "payload/";
  static final String METADATA = "metadata/";
  static final String FACTS = "facts/";
  static final String DOCUMENT = "document/";
  static final String POLICY = "policy/";
  static final String PARAMS = "params/";
  static final String YAML = ".yaml";

  /** The steps of judging a decision, by the digest that was recorded of them. */
  static final String STEPS = "steps/";

  /** What the numbers in steps mean, by the policy's digest. */
  static final String PARTS = "parts/";

  /** What opens the personal texts of a payload or of metadata, by the digest of that. */
  static final String OPENINGS = "openings/";

  static final String JSON = ".json";

  /** A folder for each checkpoint that a timestamp authority saw, by its size. */
  static final String TIMESTAMP = Stamps.FOLDER + "/";

  /** Longest name, in bytes. */
  static final int LONGEST = 200;

  private static final Pattern KNOWN =
      Pattern.compile(
          "MANIFEST|checkpoint|leaves|trust/policy\\.tlog"
              + "|entries\\.csv|decisions\\.csv|oscal\\.json|report\\.html"
              + "|(payload|metadata|facts|document|steps)/[0-9a-f]{64}"
              + "|(policy|params)/[0-9a-f]{64}\\.yaml"
              + "|(openings|parts)/[0-9a-f]{64}\\.json"
              + "|timestamp/[1-9][0-9]{0,17}/(checkpoint|[0-9a-f]{16}\\.tst)");

  private BundleNames() {}

  /** The file that opens what is personal in another one. */
  static String openings(LeafEntry.Content content) {
    return OPENINGS + content.sha256() + JSON;
  }

  /** Why no file of a bundle has this name; empty for a name that one may have. */
  static Optional<String> refused(String name) {
    if (KNOWN.matcher(name).matches() || TileId.parse(name).isPresent()) {
      return Optional.empty();
    }
    if (name.startsWith("/")
        || name.contains("\\")
        || name.contains(":")
        || ("/" + name + "/").contains("/../")) {
      return Optional.of("it leads out of the folder it is unpacked into");
    }
    return Optional.of("no file of a bundle has such a name");
  }

  /**
   * The SHA-256 that a file's name promises its bytes have, in lower-case hex; empty for names that
   * promise none.
   */
  static Optional<String> promised(String name) {
    return name.startsWith(OPENINGS) || name.startsWith(PARTS) ? Optional.empty() : digest(name);
  }

  /** The digest in a file's name, of whatever it is. */
  static Optional<String> digest(String name) {
    int slash = name.indexOf('/');
    return KNOWN.matcher(name).matches()
            && slash > 0
            && name.length() >= slash + 65
            && !name.startsWith(TIMESTAMP)
        ? Optional.of(name.substring(slash + 1, slash + 65))
        : Optional.empty();
  }
}

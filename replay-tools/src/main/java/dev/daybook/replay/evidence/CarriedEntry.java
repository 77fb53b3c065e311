package dev.daybook.replay.evidence;

import dev.daybook.seal.LeafEntry;
import dev.daybook.seal.StrictJson;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry a bundle carries, as reports read it.
 *
 * @param leaf the statement; not to be changed
 * @param payload empty where it is not there; not to be changed
 * @param metadata empty where it is not there; not to be changed
 * @param read the payload as people read it; not to be changed
 * @param readMetadata the metadata as people read it; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record CarriedEntry(
    LeafEntry says,
    byte[] leaf,
    byte[] payload,
    byte[] metadata,
    byte[] read,
    byte[] readMetadata) {

  long position() {
    return says.index() + 1;
  }

  boolean isDecision() {
    return says.type().equals(Citations.DECISION);
  }

  private static Said says(byte[] json) {
    try {
      return new Said(json.length == 0 ? null : StrictJson.parse(json));
    } catch (StrictJson.Refused _) {
      return new Said(null); // longer than is read
    }
  }

  /** What its payload says. */
  Said told() {
    return says(read);
  }

  /** The id of the decision it follows from, or is; empty where there is none. */
  String decision() {
    return says(readMetadata).text("decision");
  }

  /** A value in JSON; what is absent reads as empty. */
  record Said(@Nullable Object json) {

    Said at(String key) {
      return new Said(json instanceof Map<?, ?> object ? object.get(key) : null);
    }

    boolean isThere() {
      return json != null;
    }

    boolean isTrue() {
      return Boolean.TRUE.equals(json);
    }

    String text(String key) {
      return at(key).text();
    }

    String text() {
      return json == null || json instanceof Map<?, ?> || json instanceof List<?>
          ? ""
          : String.valueOf(json);
    }

    List<Said> items() {
      return json instanceof List<?> list ? list.stream().map(Said::new).toList() : List.of();
    }

    List<Said> items(String key) {
      return at(key).items();
    }
  }
}

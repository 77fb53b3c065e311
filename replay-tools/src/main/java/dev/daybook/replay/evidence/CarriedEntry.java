package dev.daybook.replay.evidence;

import dev.daybook.seal.LeafEntry;
import dev.daybook.seal.StrictJson;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An entry a bundle carries, as reports read it: what of it nobody asks for is not read. */
final class CarriedEntry {

  private final Evidence evidence;
  private final LeafEntry says;
  private final byte[] leaf;
  private byte @Nullable [] payload;
  private byte @Nullable [] metadata;
  private byte @Nullable [] read;
  private @Nullable Said told;

  CarriedEntry(Evidence evidence, LeafEntry says, byte[] leaf) {
    this.evidence = evidence;
    this.says = says;
    this.leaf = leaf;
  }

  LeafEntry says() {
    return says;
  }

  /** The statement; not to be changed. */
  byte[] leaf() {
    return leaf;
  }

  long position() {
    return says.index() + 1;
  }

  boolean isDecision() {
    return says.type().equals(Citations.DECISION);
  }

  /** Empty where it is not there; not to be changed. */
  byte[] payload() throws IOException {
    if (payload == null) {
      payload = evidence.content(BundleNames.PAYLOAD, says.payload());
    }
    return payload;
  }

  /** Empty where it is not there; not to be changed. */
  byte[] metadata() throws IOException {
    if (metadata == null) {
      metadata = evidence.content(BundleNames.METADATA, says.metadata());
    }
    return metadata;
  }

  /** The payload as people read it; not to be changed. */
  byte[] read() throws IOException {
    if (read == null) {
      read = evidence.read(says, payload());
    }
    return read;
  }

  /** The metadata as people read it; not to be changed. */
  byte[] readMetadata() throws IOException {
    return evidence.readMetadata(says, metadata());
  }

  /** What its payload says. */
  Said told() throws IOException {
    if (told == null) {
      told = said(read());
    }
    return told;
  }

  /** The id of the decision it follows from, or is; empty where there is none. */
  String decision() throws IOException {
    return said(metadata()).text("decision");
  }

  private static Said said(byte[] json) {
    try {
      return new Said(json.length == 0 ? null : StrictJson.parse(json));
    } catch (StrictJson.Refused _) {
      return new Said(null); // longer than is read
    }
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

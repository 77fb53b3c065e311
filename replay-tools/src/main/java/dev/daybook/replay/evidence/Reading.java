package dev.daybook.replay.evidence;

import dev.daybook.personal.envelope.Opening;
import dev.daybook.personal.envelope.SealedPlace;
import dev.daybook.personal.envelope.SealedText;
import dev.daybook.replay.verify.Place;
import dev.daybook.replay.verify.Wrong;
import dev.daybook.seal.LeafEntry;
import dev.daybook.seal.StrictJson;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Payloads and metadata as people read them: what is personal is opened where the bundle discloses
 * it, and otherwise shows as {@value #PERSONAL} or {@value #ERASED}.
 */
final class Reading {

  /** Stands for a text that names persons who are not disclosed. */
  static final String PERSONAL = "[personal]";

  /** Stands for a text that names somebody who was erased. */
  static final String ERASED = SealedText.ERASED;

  private final BundleFiles files;
  private final Manifest manifest;

  Reading(BundleFiles files, Manifest manifest) {
    this.files = files;
    this.manifest = manifest;
  }

  /**
   * The payload of an entry.
   *
   * @throws Wrong when what opens it is not what the MANIFEST says, or does not open it
   */
  byte[] payload(LeafEntry says, byte[] json) throws IOException, Wrong {
    return open(says.payload(), json, SealedPlace.ofEvent(manifest.origin(), says.event()));
  }

  /**
   * The metadata of an entry.
   *
   * @throws Wrong when what opens it is not what the MANIFEST says, or does not open it
   */
  byte[] metadata(LeafEntry says, byte[] json) throws IOException, Wrong {
    return open(says.metadata(), json, SealedPlace.ofMetadata(manifest.origin(), decision(json)));
  }

  private static UUID decision(byte[] metadata) {
    try {
      if (StrictJson.parse(metadata) instanceof Map<?, ?> object
          && object.get("decision") instanceof String id) {
        return UUID.fromString(id);
      }
    } catch (StrictJson.Refused | IllegalArgumentException _) {
      // it is told where entries are verified
    }
    return new UUID(0, 0);
  }

  private byte[] open(LeafEntry.Content content, byte[] json, SealedPlace place)
      throws IOException, Wrong {
    String name = BundleNames.openings(content);
    Place file = new Place.File(name);
    Map<String, byte[]> keys = new HashMap<>(keys(name, file));
    Set<String> undisclosed = new TreeSet<>();
    byte[] opened;
    try {
      opened =
          Opening.open(
              json,
              place,
              (at, persons) -> {
                byte[] key = keys.remove(at);
                if (key != null) {
                  undisclosed.addAll(persons);
                }
                return key;
              },
              (_, persons) ->
                  Collections.disjoint(persons, manifest.persons().erased()) ? PERSONAL : ERASED);
    } catch (IllegalStateException e) {
      throw new Wrong(file, String.valueOf(e.getMessage()));
    }
    if (!keys.isEmpty()) {
      throw new Wrong(file, "nothing is encrypted at %s".formatted(keys.keySet()));
    }
    undisclosed.removeAll(manifest.persons().disclosed());
    if (!undisclosed.isEmpty()) {
      throw new Wrong(file, "it discloses %s; the MANIFEST does not".formatted(undisclosed));
    }
    return opened;
  }

  private Map<String, byte[]> keys(String name, Place file) throws IOException, Wrong {
    byte @Nullable [] bytes = files.read(name, Carried.LONGEST);
    if (bytes == null) {
      return Map.of();
    }
    try {
      return OpeningsFile.read(bytes);
    } catch (StrictJson.Refused | IllegalArgumentException e) {
      throw new Wrong(file, String.valueOf(e.getMessage()));
    }
  }
}

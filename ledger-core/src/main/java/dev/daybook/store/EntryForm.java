package dev.daybook.store;

import dev.daybook.decision.EntryMetadata;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.personal.Named;
import dev.daybook.personal.PersonalData;
import dev.daybook.seal.CanonicalJson;
import java.util.UUID;

/**
 * How events stand in the ledger: canonical JSON by their {@link EventTypes}, with what names
 * persons sealed under their keys.
 */
record EntryForm(EventTypes types, PersonalData personal) {

  byte[] write(UUID id, SubjectEvent event, Named named) {
    return personal.sealEvent(id, event, types.encode(event), named);
  }

  byte[] write(EntryMetadata metadata, Named named) {
    return personal.sealMetadata(
        metadata.decision(), metadata, CanonicalJson.write(metadata), named);
  }

  /** What was read in another generation may name who was erased since. */
  long generation() {
    return personal.generation();
  }

  /** Reads an event written in {@code revision}, upcasting older ones. */
  Object read(UUID id, String name, int revision, byte[] payload) {
    return types.decode(name, revision, personal.openEvent(id, payload));
  }

  EntryMetadata readMetadata(byte[] json) {
    EntryMetadata asKept = types.decodeMetadata(json);
    return PersonalData.isSealed(json)
        ? types.decodeMetadata(personal.openMetadata(asKept.decision(), json))
        : asKept;
  }
}

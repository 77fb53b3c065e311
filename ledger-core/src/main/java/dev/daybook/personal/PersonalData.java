package dev.daybook.personal;

import dev.daybook.personal.envelope.Envelope;
import dev.daybook.personal.envelope.JsonTexts;
import dev.daybook.personal.envelope.Opening;
import dev.daybook.personal.envelope.PersonKey;
import dev.daybook.personal.envelope.SealedPlace;
import dev.daybook.personal.envelope.SealedText;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Seals what names persons on its way into a ledger, and opens it on its way out. Each value is
 * bound to the ledger, the entry and the field it stands in.
 */
public final class PersonalData {

  private final String origin;
  private final PersonKeys keys;

  /**
   * @param origin the ledger's name
   */
  public PersonalData(String origin, PersonKeys keys) {
    this.origin = origin;
    this.keys = keys;
  }

  /** Where there are no keys: what is sealed shows as erased, and nothing is sealed. */
  public static PersonalData none() {
    return new PersonalData("", PersonKeys.none());
  }

  /** An event's canonical JSON with what names persons sealed. */
  public byte[] sealEvent(UUID id, Object event, byte[] json, Named named) {
    return SealedJson.seal(
        json, Shape.of(event), named, SealedPlace.ofEvent(origin, id).text(), keys);
  }

  /**
   * An event's canonical JSON as it was before; erased is what is sealed under a key that is gone.
   */
  public byte[] openEvent(UUID event, byte[] json) {
    return SealedJson.open(json, SealedPlace.ofEvent(origin, event).text(), keys);
  }

  /** The same of the metadata that a decision's entries share. */
  public byte[] sealMetadata(UUID decision, Object metadata, byte[] json, Named named) {
    return SealedJson.seal(
        json, Shape.of(metadata), named, SealedPlace.ofMetadata(origin, decision).text(), keys);
  }

  /** Changes whenever something that was opened before may be erased since. */
  public long generation() {
    return keys.destroyed();
  }

  /** Whether something in this JSON is sealed, so that it must be opened. */
  public static boolean isSealed(byte[] json) {
    return JsonTexts.isMarked(json);
  }

  /** Metadata as it was before. */
  public byte[] openMetadata(UUID decision, byte[] json) {
    return SealedJson.open(json, SealedPlace.ofMetadata(origin, decision).text(), keys);
  }

  /** What opens each sealed text of an event's JSON, for somebody it is disclosed to. */
  public List<Opening> eventOpenings(UUID event, byte[] json) {
    return Opening.all(json, SealedPlace.ofEvent(origin, event), keys::byId);
  }

  /** The same of metadata. */
  public List<Opening> metadataOpenings(UUID decision, byte[] json) {
    return Opening.all(json, SealedPlace.ofMetadata(origin, decision), keys::byId);
  }

  /**
   * Bytes sealed whole, under the keys of all persons they name.
   *
   * @param persons surrogate ids, sorted
   * @param envelope not to be changed
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Sealed(List<String> persons, byte[] envelope) {}

  /**
   * Seals a document or facts whole; empty where they name nobody, and may be kept as they are.
   *
   * @param sha256 of the bytes as they are, lower-case hex
   */
  public Optional<Sealed> sealContent(String sha256, byte[] bytes, Named named) {
    Set<Designation> persons = new LinkedHashSet<>(named.everybody());
    persons.addAll(Designation.mailsIn(new String(bytes, StandardCharsets.UTF_8)));
    if (persons.isEmpty()) {
      return Optional.empty();
    }
    List<PersonKey> ordered = Envelope.ordered(persons.stream().map(keys::of).toList());
    return Optional.of(
        new Sealed(
            ordered.stream().map(PersonKey::id).toList(),
            Envelope.seal(ordered, content(sha256), bytes)));
  }

  /**
   * The bytes as they were; empty where a key is gone.
   *
   * @throws IllegalStateException when they were changed
   */
  public Optional<byte[]> openContent(String sha256, Sealed sealed) {
    return SealedText.keys(sealed.persons(), keys::byId)
        .map(found -> Envelope.open(found, content(sha256), sealed.envelope()));
  }

  private String content(String sha256) {
    return origin + "\ncontent/" + sha256;
  }
}

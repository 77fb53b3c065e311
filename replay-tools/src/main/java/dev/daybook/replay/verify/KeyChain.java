package dev.daybook.replay.verify;

import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.KeyRotation;
import dev.daybook.seal.LeafEntry;
import dev.daybook.seal.SealRefused;
import dev.daybook.seal.SignedNote;
import dev.daybook.seal.Tiles;
import dev.daybook.seal.VerifierKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The keys a log had one after the other, as its own entries say: each pair signed over to the
 * next. Who trusts one of them can trust those it handed the log to; and once a checkpoint behind
 * all of these entries is trusted, those before too.
 */
public final class KeyChain {

  /**
   * An entry that handed the log over.
   *
   * @param says null where its payload is not there to be read
   */
  private record Link(Rotated entry, @Nullable KeyRotation says) {}

  private final List<Link> links;

  private KeyChain(List<Link> links) {
    this.links = List.copyOf(links);
  }

  /**
   * Reads and verifies what these entries say.
   *
   * @param rotated all there are, in order
   * @param payloads what each of them says, verified by nobody; empty where that cannot be read
   * @param now the tree they stand in, which was verified
   * @param tiles of that tree
   * @throws Wrong when one of them cannot stand where it does
   */
  public static KeyChain of(
      Checkpoint now,
      List<Rotated> rotated,
      Function<Rotated, Optional<byte[]>> payloads,
      Tiles tiles)
      throws Wrong {
    List<Link> links = new ArrayList<>();
    long since = 0;
    for (Rotated entry : rotated) {
      Optional<byte[]> payload = payloads.apply(entry);
      List<VerifierKey> inForce = new KeyChain(links).after(links.size());
      @Nullable KeyRotation says = null;
      if (payload.isPresent()) {
        says = read(entry, payload.get());
        try {
          says.requireAt(entry.position(), now.origin(), since, inForce);
        } catch (SealRefused e) {
          throw wrong(entry, e.getMessage());
        }
        requireBeginning(entry, says, now, tiles);
      }
      links.add(new Link(entry, says));
      since = entry.position();
    }
    return new KeyChain(links);
  }

  private static KeyRotation read(Rotated entry, byte[] payload) throws Wrong {
    LeafEntry.Content seen = LeafEntry.Content.of(payload);
    if (!seen.equals(entry.payload())) {
      throw wrong(
          entry,
          "its payload has %d bytes with SHA-256 %s; its leaf says %d bytes with SHA-256 %s"
              .formatted(
                  seen.length(),
                  seen.sha256(),
                  entry.payload().length(),
                  entry.payload().sha256()));
    }
    try {
      return KeyRotation.parse(payload);
    } catch (SealRefused e) {
      throw wrong(entry, e.getMessage());
    }
  }

  private static void requireBeginning(Rotated entry, KeyRotation says, Checkpoint now, Tiles tiles)
      throws Wrong {
    if (!Earlier.begins(new Checkpoint(now.origin(), says.size(), says.root()), now, tiles)) {
      throw wrong(
          entry,
          "it says that it follows %d entries with the root %s; this log does not begin with them"
              .formatted(says.size(), says.root().base64()));
    }
  }

  private static Wrong wrong(Rotated entry, @Nullable String what) {
    return new Wrong(
        new Place.Entry(entry.position()), "it rotates the log's keys, and must not: " + what);
  }

  /** The keys after so many rotations; none where the entries do not tell them. */
  public List<VerifierKey> after(int rotations) {
    KeyRotation to = rotations == 0 ? null : links.get(rotations - 1).says();
    if (to != null) {
      return to.after();
    }
    KeyRotation from = rotations == links.size() ? null : links.get(rotations).says();
    return from == null ? List.of() : from.before();
  }

  /** How many rotations stand among the first {@code size} entries. */
  private int rotations(long size) {
    return (int) links.stream().filter(link -> link.entry().position() <= size).count();
  }

  /**
   * Requires that a checkpoint is signed by who was in force at its size, as far as that is known:
   * where it ends with a rotation, by the keys before and after.
   */
  void requireSigned(SignedNote note, Checkpoint checkpoint, Place place) throws Wrong {
    int rotations = rotations(checkpoint.size());
    boolean endsWithOne =
        rotations > 0 && links.get(rotations - 1).entry().position() == checkpoint.size();
    for (int i = endsWithOne ? rotations - 1 : rotations; i <= rotations; i++) {
      List<VerifierKey> inForce = after(i);
      if (!inForce.isEmpty() && note.signers(inForce).isEmpty()) {
        throw new Wrong(
            place,
            "%s signed checkpoints of %d entries, %s; neither signed this one"
                .formatted(KeyRotation.names(inForce), checkpoint.size(), whence(i)));
      }
    }
  }

  private String whence(int rotations) {
    return rotations == 0
        ? "before position %d".formatted(links.getFirst().entry().position())
        : "by the rotation at position %d".formatted(links.get(rotations - 1).entry().position());
  }

  /** The keys that who trusts {@code given} can trust, for one of those handed the log to them. */
  List<VerifierKey> handedOn(List<VerifierKey> given) {
    Set<VerifierKey> trusted = new LinkedHashSet<>();
    first(given)
        .ifPresent(
            from -> {
              trusted.addAll(after(from));
              for (int i = from; i < links.size() && links.get(i).says() != null; i++) {
                trusted.addAll(after(i + 1));
              }
            });
    return List.copyOf(trusted);
  }

  /** After how many rotations the given keys were in force first. */
  private Optional<Integer> first(List<VerifierKey> given) {
    for (int i = 0; i <= links.size(); i++) {
      if (areThese(after(i), given)) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  /**
   * Whether these keys are among the given: one is enough, but none may be another than one that
   * was given. So who gave both is not fooled by who can sign as one of them.
   */
  private static boolean areThese(List<VerifierKey> keys, List<VerifierKey> given) {
    return keys.stream().anyMatch(given::contains)
        && keys.stream()
            .allMatch(
                key ->
                    given.contains(key)
                        || given.stream()
                            .noneMatch(
                                other ->
                                    other.algorithm() == key.algorithm()
                                        && other.name().equals(key.name())));
  }

  /** All keys there were and are, as far as the entries tell. */
  List<VerifierKey> all() {
    Set<VerifierKey> all = new LinkedHashSet<>();
    for (int i = 0; i <= links.size(); i++) {
      all.addAll(after(i));
    }
    return List.copyOf(all);
  }

  /** How who trusts {@code given} comes to trust the keys in force: a sentence a rotation. */
  List<String> told(List<VerifierKey> given) {
    List<String> told = new ArrayList<>();
    if (after(links.size()).stream().noneMatch(given::contains)) {
      first(given)
          .ifPresent(
              from -> {
                for (Link link : links.subList(from, links.size())) {
                  if (link.says() != null) {
                    told.add(
                        "trusted by the rotation at position %d: %s signed that %s follow"
                            .formatted(
                                link.entry().position(),
                                KeyRotation.names(link.says().before()),
                                KeyRotation.names(link.says().after())));
                  }
                }
              });
    }
    return told;
  }

  /** What would have to be known to trust the keys in force; empty where nothing is missing. */
  String missing() {
    List<String> at =
        links.stream()
            .filter(link -> link.says() == null)
            .map(link -> "`%s`".formatted(link.entry().path()))
            .toList();
    return at.isEmpty()
        ? ""
        : ("; the log's keys were rotated, and what the entry says is not here: give the keys it has"
                + " now, or a copy of the log that has %s")
            .formatted(String.join(", ", at));
  }
}

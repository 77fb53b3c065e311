package dev.daybook.replay.evidence;

import dev.daybook.replay.verify.EntryCheck;
import dev.daybook.replay.verify.Place;
import dev.daybook.replay.verify.Progress;
import dev.daybook.replay.verify.Rotated;
import dev.daybook.replay.verify.Statement;
import dev.daybook.replay.verify.StoredEntry;
import dev.daybook.replay.verify.Wrong;
import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.Hash;
import dev.daybook.seal.KeyRotation;
import dev.daybook.seal.LeafEntry;
import dev.daybook.seal.Merkle;
import dev.daybook.seal.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The entries a bundle carries: each one's statement stands in the tree, its payload and metadata
 * are those it digests, it belongs to what was asked, and whatever it cites is there too.
 */
final class Carried {

  /** Longest payload, metadata or document that is read, in bytes. */
  static final int LONGEST = 64 << 20;

  private final Bundle bundle;
  private final Manifest manifest;
  private final Reading reading;
  private final Checkpoint checkpoint;
  private final ProvenTree tree;
  private final Faults faults;
  private final EntryCheck check;
  private final Set<String> uncited;
  private final Set<String> omitted;
  private final Set<String> unmissed;
  private final Map<String, Long> sequences = new HashMap<>();
  private final Set<String> decisions = new HashSet<>();
  private final List<Rotated> rotated = new ArrayList<>();
  private long[] indexes = new long[64];
  private int count;

  Carried(Bundle bundle, Manifest manifest, Checkpoint checkpoint, ProvenTree tree, Faults faults) {
    this.bundle = bundle;
    this.manifest = manifest;
    this.reading = new Reading(bundle, manifest);
    this.checkpoint = checkpoint;
    this.tree = tree;
    this.faults = faults;
    this.check = new EntryCheck(checkpoint.origin());
    this.uncited =
        bundle.names().stream()
            .filter(name -> BundleNames.digest(name).isPresent())
            .collect(Collectors.toCollection(HashSet::new));
    this.omitted = manifest.omitted().all();
    this.unmissed = new HashSet<>(omitted);
  }

  long count() {
    return count;
  }

  boolean has(long index) {
    return Arrays.binarySearch(indexes, 0, count, index) >= 0;
  }

  /** The entries that rotated the log's keys. */
  List<Rotated> rotated() {
    return rotated;
  }

  /** Whether an entry that is carried follows from the decision with this stream. */
  boolean follows(String stream) {
    return decisions.contains(stream);
  }

  /** Looks at all of them. */
  void read(Progress progress) throws IOException {
    try (InputStream in = bundle.open(BundleNames.LEAVES)) {
      if (in == null) {
        faults.file(BundleNames.LEAVES, "it is not in the bundle");
        return;
      }
      LeafLines lines = new LeafLines(in);
      for (byte[] leaf = lines.next(); leaf != null; leaf = lines.next()) {
        entry(leaf);
        progress.at(count, Math.max(count, manifest.entries()));
      }
    } catch (Wrong e) {
      faults.add(e.fault());
    }
    if (count != manifest.entries()) {
      faults.file(
          BundleNames.LEAVES,
          "it has %d statements; the MANIFEST says %d".formatted(count, manifest.entries()));
    }
    uncited.stream().sorted().forEach(name -> faults.file(name, "no entry that is here cites it"));
    unmissed.stream()
        .sorted()
        .forEach(
            name ->
                faults.file(
                    BundleNames.MANIFEST,
                    "it says why `%s` is not here, which no entry cites".formatted(name)));
  }

  private void entry(byte[] leaf) throws IOException {
    LeafEntry says;
    try {
      says = Statement.read(leaf, count + 1L);
    } catch (Wrong e) {
      faults.file(BundleNames.LEAVES, "line %d: %s".formatted(count + 1L, e.fault().what()));
      add(count == 0 ? 0 : indexes[count - 1]);
      return;
    }
    long before = count == 0 ? -1 : indexes[count - 1];
    add(says.index());
    Place place = new Place.Entry(says.index() + 1);
    if (says.index() <= before) {
      faults.add(place, "it stands behind position %d in `leaves`".formatted(before + 1));
    }
    if (says.index() >= checkpoint.size()) {
      faults.add(place, "the checkpoint is of %d entries".formatted(checkpoint.size()));
    } else {
      faults.in(() -> requireInTree(says.index(), leaf));
    }
    if (says.type().equals(KeyRotation.TYPE)) {
      rotated.add(new Rotated(says.index() + 1, says.payload()));
    } else {
      faults.in(() -> requireAsked(place, says));
    }
    contents(place, says, leaf);
  }

  private void add(long index) {
    if (count == indexes.length) {
      indexes = Arrays.copyOf(indexes, 2 * count);
    }
    indexes[count++] = index;
  }

  private void requireInTree(long index, byte[] leaf) throws Wrong {
    Hash wanted = tree.leaf(index);
    Hash seen = Merkle.leafHash(leaf);
    if (!seen.equals(wanted)) {
      throw new Wrong(
          new Place.Entry(index + 1),
          "its leaf has the hash %s; the tree has %s there"
              .formatted(seen.base64(), wanted.base64()));
    }
  }

  /** That it was asked for, and that none of its stream is missing before it. */
  private void requireAsked(Place place, LeafEntry says) throws Wrong {
    Question question = manifest.question();
    if (!question.isInRange(says.index() + 1, says.recordedAt())) {
      throw new Wrong(place, "it was recorded outside of what the MANIFEST asks for");
    }
    if (!question.asksFor(says.stream())) {
      if (!says.type().equals(Citations.DECISION)) {
        throw new Wrong(place, "the MANIFEST does not ask for `%s`".formatted(says.stream()));
      }
      return;
    }
    Long before = sequences.put(says.stream(), says.sequence());
    long wanted = before == null ? (question.from() == null ? 0 : says.sequence()) : before + 1;
    if (says.sequence() != wanted) {
      throw new Wrong(
          place,
          "`%s` goes on with sequence %d; wanted %d: entries between them are missing"
              .formatted(says.stream(), says.sequence(), wanted));
    }
  }

  private void contents(Place place, LeafEntry says, byte[] leaf) throws IOException {
    byte[] payload = content(place, BundleNames.PAYLOAD, says.payload());
    byte[] metadata = content(place, BundleNames.METADATA, says.metadata());
    if (payload != null && metadata != null) {
      faults.in(
          () ->
              check.statement(
                  new StoredEntry(
                      says.index() + 1,
                      says.event(),
                      says.stream(),
                      says.sequence(),
                      says.type(),
                      says.revision(),
                      says.recordedAt(),
                      payload,
                      metadata,
                      leaf)));
      read(says, payload, metadata);
    }
    try {
      cite(place, Citations.of(says.type(), payload, metadata));
    } catch (StrictJson.Refused | IllegalArgumentException e) {
      faults.add(place, "what it cites cannot be read: %s".formatted(e.getMessage()));
    }
  }

  /** That what is disclosed of them opens them. */
  private void read(LeafEntry says, byte[] payload, byte[] metadata) throws IOException {
    uncited.remove(BundleNames.openings(says.payload()));
    uncited.remove(BundleNames.openings(says.metadata()));
    try {
      reading.payload(says, payload);
      reading.metadata(says, metadata);
    } catch (Wrong e) {
      faults.add(e.fault());
    }
  }

  private byte @Nullable [] content(Place place, String folder, LeafEntry.Content content)
      throws IOException {
    String name = folder + content.sha256();
    cite(place, name);
    return bundle.read(name, LONGEST);
  }

  private void cite(Place place, Citations cited) {
    decisions.add(cited.decision());
    cited.files().forEach(name -> cite(place, name));
    cited.explaining().forEach(this::explain);
  }

  /** What tells more of a decision is there, or it is said why not, or neither. */
  private void explain(String name) {
    uncited.remove(name);
    unmissed.remove(name);
    requireNotBoth(name);
  }

  private void requireNotBoth(String name) {
    if (omitted.contains(name) && bundle.member(name) != null) {
      faults.file(name, "it is in the bundle; the MANIFEST says why it is not");
    }
  }

  private void cite(Place place, String name) {
    uncited.remove(name);
    unmissed.remove(name);
    requireNotBoth(name);
    if (!omitted.contains(name) && bundle.member(name) == null) {
      faults.file(name, "it is not in the bundle; %s cites it".formatted(place));
    }
  }
}

package dev.daybook.replay.evidence;

import dev.daybook.replay.verify.Earlier;
import dev.daybook.replay.verify.HandedOn;
import dev.daybook.replay.verify.KeyChain;
import dev.daybook.replay.verify.Place;
import dev.daybook.replay.verify.Progress;
import dev.daybook.replay.verify.Rotated;
import dev.daybook.replay.verify.Trust;
import dev.daybook.replay.verify.Wrong;
import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.Sha256;
import dev.daybook.seal.SignedNote;
import dev.daybook.seal.TileId;
import dev.daybook.seal.TimestampAuthorities;
import dev.daybook.seal.TlogPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Verifies an evidence bundle with nothing but the bundle and somebody's keys. In this order: the
 * zip, its manifest, each file's digest, the checkpoint, the tiles up to its root, each entry up to
 * its tile, what entries cite, and whether any is missing. What is wrong ends nothing: all of it is
 * told.
 */
public final class EvidenceVerification {

  private static final Place CHECKPOINT = new Place.File(BundleNames.CHECKPOINT);

  private final Path file;
  private final Trust trust;
  private final @Nullable Earlier earlier;
  private final TimestampAuthorities authorities;
  private final Progress progress;
  private final Faults faults = new Faults();
  private final List<String> remarks = new ArrayList<>();

  /**
   * @param earlier a checkpoint that was kept, where there is one
   * @param authorities whose timestamps count
   */
  public EvidenceVerification(
      Path file,
      Trust trust,
      @Nullable Earlier earlier,
      TimestampAuthorities authorities,
      Progress progress) {
    this.file = file;
    this.trust = trust;
    this.earlier = earlier;
    this.authorities = authorities;
    this.progress = progress;
  }

  /**
   * Verifies.
   *
   * @throws IOException when the file cannot be read, which says nothing about it
   */
  public EvidenceOutcome run() throws IOException {
    try (ZipReader zip = ZipReader.open(file)) {
      zip.faults().forEach(faults::add);
      Bundle bundle = new Bundle(zip);
      Listing listing = new Listing(bundle, faults);
      @Nullable Manifest manifest = listing.read(progress);
      byte @Nullable [] note = bundle.read(BundleNames.CHECKPOINT, SignedNote.MAX_BYTES);
      Trust.@Nullable Signed signed = checkpoint(note);
      if (manifest == null || note == null || signed == null) {
        return outcome(manifest == null ? null : manifest.question(), signed, 0);
      }
      return contents(bundle, manifest, note, signed);
    }
  }

  private EvidenceOutcome outcome(
      @Nullable Question question, Trust.@Nullable Signed signed, long entries) {
    return new EvidenceOutcome(question, signed, entries, faults.told(), faults.more(), remarks);
  }

  private Trust.@Nullable Signed checkpoint(byte @Nullable [] note) {
    if (note == null) {
      faults.add(CHECKPOINT, "it is not in the bundle");
      return null;
    }
    try {
      return trust.open(note, CHECKPOINT);
    } catch (Wrong e) {
      faults.add(e.fault());
      return null;
    }
  }

  /** Everything that hangs on the checkpoint. */
  private EvidenceOutcome contents(
      Bundle bundle, Manifest manifest, byte[] note, Trust.Signed signed) throws IOException {
    Checkpoint checkpoint = signed.checkpoint();
    requireSame(manifest, checkpoint);
    ProvenTree tree = new ProvenTree(checkpoint, bundle);
    faults.in(tree::requireRoot);
    tiles(bundle, tree, checkpoint);
    Carried carried = new Carried(bundle, manifest, checkpoint, tree, faults);
    carried.read(progress);
    if (manifest.question().isComplete()) {
      new Completeness(bundle, manifest.question(), checkpoint, tree, faults).require(carried);
    } else {
      remarks.add(
          "completeness is unproven: not all leaf statements are here, so entries that were left out"
              + " at either end cannot be told");
    }
    Omitted omitted = manifest.omitted();
    remark("cited files that the ledger no longer kept: %d", omitted.absent());
    remark("cited files that named persons who were erased: %d", omitted.erased());
    remark("cited files that name persons, and were withheld: %d", omitted.withheld());
    remark("persons disclosed: %d", manifest.persons().disclosed());
    trustFile(bundle);
    Trust.Signed trusted = signed;
    try {
      HandedOn handedOn = handedOn(bundle, carried, note, checkpoint);
      trusted = handedOn.signed();
      remarks.addAll(handedOn.remarksIf(trusted.unknown() == null));
      earlier(checkpoint, handedOn.trust(), bundle);
    } catch (Wrong e) {
      faults.add(e.fault());
    }
    remarks.addAll(new BundleStamps(bundle, faults).verify(checkpoint, authorities));
    reports(bundle, manifest);
    return outcome(manifest.question(), trusted, carried.count());
  }

  /** Whose word counts, once it is known to whom the keys of the log were handed. */
  private HandedOn handedOn(Bundle bundle, Carried carried, byte[] note, Checkpoint checkpoint)
      throws Wrong {
    KeyChain chain =
        KeyChain.of(checkpoint, carried.rotated(), rotated -> payload(bundle, rotated), bundle);
    return HandedOn.of(trust, chain, note, CHECKPOINT);
  }

  private static Optional<byte[]> payload(Bundle bundle, Rotated rotated) {
    try {
      return Optional.ofNullable(
          bundle.read(BundleNames.PAYLOAD + rotated.payload().sha256(), Carried.LONGEST));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void earlier(Checkpoint checkpoint, Trust known, Bundle bundle) throws Wrong {
    if (earlier != null) {
      remarks.add(
          "it begins with the %d entries of the checkpoint that was kept"
              .formatted(earlier.requireBeginningOf(checkpoint, known, bundle)));
    }
  }

  private void remark(String remark, Set<String> what) {
    if (!what.isEmpty()) {
      remarks.add(remark.formatted(what.size()) + " (so the MANIFEST says)");
    }
  }

  private void requireSame(Manifest manifest, Checkpoint checkpoint) {
    if (!manifest.origin().equals(checkpoint.origin())) {
      faults.file(
          BundleNames.MANIFEST,
          "it is of `%s`; the checkpoint is of `%s`"
              .formatted(manifest.origin(), checkpoint.origin()));
    }
    if (manifest.size() != checkpoint.size()) {
      faults.file(
          BundleNames.MANIFEST,
          "it speaks of %d entries; the checkpoint is of %d"
              .formatted(manifest.size(), checkpoint.size()));
    }
    if (manifest.question().asOf() > checkpoint.size()) {
      faults.file(
          BundleNames.MANIFEST,
          "it answers as of position %d; the checkpoint ends at %d"
              .formatted(manifest.question().asOf(), checkpoint.size()));
    }
  }

  private void tiles(Bundle bundle, ProvenTree tree, Checkpoint checkpoint) {
    Set<TileId> edge = new HashSet<>(TileId.edge(checkpoint.size()));
    for (TileId tile : bundle.tiles()) {
      if (tile.isFull() ? !tile.isIn(checkpoint.size()) : !isOnEdge(tile, edge)) {
        faults.add(
            new Place.Tile(tile), "a tree of %d entries has none".formatted(checkpoint.size()));
      } else if (tile.level() != TileId.ENTRIES) {
        faults.in(() -> tree.hashes(tile));
      }
    }
  }

  private static boolean isOnEdge(TileId tile, Set<TileId> edge) {
    return edge.contains(
        tile.level() == TileId.ENTRIES ? new TileId(0, tile.index(), tile.width()) : tile);
  }

  /**
   * That reports say what follows from the entries; where something is wrong with these, nothing
   * does.
   */
  private void reports(Bundle bundle, Manifest manifest) throws IOException {
    if (manifest.reports() != Report.VERSION) {
      remarks.add(
          "reports (report.html, oscal.json and the CSVs) were made by version %d of them, and not compared with version %d"
              .formatted(manifest.reports(), Report.VERSION));
      return;
    }
    if (!faults.told().isEmpty()) {
      remarks.add("reports were not compared, for what they follow from does not hold");
      return;
    }
    Evidence evidence = new Evidence(bundle, manifest);
    List<Boolean> follow =
        Reports.each(
            report -> bundle.member(report.name()) == null || follows(bundle, report, evidence));
    for (int i = 0; i < follow.size(); i++) {
      if (!follow.get(i)) {
        faults.file(Report.ALL.get(i).name(), "it is not the one that follows from the entries");
      }
    }
  }

  private static boolean follows(Bundle bundle, Report report, Evidence evidence)
      throws IOException {
    MessageDigest wanted = Sha256.begun();
    report.write(new DigestOutputStream(OutputStream.nullOutputStream(), wanted), evidence);
    MessageDigest seen = Sha256.begun();
    try (InputStream in = bundle.open(report.name())) {
      if (in != null) {
        in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), seen));
      }
    }
    return Arrays.equals(wanted.digest(), seen.digest());
  }

  private void trustFile(Bundle bundle) throws IOException {
    byte[] policy = bundle.read(BundleNames.TRUST, TlogPolicy.MAX_BYTES);
    if (policy == null) {
      return;
    }
    try {
      TlogPolicy.parse(policy);
    } catch (TlogPolicy.Refused e) {
      faults.file(BundleNames.TRUST, "it is no tlog-policy: %s".formatted(e.getMessage()));
    }
  }
}

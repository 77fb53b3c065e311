package dev.daybook.replay.evidence;

import dev.daybook.replay.log.LogSource;
import dev.daybook.replay.verify.Progress;
import dev.daybook.replay.verify.Trust;
import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.Sha256;
import dev.daybook.seal.SignedNote;
import dev.daybook.seal.TimestampAuthorities;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes an evidence bundle: finds the entries in the log's own statements, fetches each with all it
 * cites, and packs them with the tiles that prove them. What is fetched is kept beside the bundle
 * until that is whole, so that an export that was interrupted goes on.
 *
 * <p>The same question of the same checkpoint makes the same bytes.
 */
public final class EvidenceExport {

  private final EvidenceSource source;
  private final Path file;
  private final Progress progress;

  /**
   * @param file the bundle to make; beside it lies a folder named {@code <file>.part} meanwhile
   */
  public EvidenceExport(EvidenceSource source, Path file, Progress progress) {
    this.source = source;
    this.file = file.toAbsolutePath();
    this.progress = progress;
  }

  /**
   * What is asked.
   *
   * @param asOf nothing behind this position; null for all the checkpoint covers
   * @param checkpoint the one to prove it by; null for the latest
   * @param since one that was kept, with which the log is to be shown to begin; null for none
   * @param disclosure what persons are disclosed for; null where they are not
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  public record Asked(
      List<String> streams,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable Long asOf,
      boolean isComplete,
      byte @Nullable [] checkpoint,
      byte @Nullable [] since,
      @Nullable String disclosure) {

    public Asked {
      streams = List.copyOf(streams);
    }

    /** All entries of these streams, as the latest checkpoint proves them. */
    public static Asked of(List<String> streams) {
      return new Asked(streams, null, null, null, false, null, null, null);
    }

    /** The same with all leaf statements. */
    public Asked complete() {
      return new Asked(streams, from, to, asOf, true, checkpoint, since, disclosure);
    }

    /** The same, of what was recorded between these times. */
    public Asked between(Instant begin, Instant end) {
      return new Asked(streams, begin, end, asOf, isComplete, checkpoint, since, disclosure);
    }

    /** The same, proven by this checkpoint. */
    public Asked provenBy(byte[] note) {
      return new Asked(streams, from, to, asOf, isComplete, note, since, disclosure);
    }

    /** The same, shown to go on from this checkpoint. */
    public Asked goingOnFrom(byte[] note) {
      return new Asked(streams, from, to, asOf, isComplete, checkpoint, note, disclosure);
    }

    /** The same with persons disclosed. */
    public Asked disclosing(String reason) {
      return new Asked(streams, from, to, asOf, isComplete, checkpoint, since, reason);
    }

    /** It as text, to know the same question by. */
    private String text() {
      return "%s\n%s\n%s\n%s\n%s\n%s\n%s\n%s\n"
          .formatted(
              streams,
              from,
              to,
              asOf,
              isComplete,
              Arrays.hashCode(checkpoint),
              Arrays.hashCode(since),
              disclosure != null);
    }
  }

  /**
   * A bundle that was made.
   *
   * @param entries how many it carries
   * @param absent files that entries cite and the ledger no longer has
   * @param erased files that entries cite and that named somebody who was erased
   * @param withheld files that entries cite and that name persons who are not disclosed
   * @param disclosed how many persons are disclosed
   */
  public record Exported(
      Question question,
      Checkpoint checkpoint,
      long entries,
      int absent,
      int erased,
      int withheld,
      int disclosed) {}

  /**
   * Makes it.
   *
   * @throws IOException when the ledger cannot be read, or the bundle not be written
   */
  public Exported export(Asked asked) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".part");
    try (PartFolder part = new PartFolder(beside, asked.text())) {
      Exported exported = export(asked, part);
      part.delete();
      return exported;
    }
  }

  private Exported export(Asked asked, PartFolder part) throws IOException {
    if (!part.has(BundleNames.CHECKPOINT)) {
      byte[] given = asked.checkpoint();
      part.put(BundleNames.TRUST, source.trustPolicy());
      part.put(BundleNames.CHECKPOINT, given == null ? source.get(LogSource.CHECKPOINT) : given);
    }
    Checkpoint checkpoint = checkpoint(part.read(BundleNames.CHECKPOINT));
    long asOf = asked.asOf() == null ? checkpoint.size() : asked.asOf();
    if (asOf > checkpoint.size()) {
      throw new IOException(
          "position %d is not sealed yet: the checkpoint is of %d entries"
              .formatted(asOf, checkpoint.size()));
    }
    Question question =
        new Question(asked.streams(), asked.from(), asked.to(), asOf, asked.isComplete());
    Positions positions = new WantedEntries(source, question, checkpoint, progress).positions();
    ProofTiles tiles = new ProofTiles(source, part, checkpoint);
    tiles.root();
    if (question.isComplete()) {
      tiles.all();
    }
    tiles.of(positions);
    long since = 0;
    if (asked.since() != null) {
      Checkpoint kept = checkpoint(asked.since());
      requireEarlier(kept, checkpoint);
      tiles.beginning(kept.size());
      since = kept.size();
    }
    new EntriesFetched(source, part, tiles, asked.disclosure() != null, progress).fetch(positions);
    new StampsOfEntries(source, part, tiles).fetch(positions, checkpoint.size());
    Manifest manifest =
        new Manifest(
            checkpoint.origin(),
            checkpoint.size(),
            question,
            positions.size(),
            Report.VERSION,
            since,
            part.persons(),
            part.omitted());
    Evidence evidence = new Evidence(part, manifest);
    Reports.each(
        report -> {
          part.put(report, evidence);
          return report;
        });
    pack(part, manifest, asked.disclosure());
    return new Exported(
        question,
        checkpoint,
        positions.size(),
        manifest.omitted().absent().size(),
        manifest.omitted().erased().size(),
        manifest.omitted().withheld().size(),
        manifest.persons().disclosed().size());
  }

  private static Checkpoint checkpoint(byte[] note) {
    return Checkpoint.parse(SignedNote.parse(note).text());
  }

  /** Requires that a checkpoint that was kept can be shown to be the beginning of this one. */
  private static void requireEarlier(Checkpoint old, Checkpoint now) throws IOException {
    if (!old.origin().equals(now.origin()) || old.size() > now.size()) {
      throw new IOException(
          "the checkpoint that was kept is of %d entries of `%s`; this one is of %d of `%s`"
              .formatted(old.size(), old.origin(), now.size(), now.origin()));
    }
  }

  private void pack(PartFolder part, Manifest manifest, @Nullable String disclosure)
      throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Path listed = file.resolveSibling(file.getFileName() + ".manifest");
    try {
      try (ZipWriter zip = new ZipWriter(fresh)) {
        try (OutputStream list = Files.newOutputStream(listed)) {
          list.write(manifest.head().getBytes(StandardCharsets.UTF_8));
          part.pack(zip, written -> Manifest.write(list, written));
        }
        zip.add(BundleNames.MANIFEST, listed);
        zip.finish();
      }
      requireConsistent(fresh);
      if (disclosure != null && !manifest.persons().disclosed().isEmpty()) {
        source.recordDisclosure(
            manifest.persons().disclosed(), "sha256:" + sha256(fresh), disclosure);
      }
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
      Files.deleteIfExists(listed);
    }
  }

  private static String sha256(Path file) throws IOException {
    MessageDigest digest = Sha256.begun();
    try (InputStream in = Files.newInputStream(file)) {
      in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Nobody is handed a bundle that does not verify. */
  private void requireConsistent(Path bundle) throws IOException {
    EvidenceOutcome outcome =
        new EvidenceVerification(
                bundle, new Trust.Nobody(), null, TimestampAuthorities.NONE, progress)
            .run();
    if (!outcome.isConsistent()) {
      throw new IOException(
          "what the ledger sent does not hold together (%s); see `daybook verify`"
              .formatted(outcome.faults().getFirst()));
    }
  }
}

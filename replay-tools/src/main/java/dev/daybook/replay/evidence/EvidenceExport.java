package dev.daybook.replay.evidence;

import dev.daybook.personal.envelope.JsonTexts;
import dev.daybook.replay.evidence.EvidenceSource.Content;
import dev.daybook.replay.evidence.EvidenceSource.Personal;
import dev.daybook.replay.evidence.EvidenceSource.PersonalText;
import dev.daybook.replay.evidence.PartFolder.Note;
import dev.daybook.replay.log.LogSource;
import dev.daybook.replay.verify.Progress;
import dev.daybook.replay.verify.Statement;
import dev.daybook.replay.verify.StoredEntry;
import dev.daybook.replay.verify.Trust;
import dev.daybook.replay.verify.Wrong;
import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.KeyRotation;
import dev.daybook.seal.LeafEntry;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes an evidence bundle: finds the entries in the log's own statements, fetches each with all it
 * cites, and packs them with the tiles that prove them. What is fetched is kept beside the bundle
 * until that is whole, so that an export that was interrupted goes on.
 *
 * <p>The same question of the same checkpoint makes the same bytes.
 */
public final class EvidenceExport {

  /** Most subjects whose decisions are asked for one by one. */
  private static final int MOST_SUBJECTS = 100;

  private final EvidenceSource source;
  private final Path file;
  private final PartFolder part;
  private final Progress progress;
  private final Set<String> noted = new HashSet<>();

  /**
   * @param file the bundle to make; beside it lies a folder named {@code <file>.part} meanwhile
   */
  public EvidenceExport(EvidenceSource source, Path file, Progress progress) {
    this.source = source;
    this.file = file.toAbsolutePath();
    this.part = new PartFolder(this.file.resolveSibling(this.file.getFileName() + ".part"));
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
    boolean goesOn = part.begin(asked.text());
    if (!goesOn || !part.has(BundleNames.CHECKPOINT)) {
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
    Positions positions = positions(question, checkpoint);
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
    entries(positions, tiles, asked.disclosure() != null);
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
    pack(manifest, asked.disclosure());
    part.delete();
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

  /**
   * Where the entries stand that are wanted: those of the streams, decisions about them, and those
   * that rotated the log's keys, by which the checkpoint can be trusted.
   */
  private Positions positions(Question question, Checkpoint checkpoint) throws IOException {
    Positions positions = new Positions();
    Set<String> streams = new TreeSet<>(question.streams());
    Statements statements = new Statements(source, checkpoint);
    for (long index = statements.firstSince(question.from()); index < question.asOf(); index++) {
      LeafEntry says = statements.at(index + 1);
      if (question.to() != null && says.recordedAt().isAfter(question.to())) {
        break;
      }
      if (question.asksFor(says.stream())) {
        positions.add(index + 1);
        streams.add(says.stream());
      }
      progress.at(index + 1, question.asOf());
    }
    for (long position : source.decisions(question, subjects(question, streams))) {
      if (position <= question.asOf()
          && question.isInRange(position, statements.at(position).recordedAt())) {
        positions.add(position);
      }
    }
    for (long position : source.rotations()) {
      if (position <= checkpoint.size()) {
        positions.add(position);
      }
    }
    positions.sort();
    return positions;
  }

  /**
   * Whom decisions are looked for by: who is named, and who has entries. None where streams are
   * asked for by how they begin, for who was denied has no entry.
   */
  private static Set<String> subjects(Question question, Set<String> streams) {
    boolean isOpen =
        question.streams().stream()
            .anyMatch(wanted -> Question.isOpen(wanted) && !wanted.startsWith(Question.OBJECTIVE));
    Set<String> subjects = new TreeSet<>(streams);
    subjects.removeIf(Question::isOpen);
    return isOpen || subjects.size() > MOST_SUBJECTS ? Set.of() : subjects;
  }

  /** Requires that a checkpoint that was kept can be shown to be the beginning of this one. */
  private static void requireEarlier(Checkpoint old, Checkpoint now) throws IOException {
    if (!old.origin().equals(now.origin()) || old.size() > now.size()) {
      throw new IOException(
          "the checkpoint that was kept is of %d entries of `%s`; this one is of %d of `%s`"
              .formatted(old.size(), old.origin(), now.size(), now.origin()));
    }
  }

  /** Fetches the entries that are not there yet, each with what it cites before its statement. */
  private void entries(Positions positions, ProofTiles tiles, boolean disclose)
      throws IOException {
    int done = done();
    try (OutputStream leaves = part.appendLeaves()) {
      while (done < positions.size()) {
        List<StoredEntry> page = source.entries(positions.get(done), positions.pageFrom(done));
        Map<Long, Personal> personal = personal(page, disclose);
        for (StoredEntry entry : page) {
          if (done < positions.size() && entry.position() == positions.get(done)) {
            keep(entry, personal.get(entry.position()), disclose);
            if (entry.type().equals(KeyRotation.TYPE)) {
              tiles.beginning(KeyRotation.parse(entry.payload()).size());
            }
            leaves.write(entry.leaf());
            leaves.write('\n');
            done++;
          }
        }
        leaves.flush();
        progress.at(done, positions.size());
      }
    }
  }

  /** How many statements there are, whole. */
  private int done() throws IOException {
    if (!Files.exists(part.leaves())) {
      return 0;
    }
    int count = 0;
    long length = 0;
    try (InputStream in = Files.newInputStream(part.leaves())) {
      LeafLines lines = new LeafLines(in);
      for (byte[] leaf = lines.next(); leaf != null; leaf = lines.next()) {
        count++;
        length += leaf.length + 1;
      }
    } catch (Wrong _) {
      // the last one was cut
    }
    part.cutLeaves(length);
    return count;
  }

  /** Asked for only where something is encrypted. */
  private Map<Long, Personal> personal(List<StoredEntry> page, boolean disclose)
      throws IOException {
    boolean isPersonal =
        page.stream()
            .anyMatch(
                entry ->
                    JsonTexts.isMarked(entry.payload()) || JsonTexts.isMarked(entry.metadata()));
    return isPersonal
        ? source.personal(page.getFirst().position(), page.size(), disclose)
        : Map.of();
  }

  private void keep(StoredEntry entry, @Nullable Personal personal, boolean disclose)
      throws IOException {
    LeafEntry says;
    try {
      says = Statement.read(entry.leaf(), entry.position());
    } catch (Wrong e) {
      throw new IOException(e.fault().toString(), e);
    }
    put(BundleNames.PAYLOAD + says.payload().sha256(), entry.payload());
    put(BundleNames.METADATA + says.metadata().sha256(), entry.metadata());
    if (personal != null) {
      keep(says.payload(), personal.payload());
      keep(says.metadata(), personal.metadata());
    }
    for (String name : Citations.of(entry.type(), entry.payload(), entry.metadata()).files()) {
      if (!part.has(name)) {
        keep(name, source.content(BundleNames.promised(name).orElseThrow()), disclose);
      }
    }
  }

  /** Keeps what opens the personal texts of a payload or of metadata. */
  private void keep(LeafEntry.Content content, List<PersonalText> texts) throws IOException {
    Map<String, byte[]> openings = new HashMap<>();
    for (PersonalText text : texts) {
      byte[] opening = text.opening();
      note(Note.ERASED_PERSON, text.erased());
      if (opening != null) {
        openings.put(text.at(), opening);
        note(Note.DISCLOSED_PERSON, text.persons());
      }
    }
    if (!openings.isEmpty()) {
      put(BundleNames.openings(content), OpeningsFile.write(openings));
    }
  }

  private void keep(String name, Content content, boolean disclose) throws IOException {
    switch (content) {
      case Content.Bytes(_, var persons) when !persons.isEmpty() && !disclose ->
          part.note(Note.WITHHELD, name);
      case Content.Bytes(byte[] bytes, var persons) -> {
        note(Note.DISCLOSED_PERSON, persons);
        part.put(name, bytes);
      }
      case Content.Erased() -> part.note(Note.ERASED, name);
      case Content.Absent() -> part.note(Note.ABSENT, name);
    }
  }

  private void note(Note note, Iterable<String> persons) throws IOException {
    for (String person : persons) {
      if (noted.add(note + person)) {
        part.note(note, person);
      }
    }
  }

  private void put(String name, byte[] bytes) throws IOException {
    if (!part.has(name)) {
      part.put(name, bytes);
    }
  }

  private void pack(Manifest manifest, @Nullable String disclosure) throws IOException {
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

package dev.daybook.replay.evidence;

import dev.daybook.personal.envelope.JsonTexts;
import dev.daybook.replay.evidence.EvidenceSource.Content;
import dev.daybook.replay.evidence.EvidenceSource.Judged;
import dev.daybook.replay.evidence.EvidenceSource.Personal;
import dev.daybook.replay.evidence.EvidenceSource.PersonalText;
import dev.daybook.replay.evidence.EvidenceSource.Steps;
import dev.daybook.replay.evidence.PartFolder.Note;
import dev.daybook.replay.verify.Progress;
import dev.daybook.replay.verify.Statement;
import dev.daybook.replay.verify.StoredEntry;
import dev.daybook.replay.verify.Wrong;
import dev.daybook.seal.KeyRotation;
import dev.daybook.seal.LeafEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Fetches entries, each with what it cites before its statement. */
final class EntriesFetched {

  private final EvidenceSource source;
  private final PartFolder part;
  private final ProofTiles tiles;
  private final boolean disclose;
  private final Progress progress;
  private final Set<String> noted = new HashSet<>();
  private final Map<String, byte[]> parts = new HashMap<>();

  /** Names of files it is remembered of why they are not there. */
  private final Set<String> left = new HashSet<>();

  /**
   * @param disclose whether to fetch what names persons, and what opens it
   */
  EntriesFetched(
      EvidenceSource source,
      PartFolder part,
      ProofTiles tiles,
      boolean disclose,
      Progress progress) {
    this.source = source;
    this.part = part;
    this.tiles = tiles;
    this.disclose = disclose;
    this.progress = progress;
  }

  /** Fetches those that are not there yet. */
  void fetch(Positions positions) throws IOException {
    int done = done();
    left.addAll(part.omitted().all());
    try (OutputStream leaves = part.appendLeaves()) {
      while (done < positions.size()) {
        List<StoredEntry> page = source.entries(positions.get(done), positions.pageFrom(done));
        Map<Long, Personal> personal = personal(page);
        List<Fetched> wanted = wanted(page, positions, done);
        Map<Long, Steps> steps = steps(wanted);
        for (Fetched each : wanted) {
          StoredEntry entry = each.entry();
          keep(each, personal.get(entry.position()));
          keep(each.cited(), steps.get(entry.position()));
          if (entry.type().equals(KeyRotation.TYPE)) {
            tiles.beginning(KeyRotation.parse(entry.payload()).size());
          }
          leaves.write(entry.leaf());
          leaves.write('\n');
          done++;
        }
        leaves.flush();
        progress.at(done, positions.size());
      }
    }
  }

  /** An entry with what it cites. */
  private record Fetched(StoredEntry entry, Citations cited) {}

  /** Those of a page that are asked for, from the one that is next. */
  private static List<Fetched> wanted(List<StoredEntry> page, Positions positions, int next) {
    List<Fetched> wanted = new ArrayList<>();
    for (StoredEntry entry : page) {
      int at = next + wanted.size();
      if (at < positions.size() && entry.position() == positions.get(at)) {
        Citations cited = Citations.of(entry.type(), entry.payload(), entry.metadata());
        wanted.add(new Fetched(entry, cited));
      }
    }
    return wanted;
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
  private Map<Long, Personal> personal(List<StoredEntry> page) throws IOException {
    boolean isPersonal =
        page.stream()
            .anyMatch(
                entry ->
                    JsonTexts.isMarked(entry.payload()) || JsonTexts.isMarked(entry.metadata()));
    return isPersonal
        ? source.personal(page.getFirst().position(), page.size(), disclose)
        : Map.of();
  }

  /** Of the decisions that need some; what their numbers mean is remembered on the way. */
  private Map<Long, Steps> steps(List<Fetched> page) throws IOException {
    Map<Long, Steps> steps = new HashMap<>();
    NavigableSet<Long> decisions = new TreeSet<>();
    for (Fetched each : page) {
      if (isUnexplained(each.cited())) {
        decisions.add(each.entry().position());
      }
    }
    for (Long next = decisions.ceiling(0L); next != null; ) {
      int limit = (int) Math.min(decisions.last() - next + 1, EvidenceSource.MOST_ENTRIES);
      Judged judged = source.judged(next, limit);
      steps.putAll(judged.decisions());
      parts.putAll(judged.parts());
      next = decisions.ceiling(Math.max(next + 1, judged.next()));
    }
    return steps;
  }

  /** Whether the ledger was not asked yet for its steps, or for what the numbers in them mean. */
  private boolean isUnexplained(Citations cited) {
    return cited.explaining().stream()
        .anyMatch(
            name ->
                name.startsWith(BundleNames.STEPS)
                    ? isUnknown(name)
                    : isHere(cited) && !part.has(name) && meaning(name) == null);
  }

  private boolean isUnknown(String steps) {
    return !part.has(steps) && !left.contains(steps);
  }

  private boolean isHere(Citations cited) {
    return cited.explaining().stream()
        .anyMatch(name -> name.startsWith(BundleNames.STEPS) && part.has(name));
  }

  private byte @Nullable [] meaning(String name) {
    return parts.get(BundleNames.digest(name).orElseThrow());
  }

  /**
   * Keeps the steps of a decision, or why they are not there; with those that are there, what their
   * numbers mean.
   *
   * @param steps null where the ledger was not asked
   */
  private void keep(Citations cited, @Nullable Steps steps) throws IOException {
    for (String name : cited.explaining()) {
      if (name.startsWith(BundleNames.STEPS) && steps != null && isUnknown(name)) {
        keep(name, steps);
      }
    }
    for (String name : cited.explaining()) {
      byte[] meaning = name.startsWith(BundleNames.PARTS) ? meaning(name) : null;
      if (meaning != null && isHere(cited)) {
        put(name, meaning);
      }
    }
  }

  private void keep(String name, Steps steps) throws IOException {
    Note why =
        switch (steps) {
          case Steps.Taken(_, var namesPersons) when namesPersons && !disclose -> Note.WITHHELD;
          case Steps.Taken(byte[] bytes, _) -> {
            part.put(name, bytes);
            yield null;
          }
          case Steps.Erased() -> Note.ERASED;
          case Steps.Absent() -> Note.ABSENT;
        };
    if (why != null) {
      left.add(name);
      part.note(why, name);
    }
  }

  private void keep(Fetched fetched, @Nullable Personal personal) throws IOException {
    StoredEntry entry = fetched.entry();
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
    for (String name : fetched.cited().files()) {
      if (!part.has(name)) {
        keep(name, source.content(BundleNames.promised(name).orElseThrow()));
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

  private void keep(String name, Content content) throws IOException {
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
}

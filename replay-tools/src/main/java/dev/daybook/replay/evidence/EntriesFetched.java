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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
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
        Map<Long, Steps> steps = steps(page);
        for (StoredEntry entry : page) {
          if (done < positions.size() && entry.position() == positions.get(done)) {
            keep(entry, personal.get(entry.position()));
            keep(entry, steps.get(entry.position()));
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

  /** Of the decisions among them; what their numbers mean is kept on the way. */
  private Map<Long, Steps> steps(List<StoredEntry> page) throws IOException {
    Map<Long, Steps> steps = new HashMap<>();
    List<Long> decisions =
        page.stream()
            .filter(entry -> entry.type().equals(Citations.DECISION))
            .map(StoredEntry::position)
            .toList();
    if (decisions.isEmpty()) {
      return steps;
    }
    long last = decisions.getLast();
    for (long next = decisions.getFirst(); next <= last; ) {
      int limit = (int) Math.min(last - next + 1, EvidenceSource.MOST_ENTRIES);
      Judged judged = source.judged(next, limit);
      steps.putAll(judged.decisions());
      parts.putAll(judged.parts());
      next = Math.max(next + 1, judged.next());
    }
    return steps;
  }

  /** Keeps the steps of a decision with what their numbers mean, or why they are not there. */
  private void keep(StoredEntry entry, @Nullable Steps steps) throws IOException {
    if (steps == null) {
      return;
    }
    SortedSet<String> names =
        Citations.of(entry.type(), entry.payload(), entry.metadata()).explaining();
    for (String name : names) {
      if (name.startsWith(BundleNames.STEPS) && !part.has(name) && !left.contains(name)) {
        keep(name, steps);
      }
      byte[] meaning = parts.get(BundleNames.digest(name).orElseThrow());
      if (meaning != null && name.startsWith(BundleNames.PARTS)) {
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

  private void keep(StoredEntry entry, @Nullable Personal personal) throws IOException {
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

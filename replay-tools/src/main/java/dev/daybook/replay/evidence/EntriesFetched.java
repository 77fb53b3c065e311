package dev.daybook.replay.evidence;

import dev.daybook.personal.envelope.JsonTexts;
import dev.daybook.replay.evidence.EvidenceSource.Content;
import dev.daybook.replay.evidence.EvidenceSource.Personal;
import dev.daybook.replay.evidence.EvidenceSource.PersonalText;
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
import org.jspecify.annotations.Nullable;

/** Fetches entries, each with what it cites before its statement. */
final class EntriesFetched {

  private final EvidenceSource source;
  private final PartFolder part;
  private final ProofTiles tiles;
  private final boolean disclose;
  private final Progress progress;
  private final Set<String> noted = new HashSet<>();

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
    try (OutputStream leaves = part.appendLeaves()) {
      while (done < positions.size()) {
        List<StoredEntry> page = source.entries(positions.get(done), positions.pageFrom(done));
        Map<Long, Personal> personal = personal(page);
        for (StoredEntry entry : page) {
          if (done < positions.size() && entry.position() == positions.get(done)) {
            keep(entry, personal.get(entry.position()));
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

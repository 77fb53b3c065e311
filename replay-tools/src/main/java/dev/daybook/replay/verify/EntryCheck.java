package dev.daybook.replay.verify;

import dev.daybook.seal.LeafEntry;
import dev.daybook.seal.LeafEntry.Content;
import dev.daybook.seal.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Makes an entry's leaf anew from all that is kept beside it, and compares it byte for byte with
 * the one that is kept.
 */
public final class EntryCheck {

  private static final String DECISION = "\"decision\":\"";
  private static final int UUID_LENGTH = 36;

  private final String origin;

  /** Entries of one command share their metadata. */
  private byte[] metadata = {};

  /** Where the id of its decision stands in it; negative where that is nowhere. */
  private int decision = -1;

  private String actor = "";
  private Content metadataContent = Content.of(metadata);

  /**
   * @param origin the ledger's name
   */
  public EntryCheck(String origin) {
    this.origin = origin;
  }

  /** The statement its leaf makes, once it is the one that follows from everything else. */
  public LeafEntry statement(StoredEntry entry) throws Wrong {
    if (!Arrays.equals(metadata, entry.metadata())) {
      if (!isOfAnotherDecisionOnly(entry.metadata())) {
        actor = actor(entry.metadata());
        decision = decision(entry.metadata());
      }
      metadata = entry.metadata();
      metadataContent = Content.of(metadata);
    }
    LeafEntry wanted =
        new LeafEntry(
            origin,
            entry.position() - 1,
            entry.event(),
            entry.stream(),
            entry.sequence(),
            entry.type(),
            entry.revision(),
            entry.recordedAt(),
            actor,
            Content.of(entry.payload()),
            metadataContent);
    boolean holds =
        SameStatement.is(entry.leaf(), wanted)
            || Arrays.equals(json(wanted, entry.position()), entry.leaf());
    if (!holds) {
      throw new Wrong(
          new Place.Entry(entry.position()),
          difference(wanted, Statement.read(entry.leaf(), entry.position())));
    }
    return wanted;
  }

  /**
   * Whether metadata is that of the entry before but for its decision's id. Then it reads alike: up
   * to there it is the same, so a text has just begun, and neither digits nor hyphens end one.
   */
  private boolean isOfAnotherDecisionOnly(byte[] other) {
    if (decision < 0 || other.length != metadata.length) {
      return false;
    }
    int end = decision + UUID_LENGTH;
    return isId(other, decision)
        && Arrays.equals(other, 0, decision, metadata, 0, decision)
        && Arrays.equals(other, end, other.length, metadata, end, other.length);
  }

  /** Where the id in {@code "decision":"…"} begins. */
  private static int decision(byte[] metadata) {
    int key = new String(metadata, StandardCharsets.ISO_8859_1).indexOf(DECISION);
    int at = key + DECISION.length();
    boolean isThere = key >= 0 && at + UUID_LENGTH <= metadata.length && isId(metadata, at);
    return isThere ? at : -1;
  }

  private static boolean isId(byte[] metadata, int from) {
    for (int i = from; i < from + UUID_LENGTH; i++) {
      byte unit = metadata[i];
      boolean isDigit = (unit >= '0' && unit <= '9') || (unit >= 'a' && unit <= 'f');
      if (!isDigit && unit != '-') {
        return false;
      }
    }
    return true;
  }

  /** Metadata that names no actor is told by its digest. */
  private static String actor(byte[] metadata) {
    try {
      return Statement.text(StrictJson.parse(metadata), "actor");
    } catch (StrictJson.Refused | IllegalArgumentException _) {
      return "";
    }
  }

  private static byte[] json(LeafEntry wanted, long position) throws Wrong {
    try {
      return wanted.json();
    } catch (IllegalArgumentException e) {
      throw new Wrong(new Place.Entry(position), String.valueOf(e.getMessage()));
    }
  }

  /** The first thing that is otherwise; two statements with all of these alike are the same. */
  private static String difference(LeafEntry kept, LeafEntry leaf) {
    if (!kept.origin().equals(leaf.origin())) {
      return told("the ledger's name", kept.origin(), leaf.origin());
    }
    if (kept.index() != leaf.index()) {
      return told("its index", kept.index(), leaf.index());
    }
    if (!kept.event().equals(leaf.event())) {
      return told("its event's id", kept.event(), leaf.event());
    }
    if (!kept.stream().equals(leaf.stream())) {
      return told("its stream", kept.stream(), leaf.stream());
    }
    if (kept.sequence() != leaf.sequence()) {
      return told("its sequence", kept.sequence(), leaf.sequence());
    }
    if (!kept.type().equals(leaf.type())) {
      return told("its type", kept.type(), leaf.type());
    }
    if (kept.revision() != leaf.revision()) {
      return told("its revision", kept.revision(), leaf.revision());
    }
    if (!kept.recordedAt().equals(leaf.recordedAt())) {
      return told("its time", LeafEntry.time(kept.recordedAt()), LeafEntry.time(leaf.recordedAt()));
    }
    if (!kept.payload().equals(leaf.payload())) {
      return told("its payload", kept.payload(), leaf.payload());
    }
    if (!kept.metadata().equals(leaf.metadata())) {
      return told("its metadata", kept.metadata(), leaf.metadata());
    }
    return told("its actor", kept.actor(), leaf.actor());
  }

  private static String told(String what, Content kept, Content leaf) {
    return told(what, told(kept), told(leaf));
  }

  private static String told(Content content) {
    return "%d bytes with SHA-256 %s".formatted(content.length(), content.sha256());
  }

  private static String told(String what, Object kept, Object leaf) {
    return "%s is `%s`; its leaf says `%s`".formatted(what, kept, leaf);
  }
}

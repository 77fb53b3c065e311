package dev.daybook.replay.evidence;

import dev.daybook.replay.log.LogSource;
import dev.daybook.replay.verify.StoredEntry;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A ledger that bundles are made from: its log, and what an auditor may read behind it. */
public interface EvidenceSource extends LogSource {

  /** Most entries {@link #entries} is asked for at once. */
  int MOST_ENTRIES = 1_000;

  /**
   * Entries in their order; fewer than were asked for where they are large, but one at least.
   *
   * @param first position of the first
   * @param limit 1 to {@value #MOST_ENTRIES}
   */
  List<StoredEntry> entries(long first, int limit) throws IOException;

  /** What the ledger keeps under a digest. */
  sealed interface Content {

    /**
     * Bytes.
     *
     * @param bytes not to be changed
     * @param persons surrogate ids of whom they name
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Bytes(byte[] bytes, Set<String> persons) implements Content {}

    /** They named somebody who was erased. */
    record Erased() implements Content {}

    /** Nothing any more. */
    record Absent() implements Content {}
  }

  /** What the ledger keeps under a SHA-256. */
  Content content(String sha256) throws IOException;

  /**
   * A text that is encrypted for the persons it names.
   *
   * @param at its JSON pointer
   * @param persons their surrogate ids
   * @param erased those of them who were erased, so that nobody reads it any more
   * @param opening what opens it, 32 bytes, not to be changed; null where that was not asked for
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record PersonalText(
      String at, List<String> persons, List<String> erased, byte @Nullable [] opening) {}

  /**
   * The personal texts of an entry.
   *
   * @param payload those of its payload
   * @param metadata those of its metadata
   */
  record Personal(List<PersonalText> payload, List<PersonalText> metadata) {}

  /**
   * The personal texts of entries that have some, by position.
   *
   * @param limit how many entries to look at, 1 to {@value #MOST_ENTRIES}
   * @param disclose whether to tell what opens them
   */
  Map<Long, Personal> personal(long first, int limit, boolean disclose) throws IOException;

  /** The steps of judging a decision. */
  sealed interface Steps {

    /**
     * They are those that were recorded.
     *
     * @param bytes of the digest that was recorded, not to be changed
     * @param namesPersons whether a text among them names a person
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Taken(byte[] bytes, boolean namesPersons) implements Steps {}

    /** What it was judged on named somebody who was erased. */
    record Erased() implements Steps {}

    /** Judging takes other steps now, or what it was judged on is not there. */
    record Absent() implements Steps {}
  }

  /**
   * Decisions judged again.
   *
   * @param decisions by position
   * @param parts what the numbers in steps mean, by the policy's SHA-256
   * @param next position to go on from
   */
  record Judged(Map<Long, Steps> decisions, Map<String, byte[]> parts, long next) {}

  /**
   * Judges the decisions among entries again; fewer than were asked for where their steps are many.
   *
   * @param limit how many entries to look at, 1 to {@value #MOST_ENTRIES}
   */
  Judged judged(long first, int limit) throws IOException;

  /**
   * Records that a bundle lets others read of persons.
   *
   * @param persons their surrogate ids
   * @param bundle what it is
   * @param reason what for
   * @throws IOException when that is refused; the bundle must not be handed out then
   */
  void recordDisclosure(Set<String> persons, String bundle, String reason) throws IOException;

  /**
   * Positions of decisions, those that denied something too, in whatever order; there may be others
   * among them.
   *
   * @param subjects about whom, as names of streams; empty for all
   */
  List<Long> decisions(Question question, Set<String> subjects) throws IOException;

  /** Positions of the entries that rotated the log's keys, in whatever order. */
  List<Long> rotations() throws IOException;

  /**
   * A timestamp authority's word on a checkpoint.
   *
   * @param size of the checkpoint
   * @param authority digest of its certificate
   * @param token in DER, not to be changed
   * @param note the checkpoint, signed, not to be changed
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record Timestamped(long size, String authority, byte[] token, byte[] note) {}

  /**
   * Some of the timestamps of checkpoints that are larger than {@code after}, the smallest first
   * and all of a checkpoint's together; none where there are no more.
   */
  List<Timestamped> timestamps(long after) throws IOException;

  /** Whom the ledger says to trust: a tlog-policy, which auditors replace with their own. */
  byte[] trustPolicy() throws IOException;
}

package dev.daybook.replay.evidence;

import dev.daybook.replay.verify.StoredEntry;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A ledger behind something that may go wrong. */
class ThroughLedger implements EvidenceSource {

  private final OwnLedger ledger;

  ThroughLedger(OwnLedger ledger) {
    this.ledger = ledger;
  }

  OwnLedger wrapped() {
    return ledger;
  }

  /** The ledger for one more call. */
  OwnLedger called() throws IOException {
    return ledger;
  }

  @Override
  public byte[] get(String path) throws IOException {
    return called().get(path);
  }

  @Override
  public List<StoredEntry> entries(long first, int limit) throws IOException {
    return called().entries(first, limit);
  }

  @Override
  public Content content(String sha256) throws IOException {
    return called().content(sha256);
  }

  @Override
  public Map<Long, Personal> personal(long first, int limit, boolean disclose) throws IOException {
    return called().personal(first, limit, disclose);
  }

  @Override
  public Judged judged(long first, int limit) throws IOException {
    return called().judged(first, limit);
  }

  @Override
  public void recordDisclosure(Set<String> persons, String bundle, String reason)
      throws IOException {
    called().recordDisclosure(persons, bundle, reason);
  }

  @Override
  public List<Long> decisions(Question question, Set<String> subjects) throws IOException {
    return called().decisions(question, subjects);
  }

  @Override
  public List<Long> rotations() throws IOException {
    return called().rotations();
  }

  @Override
  public List<Timestamped> timestamps(long after) throws IOException {
    return called().timestamps(after);
  }

  @Override
  public byte[] trustPolicy() throws IOException {
    return called().trustPolicy();
  }
}

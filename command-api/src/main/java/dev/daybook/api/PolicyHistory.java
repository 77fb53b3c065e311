package dev.daybook.api;

import dev.daybook.edge.ProblemException;
import dev.daybook.edge.ProblemType;
import dev.daybook.mesh.SubjectName;
import dev.daybook.mesh.Version;
import dev.daybook.policy.PolicyEvent.PolicyActivated;
import dev.daybook.policy.PolicyEvent.PolicyPublished;
import dev.daybook.policy.PolicyEvent.PolicyWithdrawn;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the ledger holds of a policy's versions, read from its stream. */
@Singleton
final class PolicyHistory {

  /** Entries read at once. */
  private static final int PAGE = 200;

  private final Ledger ledger;

  PolicyHistory(Ledger ledger) {
    this.ledger = ledger;
  }

  /** A published version and the digest of its document. */
  record Held(Version version, String sha256) {}

  /**
   * A version's document, as it was published.
   *
   * @throws ProblemException where its bytes are gone
   */
  byte[] document(SubjectName policy, Held held) {
    return ledger.content(held.sha256()).orElseThrow(() -> missing(policy, held.version()));
  }

  /**
   * A version of a policy; without one the version in force, else the one published last.
   *
   * @param upTo the last position that counts
   * @throws ProblemException where there is no such policy or version
   */
  Held find(SubjectName policy, @Nullable Version wanted, long upTo) {
    Held published = null;
    Held inForce = null;
    long from = 0;
    while (true) {
      List<LedgerEntry> entries = ledger.stream(policy.stream(), from, PAGE);
      for (LedgerEntry entry : entries) {
        if (entry.position() > upTo) {
          break;
        }
        switch (entry.event()) {
          case PolicyPublished e when wanted == null || e.version().compareTo(wanted) == 0 ->
              published = new Held(e.version(), e.sha256());
          case PolicyActivated e when wanted == null -> inForce = new Held(e.version(), e.sha256());
          case PolicyWithdrawn _ -> inForce = null;
          default -> {}
        }
      }
      if (entries.size() < PAGE) {
        Held held = inForce == null ? published : inForce;
        if (held == null) {
          throw missing(policy, wanted);
        }
        return held;
      }
      from = entries.getLast().sequence() + 1;
    }
  }

  private static ProblemException missing(SubjectName policy, @Nullable Version wanted) {
    return new ProblemException(
        ProblemType.NOT_FOUND,
        "Policy not found",
        wanted == null
            ? "nothing is published as `%s`; GET /api/v1/policies lists what is".formatted(policy)
            : "version %s of `%s` was never published; GET /api/v1/policies/%s/versions lists those that were"
                .formatted(wanted, policy, policy.path()));
  }
}

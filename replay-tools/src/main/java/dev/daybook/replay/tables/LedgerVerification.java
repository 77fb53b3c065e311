package dev.daybook.replay.tables;

import dev.daybook.decision.Erasure;
import dev.daybook.replay.verify.Derivation;
import dev.daybook.replay.verify.Earlier;
import dev.daybook.replay.verify.Fault;
import dev.daybook.replay.verify.Frontier;
import dev.daybook.replay.verify.HandedOn;
import dev.daybook.replay.verify.KeyChain;
import dev.daybook.replay.verify.Outcome;
import dev.daybook.replay.verify.Place;
import dev.daybook.replay.verify.Progress;
import dev.daybook.replay.verify.Trust;
import dev.daybook.replay.verify.Wrong;
import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.LeafEntry;
import dev.daybook.seal.Sha256;
import dev.daybook.sealer.SealScan;
import dev.daybook.sealer.SealSettings;
import dev.daybook.store.ContentScan;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import dev.daybook.store.LedgerHead;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a ledger from its tables: every column of every entry against its leaf, every leaf
 * against the tree, the tree against every checkpoint that is kept and the one that was signed
 * last, the heads against what they stand at the end of, and what is kept by its digest against
 * that.
 *
 * <p>The seal is read as it was at one moment, the entries after it; so a ledger that others write
 * to meanwhile is verified as well.
 */
public final class LedgerVerification {

  private static final Place HEAD = new Place.Named("ledger.head");

  /** More than ever happens to one person. */
  private static final int MOST_OF_ONE_PERSON = 1_000;

  private static final Place SEAL_HEAD = new Place.Named("seal.head");

  private final Ledger ledger;
  private final SealSettings keys;
  private final Trust trust;
  private final Progress progress;
  private final @Nullable Earlier earlier;
  private final @Nullable Frontier from;
  private final Citations citations = new Citations();

  /** Position of the last entry read that changed the policies in force; 0 before one did. */
  private long policiesChanged;

  /**
   * @param keys where what was signed last is remembered
   * @param earlier a checkpoint that was kept, where there is one
   * @param from where an earlier run ended, to go on from there
   */
  public LedgerVerification(
      Ledger ledger,
      SealSettings keys,
      Trust trust,
      Progress progress,
      @Nullable Earlier earlier,
      @Nullable Frontier from) {
    this.ledger = ledger;
    this.keys = keys;
    this.trust = trust;
    this.progress = progress;
    this.earlier = earlier;
    this.from = from;
  }

  /** Verifies. */
  public Outcome run() {
    Optional<SealScan> seal = SealScan.open(ledger);
    if (seal.isEmpty()) {
      return new Outcome.Broken(new Fault(SEAL_HEAD, "this ledger was never sealed"));
    }
    try (SealScan scan = seal.get()) {
      return verified(scan);
    } catch (Wrong e) {
      return new Outcome.Broken(e.fault());
    }
  }

  private Outcome verified(SealScan seal) throws Wrong {
    SealScan.Head sealed =
        seal.head().orElseThrow(() -> new Wrong(SEAL_HEAD, "it is empty: somebody deleted it"));
    Derivation derivation =
        from == null
            ? Derivation.begin(ledger.origin(), sealed.size(), seal)
            : Derivation.goingOn(from, ledger.origin(), sealed.size(), seal);
    long first = derivation.size() + 1;
    Marks marks =
        Marks.of(seal, sealed, ledger.origin(), SealScan.lastSigned(keys), derivation.size());
    LedgerHead before = ledger.head();
    marks.compare(derivation);
    addEntries(derivation, marks, before.position());
    requireHead(before, derivation);
    Frontier reached = derivation.reached();
    marks.requireNoneLeft(derivation.size());
    requireSealHead(sealed, reached, seal);
    List<String> remarks = new ArrayList<>(marks.remarks());
    KeyChain chain =
        KeyChain.of(
            reached.checkpoint(),
            reached.rotated(),
            entry -> ledger.entry(entry.position()).map(LedgerEntry::payload),
            seal);
    marks.requireKeys(reached.rotated(), chain);
    HandedOn handedOn = latest(seal, sealed, chain);
    Trust.Signed latest = handedOn.signed();
    if (earlier != null) {
      remarks.add(
          "it begins with the %d entries of the checkpoint that was kept"
              .formatted(earlier.requireBeginningOf(latest.checkpoint(), handedOn.trust(), seal)));
    }
    Trust.Signed signed = Cosigned.trusted(latest, handedOn.trust(), seal);
    remarks.addAll(handedOn.remarksIf(signed.unknown() == null));
    if (signed.checkpoint().size() < sealed.size()) {
      remarks.add(
          "%d sealed entries behind it are in no checkpoint that you trust yet: %s"
              .formatted(sealed.size() - signed.checkpoint().size(), latest.unknown()));
    }
    remarks.add(
        "%d documents, policies and facts have the digests they are kept by".formatted(contents()));
    citations.requireAllFound(
        position ->
            ledger
                .entry(position)
                .map(entry -> Citations.of(entry.type(), entry.payload()))
                .orElse(List.of()));
    if (derivation.size() > sealed.size()) {
      remarks.add("%d entries are not sealed yet".formatted(derivation.size() - sealed.size()));
    }
    return new Outcome.Consistent(signed, first, true, reached, remarks);
  }

  private void addEntries(Derivation derivation, Marks marks, long end) throws Wrong {
    Set<String> changingPolicies = ledger.types().changingPolicies();
    // From below the first position: what stands there is wrong too.
    long first = derivation.size() == 0 ? Long.MIN_VALUE + 1 : derivation.size() + 1;
    try (CheckedEntries entries = CheckedEntries.from(ledger, first)) {
      for (var some = entries.next(); !some.isEmpty(); some = entries.next()) {
        for (CheckedEntries.Checked entry : some) {
          requireNext(entry.position(), derivation.size() + 1);
          derivation.add(entry.requireLeaf());
          marks.compare(derivation);
          citations.add(entry.citations(), entry.position());
          if (changingPolicies.contains(entry.type())) {
            policiesChanged = entry.position();
          }
        }
        progress.at(derivation.size(), Math.max(derivation.size(), end));
      }
    }
    progress.at(derivation.size(), derivation.size());
  }

  private static void requireNext(long seen, long wanted) throws Wrong {
    if (seen != wanted) {
      throw new Wrong(
          new Place.Entry(Math.min(wanted, seen)),
          seen < wanted
              ? "there is no such position: they count from 1"
              : "it is missing: the ledger goes on with %d".formatted(seen));
    }
  }

  /** Others may have recorded more meanwhile; then the head has moved as well. */
  private void requireHead(LedgerHead before, Derivation derivation) throws Wrong {
    LedgerHead after = ledger.head();
    long last = derivation.size();
    if (last < before.position() || last > after.position()) {
      throw new Wrong(
          last < before.position() ? new Place.Entry(last + 1) : HEAD,
          last < before.position()
              ? "it is missing: the ledger's head stands at %d".formatted(before.position())
              : "it stands at %d; entries go up to %d".formatted(after.position(), last));
    }
    if (after.position() == last
        && last > 0
        && !after.recordedAt().equals(derivation.lastRecordedAt())) {
      throw new Wrong(
          HEAD,
          "it says the last entry was recorded at %s; that one says %s"
              .formatted(
                  LeafEntry.time(after.recordedAt()), LeafEntry.time(derivation.lastRecordedAt())));
    }
    if (after.position() == last) {
      requirePolicyPosition(after);
    }
  }

  /** What changed the policies last was read just now, or verified by the run before. */
  private void requirePolicyPosition(LedgerHead head) throws Wrong {
    long seen = head.policyPosition();
    long last = policiesChanged > 0 || from == null ? policiesChanged : changedLast(head);
    if (seen != last) {
      throw new Wrong(
          HEAD,
          "it says position %d changed the policies last; %s"
              .formatted(
                  seen, last > 0 ? "position %d did".formatted(last) : "that entry did not"));
    }
  }

  /**
   * Which entry up to the head did, where the run before verified all that may have.
   *
   * @return what the head says if that is so, else a later one, or 0 where that one did not
   */
  private long changedLast(LedgerHead head) {
    Set<String> changing = ledger.types().changingPolicies();
    long said = head.policyPosition();
    boolean isOne =
        said == 0 || ledger.entry(said).filter(e -> changing.contains(e.type())).isPresent();
    long last = isOne ? said : 0;
    for (LedgerEntry later = changeBehind(said, head); later != null; ) {
      last = later.position();
      later = changeBehind(last, head);
    }
    return last;
  }

  private @Nullable LedgerEntry changeBehind(long position, LedgerHead head) {
    return ledger.entriesOfTypes(ledger.types().changingPolicies(), position + 1, 1).stream()
        .filter(entry -> entry.position() <= head.position())
        .findFirst()
        .orElse(null);
  }

  private static void requireSealHead(SealScan.Head head, Frontier reached, SealScan seal)
      throws Wrong {
    if (!Arrays.equals(head.root(), reached.root().bytes())) {
      throw new Wrong(
          SEAL_HEAD,
          "it says another root (hex %s) than follows from the entries (%s)"
              .formatted(HexFormat.of().formatHex(head.root()), reached.root()));
    }
    var behind = seal.tileBehind(head.size());
    if (behind.isPresent()) {
      throw new Wrong(
          new Place.Tile(behind.get()), "no tree of %d entries has it".formatted(head.size()));
    }
  }

  private HandedOn latest(SealScan seal, SealScan.Head head, KeyChain chain) throws Wrong {
    byte[] note =
        seal.latest()
            .orElseThrow(
                () -> new Wrong(SEAL_HEAD, "nothing is sealed yet: no checkpoint is kept"));
    HandedOn signed = HandedOn.of(trust, chain, note, new Place.Checkpoint(head.size()));
    Checkpoint checkpoint = signed.signed().checkpoint();
    if (checkpoint.size() != head.size()) {
      throw new Wrong(
          SEAL_HEAD,
          "it says %d entries are sealed; the latest checkpoint that is kept is of %d"
              .formatted(head.size(), checkpoint.size()));
    }
    return signed;
  }

  private long contents() throws Wrong {
    long count = 0;
    try (ContentScan contents = ledger.contents()) {
      for (ContentScan.Content next = contents.next(); next != null; next = contents.next()) {
        requireDigest(contents, next);
        citations.found(next.sha256());
        count++;
      }
    }
    return count;
  }

  private boolean isErased(String person) {
    return ledger.stream("person/" + person, 0, MOST_OF_ONE_PERSON).stream()
        .anyMatch(entry -> entry.event() instanceof Erasure);
  }

  /** Of what is sealed for somebody who was erased nobody can tell any more what it was. */
  private void requireDigest(ContentScan contents, ContentScan.Content content) throws Wrong {
    Place place =
        new Place.Named("what is kept as %s".formatted(HexFormat.of().formatHex(content.sha256())));
    byte[] bytes;
    try {
      bytes = contents.open(content).orElse(null);
    } catch (IllegalStateException e) {
      throw new Wrong(place, String.valueOf(e.getMessage()));
    }
    if (bytes == null) {
      if (content.persons().stream().noneMatch(this::isErased)) {
        throw new Wrong(
            place,
            "it is sealed for %s, and a key of theirs is gone though nobody erased them"
                .formatted(String.join(", ", content.persons())));
      }
      return;
    }
    byte[] digest = Sha256.of(bytes);
    if (!Arrays.equals(digest, content.sha256())) {
      throw new Wrong(
          place,
          "its %d bytes have the SHA-256 %s"
              .formatted(bytes.length, HexFormat.of().formatHex(digest)));
    }
  }
}

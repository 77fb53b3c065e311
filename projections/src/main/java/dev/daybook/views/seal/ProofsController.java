package dev.daybook.views.seal;

import dev.daybook.decision.Actor.Role;
import dev.daybook.edge.Allowed;
import dev.daybook.edge.ProblemException;
import dev.daybook.edge.ProblemType;
import dev.daybook.seal.Hash;
import dev.daybook.seal.TlogProof;
import dev.daybook.sealer.Seal;
import dev.daybook.views.Answer;
import dev.daybook.views.Moment;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/ledger}: proofs computed here, for who does not read tiles. */
@Controller("/api/v1/ledger")
@Allowed(Role.READER)
@Tag(name = "seal")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ProofsController {

  private final Seal seal;

  ProofsController(Seal seal) {
    this.seal = seal;
  }

  /** A proof that one sealed tree begins with another. */
  @Schema(name = "ConsistencyProof")
  record Consistency(
      @Schema(description = "entries of the smaller tree") long first,
      @Schema(description = "entries of the larger tree") long second,
      @Schema(description = "hashes of RFC 9162, 2.1.4, in base64") List<String> path) {}

  /**
   * Proves that the first {@code second} entries begin with the first {@code first}.
   *
   * @param first 1 to {@code second}
   * @param second at most as many as are sealed; all of them without it
   */
  @Get("/consistency")
  HttpResponse<Consistency> ledgerConsistency(
      @QueryValue long first, @Nullable @QueryValue Long second) {
    long size = seal.size();
    long larger = second == null ? size : second;
    if (first < 1 || first > larger || larger > size) {
      throw new ProblemException(
          ProblemType.INVALID_PARAMETER,
          "`first` %d and `second` %d are no two sizes of this ledger's tree"
              .formatted(first, larger),
          "wanted 1 ≤ first ≤ second ≤ %d, which is what is sealed".formatted(size));
    }
    return Answer.of(
        new Consistency(
            first,
            larger,
            seal.consistency(first, larger).path().stream().map(Hash::base64).toList()),
        new Moment(size));
  }

  /** One key of the seal. */
  @Schema(name = "SealKey")
  record Key(
      @Schema(description = "the key as C2SP's signed-note has it: name+id+base64") String vkey,
      @Schema(description = "ed25519 or ml_dsa_44_cosignature") String algorithm,
      @Schema(
              description =
                  "size of the first checkpoint it signed: the position of the entry that rotated"
                      + " the keys, or 0 for the keys the ledger was born with")
          long from,
      @Schema(description = "size of the last checkpoint it signed; absent for a key in force")
          @Nullable Long to) {}

  /**
   * Tells the keys that verify this ledger's checkpoints, the Ed25519 key first.
   *
   * @param all true for the keys before them too, oldest first
   */
  @Get("/keys")
  HttpResponse<List<Key>> sealKeys(@Nullable @QueryValue Boolean all) {
    List<Seal.Held> history = seal.keyHistory();
    List<Seal.Held> asked =
        Boolean.TRUE.equals(all) ? history : history.subList(history.size() - 1, history.size());
    return Answer.of(
        asked.stream().flatMap(ProofsController::told).toList(), new Moment(seal.size()));
  }

  private static Stream<Key> told(Seal.Held held) {
    @Nullable Long to = held.to().isPresent() ? held.to().getAsLong() : null;
    return held.keys().stream()
        .map(
            key ->
                new Key(
                    key.toString(),
                    key.algorithm().name().toLowerCase(Locale.ROOT),
                    held.from(),
                    to));
  }

  /**
   * Proves that an entry stands in the ledger: a file of C2SP's tlog-proof, with the latest
   * checkpoint.
   *
   * @param position from 1
   * @param witnessed true for the latest checkpoint that enough witnesses cosigned
   */
  @Get(value = "/entries/{position}/proof", produces = "text/plain; charset=utf-8")
  HttpResponse<byte[]> entryProof(long position, @Nullable @QueryValue Boolean witnessed) {
    boolean cosigned = Boolean.TRUE.equals(witnessed);
    TlogProof proof =
        (cosigned ? seal.witnessedProof(position) : seal.proof(position))
            .orElseThrow(() -> notProved(cosigned));
    return Answer.of(proof.bytes(), new Moment(proof.inclusion().size()));
  }

  private ProblemException notProved(boolean witnessed) {
    return new ProblemException(
        ProblemType.NOT_FOUND,
        "Proof not found",
        witnessed
            ? "it is in no checkpoint that enough witnesses cosigned; `/witnessed/checkpoint` says"
                + " how far they did"
            : "sealed are positions 1 to %d; an entry is sealed within a second"
                .formatted(seal.size()));
  }
}

package dev.daybook.edge;

import dev.daybook.decision.Actor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Every live token's digest and whom it stands for, in memory: a request's actor is one hash and
 * one map look-up away. Filled from the ledger's events, so a revocation holds as soon as it is
 * recorded. An actor holds one token; issuing another replaces it.
 */
public final class TokenDirectory {

  private final Map<String, Grant> bySha256 = new ConcurrentHashMap<>();
  private final Map<String, Grant> byActor = new ConcurrentHashMap<>();

  /**
   * One issued token.
   *
   * @param sha256 digest of the token, lower-case hex
   * @param issuedAt when the ledger recorded it
   * @param expiresAt the first moment it no longer holds; absent for never
   */
  public record Grant(Actor actor, String sha256, Instant issuedAt, @Nullable Instant expiresAt) {
    boolean isExpired(Instant now) {
      return expiresAt != null && !now.isBefore(expiresAt);
    }
  }

  /** Who a token says is asking. */
  public sealed interface Answer {
    /** A live token of this actor. */
    record Known(Actor actor) implements Answer {}

    /** A token that held until then. */
    record Expired(Instant at) implements Answer {}

    /** A token never issued here, or revoked. */
    record Unknown() implements Answer {}
  }

  void issued(Grant grant) {
    Grant before = byActor.put(grant.actor().id(), grant);
    bySha256.put(grant.sha256(), grant);
    if (before != null && !before.sha256().equals(grant.sha256())) {
      bySha256.remove(before.sha256());
    }
  }

  void revoked(String actorId) {
    Grant grant = byActor.remove(actorId);
    if (grant != null) {
      bySha256.remove(grant.sha256());
    }
  }

  /** This token holds no more; another one that its actor has since does. */
  void ended(String sha256) {
    Grant grant = bySha256.remove(sha256);
    if (grant != null) {
      byActor.remove(grant.actor().id());
    }
  }

  /** The holder of this token, if it is one, is called so from now on. */
  void named(String sha256, String name) {
    bySha256.computeIfPresent(
        sha256,
        (_, grant) -> {
          Actor before = grant.actor();
          Grant renamed =
              new Grant(
                  new Actor(before.id(), name, before.kind(), before.roles(), before.domain()),
                  sha256,
                  grant.issuedAt(),
                  grant.expiresAt());
          byActor.put(before.id(), renamed);
          return renamed;
        });
  }

  /** The token this actor has, if it is not revoked; it may have expired. */
  public Optional<Grant> grant(String actorId) {
    return Optional.ofNullable(byActor.get(actorId));
  }

  /** Every token not revoked, expired ones too, in no order. */
  public List<Grant> grants() {
    return List.copyOf(byActor.values());
  }

  /**
   * Finds a token's actor. The map is keyed by digest, so what its timing could tell is about
   * SHA-256 values, from which no token follows; the last comparison takes the same time wherever
   * two digests differ.
   */
  public Answer find(BearerToken token, Instant now) {
    String sha256 = token.sha256();
    Grant grant = bySha256.get(sha256);
    if (grant == null
        || !MessageDigest.isEqual(
            grant.sha256().getBytes(StandardCharsets.US_ASCII),
            sha256.getBytes(StandardCharsets.US_ASCII))) {
      return new Answer.Unknown();
    }
    Instant expiresAt = grant.expiresAt();
    if (expiresAt != null && grant.isExpired(now)) {
      return new Answer.Expired(expiresAt);
    }
    return new Answer.Known(grant.actor());
  }
}

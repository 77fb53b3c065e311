package dev.daybook.replay.verify;

import java.util.List;

/**
 * Whose word counts once it is known to whom a log's keys were handed, and what that makes of its
 * latest checkpoint.
 *
 * @param signed the latest checkpoint
 * @param remarks how its keys came to be trusted, where none of them was given
 */
public record HandedOn(Trust.Chained trust, Trust.Signed signed, List<String> remarks) {

  public HandedOn {
    remarks = List.copyOf(remarks);
  }

  /** The remarks, where a checkpoint is trusted; what is not trusted is by no rotation either. */
  public List<String> remarksIf(boolean isTrusted) {
    return isTrusted ? remarks : List.of();
  }

  /**
   * Judges the latest checkpoint.
   *
   * @param chain of all rotations it covers
   */
  public static HandedOn of(Trust given, KeyChain chain, byte[] latest, Place place) throws Wrong {
    Trust.Signed signed = new Trust.Chained(given, chain, false).open(latest, place);
    boolean isTrusted = signed.unknown() == null;
    return new HandedOn(
        new Trust.Chained(given, chain, isTrusted), signed, chain.told(given.keys()));
  }
}

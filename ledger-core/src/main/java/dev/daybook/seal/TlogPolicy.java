package dev.daybook.seal;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an auditor trusts: logs by their keys, and which witnesses must have cosigned a checkpoint
 * before it counts.
 *
 * @see <a href="https://c2sp.org/tlog-policy">c2sp.org/tlog-policy</a>
 */
public record TlogPolicy(List<Log> logs, List<Quorum.Witness> witnesses, Quorum quorum) {

  /** Longest policy, in bytes: 1 MiB. */
  public static final int MAX_BYTES = 1 << 20;

  /** Most logs, most witnesses and most groups of one policy. */
  public static final int MAX_OF_A_KIND = 256;

  public TlogPolicy {
    logs = List.copyOf(logs);
    witnesses = List.copyOf(witnesses);
  }

  /**
   * A log whose checkpoints may count.
   *
   * @param url where it is, for those who ask it; null where the policy does not say
   */
  public record Log(VerifierKey key, @Nullable String url) {}

  /** Who must have cosigned. */
  public sealed interface Quorum {

    /** No one need have. */
    record Nobody() implements Quorum {}

    /**
     * This witness.
     *
     * @param name of the policy's own
     * @param url where it takes checkpoints; null where the policy does not say
     */
    record Witness(String name, VerifierKey key, @Nullable String url) implements Quorum {}

    /**
     * Some of these.
     *
     * @param needed how many, from 1 to all of them
     */
    record Group(String name, int needed, List<Quorum> members) implements Quorum {
      public Group {
        members = List.copyOf(members);
      }
    }
  }

  /**
   * Reads a policy file.
   *
   * @throws Refused when it is none, with every problem and its line
   */
  public static TlogPolicy parse(byte[] file) {
    return new TlogPolicyReader(file).policy();
  }

  /** A policy file that says nothing clear: all that is wrong with it at once. */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    Refused(List<Problem> problems) {
      super(
          problems.stream().map(Problem::toString).collect(Collectors.joining("\n")),
          null,
          false,
          false);
      this.problems = List.copyOf(problems);
    }

    /** In the order of their lines. */
    public List<Problem> problems() {
      return problems;
    }
  }

  /**
   * One thing wrong with a policy file.
   *
   * @param line counted from 1
   */
  public record Problem(int line, String message) {
    @Override
    public String toString() {
      return "line %d: %s".formatted(line, message);
    }
  }

  /** The keys of all logs. */
  public List<VerifierKey> logKeys() {
    return logs.stream().map(Log::key).toList();
  }

  /** The keys of all witnesses. */
  public List<VerifierKey> witnessKeys() {
    return witnesses.stream().map(Quorum.Witness::key).toList();
  }

  /**
   * How far a checkpoint's cosignatures reach.
   *
   * @param cosigners the policy's witnesses that cosigned, in the note's order
   * @param reached whether they are enough
   * @param told who cosigned and who did not, group by group
   */
  public record Tally(List<Signer> cosigners, boolean reached, String told) {
    public Tally {
      cosigners = List.copyOf(cosigners);
    }
  }

  /**
   * Counts the cosignatures of a checkpoint; one that does not say when it was made is not counted.
   *
   * @throws SealRefused.Forged when a cosignature bears a witness's name and id and is not its
   */
  public Tally tally(SignedNote checkpoint) {
    List<Signer> cosigners =
        checkpoint.signers(witnessKeys()).stream().filter(signer -> signer.time() != null).toList();
    Set<VerifierKey> keys = new HashSet<>();
    cosigners.forEach(cosigner -> keys.add(cosigner.key()));
    return new Tally(cosigners, isReached(quorum, keys), told(quorum, keys));
  }

  /** Whether these cosigners, if they cosigned, are enough. */
  public boolean isReachedBy(Collection<VerifierKey> cosigners) {
    return isReached(quorum, cosigners);
  }

  private static boolean isReached(Quorum quorum, Collection<VerifierKey> cosigners) {
    return switch (quorum) {
      case Quorum.Nobody() -> true;
      case Quorum.Witness witness -> cosigners.contains(witness.key());
      case Quorum.Group group -> reached(group, cosigners) >= group.needed();
    };
  }

  private static long reached(Quorum.Group group, Collection<VerifierKey> cosigners) {
    return group.members().stream().filter(member -> isReached(member, cosigners)).count();
  }

  private static String told(Quorum quorum, Collection<VerifierKey> cosigners) {
    return switch (quorum) {
      case Quorum.Nobody() -> "no cosignature is asked for";
      case Quorum.Witness witness ->
          "`%s` %s"
              .formatted(
                  witness.name(), isReached(witness, cosigners) ? "cosigned" : "did not cosign");
      case Quorum.Group group ->
          "`%s` has %d of %d (%s)"
              .formatted(
                  group.name(),
                  reached(group, cosigners),
                  group.needed(),
                  group.members().stream()
                      .map(member -> told(member, cosigners))
                      .collect(Collectors.joining(", ")));
    };
  }

  /**
   * A checkpoint that this policy trusts.
   *
   * @param tally whose cosignatures reach the quorum
   */
  public record Trusted(Checkpoint.Opened opened, Tally tally) {}

  /**
   * Reads a signed checkpoint and believes it only if one of the policy's logs signed it and enough
   * of its witnesses cosigned it.
   *
   * @throws SealRefused.Malformed when it is no signed checkpoint
   * @throws SealRefused.Forged when it claims to be by a key of this policy and is not
   * @throws SealRefused.Unsigned when no log of this policy signed it or too few witnesses did
   */
  public Trusted open(byte[] note) {
    Checkpoint.Opened opened = Checkpoint.open(note, logKeys());
    Tally tally = tally(opened.note());
    if (!tally.reached()) {
      throw new SealRefused.Unsigned("too few witnesses cosigned: " + tally.told());
    }
    return new Trusted(opened, tally);
  }
}

package dev.daybook.path;

import dev.daybook.decision.Facts;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.mesh.SubjectName;
import dev.daybook.store.Ledger;
import java.time.Instant;
import java.util.Optional;

/**
 * What stands, as though it were published once more by nobody: how policies are asked of what was
 * accepted long ago. Reads a subject's stream by itself, so that no command waits for it and no
 * cache is filled with what no command needs.
 */
public final class Republication {

  private final Ledger ledger;
  private final MeshDirectory directory;
  private final FactsOf factsOf;

  public Republication(Ledger ledger, MeshDirectory directory) {
    this.ledger = ledger;
    this.directory = directory;
    this.factsOf = new FactsOf(directory);
  }

  /**
   * @param sequence the subject's last sequence; -1 for one without any entry
   * @param facts without {@code actor} and {@code context}; empty where nothing stands any more
   */
  public record Standing(long sequence, Optional<Facts> facts) {}

  /** How a subject stands now, for policies that see this time. */
  public Standing of(SubjectName subject, Instant clock) {
    return asOf(new PastSubjects(ledger), subject, clock, Long.MAX_VALUE);
  }

  /**
   * How it stood once a position was recorded.
   *
   * @param past subjects that may be asked about more than once
   */
  public Standing asOf(PastSubjects past, SubjectName subject, Instant clock, long position) {
    PastSubjects.Stood stood = past.through(subject, position);
    SliceShell<?, ?, ?> shell = stood.shell();
    Optional<Facts> facts = shell.standing().map(command -> facts(command, clock, shell));
    return new Standing(stood.sequence(), facts);
  }

  private Facts facts(SubjectCommand standing, Instant clock, SliceShell<?, ?, ?> shell) {
    SubjectCommand command = directory.resolve(standing);
    return factsOf.gatherUnasked(command, clock, shell.seen(command));
  }
}

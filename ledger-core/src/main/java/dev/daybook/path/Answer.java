package dev.daybook.path;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.daybook.decision.Finding;
import dev.daybook.mesh.SubjectName;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a command came to.
 *
 * @param decision id of the recorded decision; absent where nothing was recorded
 * @param positions the decision's position, then its events'; empty where nothing was recorded
 * @param recordedAt when it was recorded
 * @param findings every rule's answer that is not a pass, worst first
 * @param repeated whether this is the first answer given again to the same command
 * @param position the last ledger position it takes into account: its own last one where something
 *     was recorded; 0 without a ledger, or where its own have no positions yet
 * @param unplaced ids of the events recorded, the decision's first, while they have no positions
 *     yet: where events live in Axon Server and the ledger has not come to them
 */
public record Answer(
    SubjectName subject,
    Result result,
    @Nullable UUID decision,
    List<Long> positions,
    @Nullable Instant recordedAt,
    List<Finding> findings,
    boolean repeated,
    long position,
    List<UUID> unplaced) {

  public Answer {
    positions = List.copyOf(positions);
    findings = List.copyOf(findings);
    unplaced = List.copyOf(unplaced);
  }

  /** How a readable command can end. */
  public enum Result {
    ACCEPTED,
    DENIED,
    /** What was asked for is already so; nothing is recorded. */
    UNCHANGED;

    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}

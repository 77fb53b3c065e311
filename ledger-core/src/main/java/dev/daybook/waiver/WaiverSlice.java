package dev.daybook.waiver;

import dev.daybook.decision.Slice;
import dev.daybook.decision.Verdict;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.waiver.WaiverState.Known;
import dev.daybook.waiver.WaiverState.Unknown;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The door of waivers. */
public final class WaiverSlice implements Slice<WaiverCommand, WaiverEvent, WaiverState> {

  @Override
  public SubjectKind kind() {
    return SubjectKind.WAIVER;
  }

  @Override
  public Class<WaiverCommand> commands() {
    return WaiverCommand.class;
  }

  @Override
  public Class<WaiverEvent> events() {
    return WaiverEvent.class;
  }

  @Override
  public WaiverState initial() {
    return new Unknown();
  }

  @Override
  public WaiverState evolve(WaiverState state, WaiverEvent event) {
    return WaiverRules.evolve(state, event);
  }

  @Override
  public Verdict<WaiverEvent> decide(WaiverState state, WaiverCommand command) {
    return WaiverRules.decide(state, command);
  }

  /**
   * @param covers the one subject it is for
   * @param waives the policy, or {@code policy/rule}
   * @param terms how many times it was asked for
   * @param requestedUntil the end of what waits for approval; absent where nothing does
   * @param grantedUntil the end of what was granted last; absent where nothing was
   * @param unreviewed whether it is an emergency that nobody reviewed yet
   * @param over whether it was ended before its time
   */
  private record WaiverFacts(
      SubjectName covers,
      Waived waives,
      int terms,
      @Nullable Instant requestedUntil,
      @Nullable Instant grantedUntil,
      boolean unreviewed,
      boolean over) {}

  @Override
  public Class<? extends Record> stateFacts() {
    return WaiverFacts.class;
  }

  @Override
  public Optional<? extends Record> facts(WaiverState state) {
    return switch (state) {
      case Unknown() -> Optional.empty();
      case Known waiver ->
          Optional.of(
              new WaiverFacts(
                  waiver.covers(),
                  waiver.waives(),
                  waiver.terms(),
                  waiver.request().map(WaiverState.Request::expires).orElse(null),
                  waiver.grant().map(WaiverState.Grant::expires).orElse(null),
                  waiver.unreviewed().isPresent(),
                  waiver.over()));
    };
  }
}

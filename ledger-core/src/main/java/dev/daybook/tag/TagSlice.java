package dev.daybook.tag;

import dev.daybook.decision.Slice;
import dev.daybook.decision.Verdict;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.tag.TagState.NotSet;
import java.util.Optional;

/** The door of tags. */
public final class TagSlice implements Slice<TagCommand, TagEvent, TagState> {

  @Override
  public SubjectKind kind() {
    return SubjectKind.TAG;
  }

  @Override
  public Class<TagCommand> commands() {
    return TagCommand.class;
  }

  @Override
  public Class<TagEvent> events() {
    return TagEvent.class;
  }

  @Override
  public TagState initial() {
    return new NotSet();
  }

  @Override
  public TagState evolve(TagState state, TagEvent event) {
    return TagRules.evolve(event);
  }

  @Override
  public Verdict<TagEvent> decide(TagState state, TagCommand command) {
    return TagRules.decide(state, command);
  }

  /**
   * @param position the last entry that had been recorded at the tagged moment
   */
  private record TagFacts(long position) {}

  @Override
  public Class<? extends Record> stateFacts() {
    return TagFacts.class;
  }

  @Override
  public Optional<? extends Record> facts(TagState state) {
    return switch (state) {
      case NotSet() -> Optional.empty();
      case TagState.Set(long position) -> Optional.of(new TagFacts(position));
    };
  }
}

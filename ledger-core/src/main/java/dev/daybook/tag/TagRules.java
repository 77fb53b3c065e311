package dev.daybook.tag;

import static dev.daybook.decision.BuiltInRule.REASON_MISSING;
import static dev.daybook.decision.BuiltInRule.TAG_NAME;
import static dev.daybook.decision.BuiltInRule.TAG_TAKEN;

import dev.daybook.decision.Verdict;
import dev.daybook.mesh.TagNames;
import dev.daybook.tag.TagCommand.TagMoment;
import dev.daybook.tag.TagEvent.MomentTagged;
import dev.daybook.tag.TagState.NotSet;
import java.util.List;

/** A tag stands for one moment for good: who said "as of quarter-2026Q1" must find it again. */
final class TagRules {

  private TagRules() {}

  static Verdict<TagEvent> decide(TagState state, TagCommand command) {
    return switch (command) {
      case TagMoment c -> tag(state, c);
    };
  }

  private static Verdict<TagEvent> tag(TagState state, TagMoment command) {
    String name = command.subject().path();
    if (!TagNames.isValid(name)) {
      return TAG_NAME.refuse(TagNames.problem(name), TagNames.FIX);
    }
    if (command.reason().isBlank()) {
      return REASON_MISSING.refuse(
          "the reason is empty; the ledger keeps it for those who ask later", "say why");
    }
    return switch (state) {
      case TagState.Set(long position) when position == command.position() -> Verdict.unchanged();
      case TagState.Set(long position) ->
          TAG_TAKEN.refuse(
              "tag `%s` already exists and stands for position %d".formatted(name, position),
              Long.toString(command.position()),
              Long.toString(position),
              "a tag never moves; choose another name for position %d"
                  .formatted(command.position()));
      case NotSet() ->
          Verdict.accepted(
              List.of(new MomentTagged(command.subject(), command.position(), command.reason())));
    };
  }

  static TagState evolve(TagEvent event) {
    return switch (event) {
      case MomentTagged e -> new TagState.Set(e.position());
    };
  }
}

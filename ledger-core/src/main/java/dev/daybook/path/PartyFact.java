package dev.daybook.path;

import dev.daybook.mesh.Party;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What policies see of an owner or contact that a command names: no person.
 *
 * @param kind {@code team}, {@code mail} or {@code person}
 * @param id its name, where it is a team's
 */
public record PartyFact(String kind, @Nullable String id) {

  static PartyFact of(Party party) {
    return new PartyFact(
        party.kind().name().toLowerCase(Locale.ROOT), party.teamName().orElse(null));
  }
}

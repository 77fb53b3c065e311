package dev.daybook.waiver;

import dev.daybook.decision.Actor;
import dev.daybook.mesh.Personal;
import java.time.Instant;

/**
 * Who asks something of a waiver, and when: no part of what is asked.
 *
 * @param id surrogate id
 * @param name what the token was issued to; never recorded
 */
record Asker(String id, @Personal String name, Instant at) {

  /** Not known yet. */
  static final Asker UNKNOWN = new Asker("", "", Instant.EPOCH);

  static Asker of(Actor actor, Instant clock) {
    return new Asker(actor.id(), actor.name(), clock);
  }
}

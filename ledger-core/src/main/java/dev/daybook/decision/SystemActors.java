package dev.daybook.decision;

import java.util.Set;

/** The actors every ledger begins with, under ids that are the same everywhere. */
public final class SystemActors {

  /** Daybook itself: what a server does of its own accord. Holds no token. */
  public static final Actor DAYBOOK =
      new Actor(
          "act_0000000000000001", "daybook", Actor.Kind.SERVICE, Set.of(Actor.Role.ADMIN), null);

  /** Whoever holds the token of the first start. */
  public static final Actor ADMIN =
      new Actor(
          "act_0000000000000002", "admin", Actor.Kind.SERVICE, Set.of(Actor.Role.ADMIN), null);

  private SystemActors() {}
}

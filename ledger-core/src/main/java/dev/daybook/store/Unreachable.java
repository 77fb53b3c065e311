package dev.daybook.store;

import java.sql.SQLException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells a database that is not there, or not able to answer, from one that answered no. */
public final class Unreachable {

  /** SQL states of the former: connection, resources, operator intervention, system error. */
  private static final Pattern STATES = Pattern.compile("08|53|57|58");

  private Unreachable() {}

  /** Whether the statement may do as it is once the database is back. */
  public static boolean is(SQLException failure) {
    @Nullable String state = failure.getSQLState();
    return state == null || state.isEmpty() || STATES.matcher(state).lookingAt();
  }
}

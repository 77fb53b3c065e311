package dev.daybook.decision;

import dev.daybook.mesh.Personal;
import org.jspecify.annotations.Nullable;

/**
 * The circumstances of a command, hashed with every event it causes.
 *
 * @param environment the environment it is about, default {@code prod}
 */
public record Context(
    String environment,
    @Personal @Nullable String onBehalfOf,
    @Nullable String reason,
    @Nullable String ticket,
    @Nullable Source source) {

  /** Where in version control a document came from. */
  public record Source(
      @Nullable String repository, @Nullable String commit, @Nullable String path) {}

  public static Context prod() {
    return new Context("prod", null, null, null, null);
  }
}

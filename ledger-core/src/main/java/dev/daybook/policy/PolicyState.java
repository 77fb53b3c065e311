package dev.daybook.policy;

import dev.daybook.mesh.Version;
import java.util.List;
import java.util.Optional;

/** What a policy is, as far as its rules care. */
sealed interface PolicyState {

  /** No version of it was ever published. */
  record Unpublished() implements PolicyState {}

  /**
   * @param versions every version there ever was, in the order they were published; at least one
   * @param inForce the version commands are judged by
   */
  record Published(List<Held> versions, Optional<Held> inForce) implements PolicyState {

    Optional<Held> find(Version version) {
      return versions.stream().filter(held -> held.is(version)).findFirst();
    }
  }

  /** One version and the digest of its bytes. */
  record Held(Version version, String sha256) {

    boolean is(Version other) {
      return version.compareTo(other) == 0;
    }
  }
}

package dev.daybook.params;

import dev.daybook.mesh.Version;
import java.util.List;
import java.util.Optional;

/** What a params document is, as far as its rules care. */
sealed interface ParamsState {

  /** No version of it was ever published. */
  record Unpublished() implements ParamsState {}

  /**
   * @param versions every version there ever was, in the order they were published; at least one
   * @param inForce the version policies judge with
   */
  record Published(List<Held> versions, Optional<Held> inForce) implements ParamsState {

    Optional<Held> find(Version version) {
      return versions.stream().filter(held -> held.version().compareTo(version) == 0).findFirst();
    }
  }

  /** One version and the digest of its bytes. */
  record Held(Version version, String sha256) {}
}

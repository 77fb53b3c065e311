package dev.daybook.policy;

import dev.daybook.mesh.Version;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a policy is, as far as its rules care. */
sealed interface PolicyState {

  /** No version of it was ever published. */
  record Unpublished() implements PolicyState {}

  /**
   * @param versions every version there ever was, in the order they were published; at least one
   * @param inForce the version commands are judged by
   */
  record Published(List<Held> versions, Optional<Version> inForce) implements PolicyState {

    Optional<Held> find(Version version) {
      return versions.stream().filter(held -> held.is(version)).findFirst();
    }

    /** Whether commands of all domains are judged by it. */
    boolean isGlobal() {
      return inForce.flatMap(this::find).filter(Held::isGlobal).isPresent();
    }

    boolean judgesBy(Held held) {
      return inForce.filter(held::is).isPresent();
    }
  }

  /**
   * One version and the digest of its bytes.
   *
   * @param publisher surrogate id of who published it; absent where that was not recorded
   * @param approver surrogate id of who approved it; absent where nobody did
   * @param isGlobal whether it is for all domains
   */
  record Held(
      Version version,
      String sha256,
      @Nullable String publisher,
      @Nullable String approver,
      boolean isGlobal) {

    Held approvedBy(String id) {
      return new Held(version, sha256, publisher, id, isGlobal);
    }

    boolean is(Version other) {
      return version.compareTo(other) == 0;
    }
  }
}

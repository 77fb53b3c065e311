package dev.daybook.contract;

import dev.daybook.mesh.Objective;
import dev.daybook.mesh.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a contract is, as far as its rules care. */
sealed interface ContractState {

  /** No version of it was ever published. */
  record Unpublished() implements ContractState {}

  /**
   * @param versions every version there ever was, in the order they were published; at least one
   */
  record Published(List<Held> versions) implements ContractState {

    /** The version of that number, {@code v2} being {@code 2.0.0}. */
    Optional<Held> find(Version version) {
      return versions.stream().filter(held -> held.is(version)).findFirst();
    }

    /** These versions with one more, or with one in place of that of the same number. */
    Published with(Held held) {
      List<Held> all = new ArrayList<>(versions);
      int at = indexOf(held.spec().version());
      if (at < 0) {
        all.add(held);
      } else {
        all.set(at, held);
      }
      return new Published(List.copyOf(all));
    }

    private int indexOf(Version version) {
      for (int i = 0; i < versions.size(); i++) {
        if (versions.get(i).is(version)) {
          return i;
        }
      }
      return -1;
    }

    /** The version published last. */
    Version last() {
      return versions.getLast().spec().version();
    }

    Version highest() {
      return versions.stream()
          .map(held -> held.spec().version())
          .max(Comparator.naturalOrder())
          .orElseThrow();
    }

    /** Whether the contract has had its life: every version that was not a mistake is retired. */
    boolean isRetired() {
      List<Held> meant = versions.stream().filter(held -> !held.withdrawn()).toList();
      return !meant.isEmpty()
          && meant.stream().allMatch(held -> held.status() == ContractStatus.RETIRED);
    }

    /**
     * What the contract promises: the objectives of its highest active version, or, when none is
     * active, of its highest deprecated one. Drafts and proposals promise nothing yet.
     */
    List<Objective> promises() {
      return binding().map(held -> held.spec().objectives()).orElse(List.of());
    }

    /**
     * The version readers go by: what binds, or else the highest that is on its way there. Empty
     * where every version is retired or withdrawn.
     */
    Optional<Held> inUse() {
      return binding()
          .or(() -> highest(ContractStatus.PROPOSED))
          .or(() -> highest(ContractStatus.DRAFT));
    }

    private Optional<Held> binding() {
      return highest(ContractStatus.ACTIVE).or(() -> highest(ContractStatus.DEPRECATED));
    }

    private Optional<Held> highest(ContractStatus status) {
      return versions.stream()
          .filter(held -> !held.withdrawn() && held.status() == status)
          .max(Comparator.comparing(held -> held.spec().version()));
    }
  }

  /** One version, as it is now. */
  record Held(ContractSpec spec, ContractStatus status, boolean withdrawn) {

    boolean is(Version version) {
      return spec.version().compareTo(version) == 0;
    }

    Held at(ContractStatus other) {
      return new Held(spec, other, withdrawn);
    }

    Held takenBack() {
      return new Held(spec, status, true);
    }
  }
}

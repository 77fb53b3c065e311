package dev.daybook.product;

import dev.daybook.mesh.Differences;
import dev.daybook.mesh.Party;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a product is, as far as its rules care. */
sealed interface ProductState {

  /** Nobody registered it. */
  record Unregistered() implements ProductState {}

  /**
   * @param spec the current version, with the owner of now
   * @param earlier each earlier version as it last was, oldest first
   * @param formerOwners everybody it was taken from by a handover and not handed back to since
   * @param handedOver whether it ever was handed over, so that its owner was agreed beside
   *     documents
   */
  record Registered(
      ProductSpec spec,
      List<ProductSpec> earlier,
      List<Party> formerOwners,
      boolean handedOver,
      Life life)
      implements ProductState {

    static Registered first(ProductSpec spec) {
      return new Registered(spec, List.of(), List.of(), false, new Live());
    }

    Registered amended(ProductSpec other) {
      return new Registered(other, earlier, formerOwners, handedOver, life);
    }

    Registered followedBy(ProductSpec next) {
      List<ProductSpec> all = new ArrayList<>(earlier);
      all.add(spec);
      return new Registered(next, List.copyOf(all), formerOwners, handedOver, life);
    }

    Registered ownedBy(Party owner) {
      List<Party> former = new ArrayList<>(formerOwners);
      if (spec.owner() != null) {
        former.add(spec.owner());
      }
      former.removeIf(owner::is);
      return new Registered(spec.withOwner(owner), earlier, List.copyOf(former), true, life);
    }

    /** Whether a document that names {@code owner} would undo a handover. */
    boolean wasTakenFrom(@Nullable Party owner) {
      if (owner == null) {
        return handedOver;
      }
      return (spec.owner() == null || !spec.owner().is(owner))
          && formerOwners.stream().anyMatch(owner::is);
    }

    Registered living(Life other) {
      return new Registered(spec, earlier, formerOwners, handedOver, other);
    }

    /** Whether this very document was the last word on an earlier version. */
    boolean knew(ProductSpec other) {
      return earlier.stream().anyMatch(known -> Differences.none(known, other));
    }
  }

  /** Where a registered product stands in its life. */
  sealed interface Life {}

  record Live() implements Life {}

  /**
   * @param sunset the last day it is served
   */
  record Ending(LocalDate sunset) implements Life {}

  record Retired() implements Life {}
}

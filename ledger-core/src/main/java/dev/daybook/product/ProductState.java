package dev.daybook.product;

import dev.daybook.mesh.Differences;
import dev.daybook.mesh.Party;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a product is, as far as its rules care. */
sealed interface ProductState {

  /** Nobody registered it. */
  record Unregistered() implements ProductState {}

  /**
   * @param spec the current version, with the owner of now
   * @param earlier each earlier version as it last was, oldest first
   * @param formerOwner whom it was last taken from by a handover
   */
  record Registered(
      ProductSpec spec, List<ProductSpec> earlier, Optional<Party> formerOwner, Life life)
      implements ProductState {

    static Registered first(ProductSpec spec) {
      return new Registered(spec, List.of(), Optional.empty(), new Live());
    }

    Registered amended(ProductSpec other) {
      return new Registered(other, earlier, formerOwner, life);
    }

    Registered followedBy(ProductSpec next) {
      List<ProductSpec> all = new ArrayList<>(earlier);
      all.add(spec);
      return new Registered(next, List.copyOf(all), formerOwner, life);
    }

    Registered ownedBy(Party owner) {
      return new Registered(
          spec.withOwner(owner), earlier, Optional.ofNullable(spec.owner()), life);
    }

    Registered living(Life other) {
      return new Registered(spec, earlier, formerOwner, other);
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

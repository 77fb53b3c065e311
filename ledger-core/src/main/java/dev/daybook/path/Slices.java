package dev.daybook.path;

import dev.daybook.access.AccessSlice;
import dev.daybook.ceiling.CeilingSlice;
import dev.daybook.contract.ContractSlice;
import dev.daybook.decision.Slice;
import dev.daybook.domain.DomainSlice;
import dev.daybook.params.ParamsSlice;
import dev.daybook.policy.PolicySlice;
import dev.daybook.product.ProductSlice;
import dev.daybook.slo.SloSlice;
import dev.daybook.store.EventTypes;
import dev.daybook.team.TeamSlice;
import dev.daybook.waiver.WaiverSlice;
import java.util.List;

/** Every slice there is, in the order documents are applied. A new slice is added here. */
public final class Slices {

  private static final List<Slice<?, ?, ?>> ALL =
      List.of(
          new DomainSlice(),
          new TeamSlice(),
          new ParamsSlice(),
          new PolicySlice(),
          new CeilingSlice(),
          new WaiverSlice(),
          new ProductSlice(),
          new ContractSlice(),
          new SloSlice(),
          new AccessSlice());

  private Slices() {}

  public static List<Slice<?, ?, ?>> all() {
    return ALL;
  }

  /** The events all of them can record. */
  public static EventTypes eventTypes() {
    return EventTypes.of(ALL.toArray(new Slice<?, ?, ?>[0]));
  }
}

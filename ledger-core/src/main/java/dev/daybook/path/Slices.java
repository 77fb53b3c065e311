package dev.daybook.path;

import dev.daybook.access.AccessSlice;
import dev.daybook.ceiling.CeilingSlice;
import dev.daybook.contract.ContractSlice;
import dev.daybook.decision.Slice;
import dev.daybook.domain.DomainSlice;
import dev.daybook.mesh.SubjectName;
import dev.daybook.params.ParamsSlice;
import dev.daybook.parked.ParkedSlice;
import dev.daybook.person.PersonSlice;
import dev.daybook.policy.PolicySlice;
import dev.daybook.posture.PostureEvent;
import dev.daybook.product.ProductSlice;
import dev.daybook.rotation.RotationEvent;
import dev.daybook.slo.SloSlice;
import dev.daybook.store.EventTypes;
import dev.daybook.tag.TagSlice;
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
          new AccessSlice(),
          new PersonSlice(),
          new TagSlice(),
          new ParkedSlice());

  private Slices() {}

  public static List<Slice<?, ?, ?>> all() {
    return ALL;
  }

  /** The subject's slice, before anything happened to it. */
  static SliceShell<?, ?, ?> begun(SubjectName subject) {
    for (Slice<?, ?, ?> slice : ALL) {
      if (slice.kind() == subject.kind()) {
        return new SliceShell<>(slice);
      }
    }
    throw new IllegalStateException("no slice answers for `%s`".formatted(subject));
  }

  /** The events all of them can record, and those that Daybook records by itself. */
  public static EventTypes eventTypes() {
    return EventTypes.of(ALL.toArray(new Slice<?, ?, ?>[0]))
        .and(PostureEvent.class)
        .and(RotationEvent.class);
  }
}

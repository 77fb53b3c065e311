package dev.daybook.product;

import dev.daybook.decision.Recorded;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.mesh.ObjectiveChange;
import dev.daybook.mesh.Party;
import dev.daybook.mesh.Personal;
import dev.daybook.mesh.SubjectName;
import dev.daybook.mesh.Version;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can happen to a data product. */
public sealed interface ProductEvent extends SubjectEvent {

  /** A product is known from here on, with its first version. */
  @Recorded("product.registered")
  record ProductRegistered(ProductSpec spec, ObjectiveChange objectives) implements ProductEvent {
    @Override
    public SubjectName subject() {
      return spec.subject();
    }
  }

  /**
   * A later version of a product was published.
   *
   * @param previous the version it follows
   * @param changed what differs from that version, as JSON pointers into {@code spec}
   */
  @Recorded("product.version-published")
  record ProductVersionPublished(
      ProductSpec spec, Version previous, List<String> changed, ObjectiveChange objectives)
      implements ProductEvent {

    public ProductVersionPublished {
      changed = List.copyOf(changed);
    }

    @Override
    public SubjectName subject() {
      return spec.subject();
    }
  }

  /**
   * The current version's document says something else.
   *
   * @param changed what differs, as JSON pointers into {@code spec}
   */
  @Recorded("product.amended")
  record ProductAmended(ProductSpec spec, List<String> changed, ObjectiveChange objectives)
      implements ProductEvent {

    public ProductAmended {
      changed = List.copyOf(changed);
    }

    @Override
    public SubjectName subject() {
      return spec.subject();
    }
  }

  /**
   * A product has another owner.
   *
   * @param from the owner until then; absent where the product named none
   */
  @Recorded("product.handed-over")
  record ProductHandedOver(
      SubjectName subject, @Personal @Nullable Party from, @Personal Party to, String reason)
      implements ProductEvent {}

  /**
   * A product's end was announced, or its announced day moved.
   *
   * @param version the version current then
   * @param sunset the last day it is served
   */
  @Recorded("product.deprecated")
  record ProductDeprecated(SubjectName subject, Version version, LocalDate sunset, String reason)
      implements ProductEvent {}

  /**
   * A product has ended, and its promises with it.
   *
   * @param version the version current then
   */
  @Recorded("product.retired")
  record ProductRetired(
      SubjectName subject, Version version, String reason, ObjectiveChange objectives)
      implements ProductEvent {}

  /**
   * A deprecated or retired product is live again, with the version and promises it had.
   *
   * @param version the version current again
   */
  @Recorded("product.reinstated")
  record ProductReinstated(
      SubjectName subject, Version version, String reason, ObjectiveChange objectives)
      implements ProductEvent {}
}

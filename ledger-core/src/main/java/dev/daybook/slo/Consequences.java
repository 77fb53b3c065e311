package dev.daybook.slo;

import dev.daybook.contract.ContractEvent;
import dev.daybook.contract.ContractEvent.ContractDraftReplaced;
import dev.daybook.contract.ContractEvent.ContractStatusChanged;
import dev.daybook.contract.ContractEvent.ContractVersionPublished;
import dev.daybook.contract.ContractEvent.ContractVersionWithdrawn;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.mesh.Objective;
import dev.daybook.mesh.ObjectiveChange;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.product.ProductEvent;
import dev.daybook.product.ProductEvent.ProductAmended;
import dev.daybook.product.ProductEvent.ProductDeprecated;
import dev.daybook.product.ProductEvent.ProductHandedOver;
import dev.daybook.product.ProductEvent.ProductRegistered;
import dev.daybook.product.ProductEvent.ProductReinstated;
import dev.daybook.product.ProductEvent.ProductRetired;
import dev.daybook.product.ProductEvent.ProductVersionPublished;
import dev.daybook.slo.SloCommand.DeclareObjective;
import dev.daybook.slo.SloCommand.DropObjective;
import java.util.ArrayList;
import java.util.List;

/**
 * What a product's or contract's event means for its objectives: commands to declare or drop each,
 * to be appended with the event in one transaction. None of them is ever refused; one whose
 * objective is already so is unchanged.
 */
public final class Consequences {

  private Consequences() {}

  /** The commands that follow from an event; none from most. */
  public static List<SubjectCommand> of(SubjectEvent event) {
    return switch (event) {
      case ProductEvent e -> commands(e.subject(), change(e));
      case ContractEvent e -> commands(e.subject(), change(e));
      default -> List.of();
    };
  }

  /** The subject of one objective of a product or contract. */
  public static SubjectName objectiveOf(SubjectName promisedBy, String objective) {
    String promiser =
        promisedBy.kind() == SubjectKind.PRODUCT ? promisedBy.path() : promisedBy.toString();
    return new SubjectName(SubjectKind.SLO, promiser + "/" + objective);
  }

  private static ObjectiveChange change(ProductEvent event) {
    return switch (event) {
      case ProductRegistered e -> e.objectives();
      case ProductVersionPublished e -> e.objectives();
      case ProductAmended e -> e.objectives();
      case ProductRetired e -> e.objectives();
      case ProductReinstated e -> e.objectives();
      case ProductHandedOver _, ProductDeprecated _ -> ObjectiveChange.none();
    };
  }

  private static ObjectiveChange change(ContractEvent event) {
    return switch (event) {
      case ContractVersionPublished e -> e.objectives();
      case ContractDraftReplaced e -> e.objectives();
      case ContractStatusChanged e -> e.objectives();
      case ContractVersionWithdrawn e -> e.objectives();
    };
  }

  private static List<SubjectCommand> commands(SubjectName promisedBy, ObjectiveChange change) {
    List<SubjectCommand> commands = new ArrayList<>();
    for (Objective objective : change.promised()) {
      SubjectName subject = objectiveOf(promisedBy, objective.name());
      commands.add(new DeclareObjective(subject, promisedBy, objective));
    }
    for (String ended : change.ended()) {
      commands.add(new DropObjective(objectiveOf(promisedBy, ended)));
    }
    return List.copyOf(commands);
  }
}

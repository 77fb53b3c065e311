package dev.daybook.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.contract.ContractCommand.ChangeContractStatus;
import dev.daybook.contract.ContractCommand.PublishContract;
import dev.daybook.contract.ContractSlice;
import dev.daybook.contract.ContractSpec;
import dev.daybook.contract.ContractStatus;
import dev.daybook.contract.Contracts;
import dev.daybook.decision.Scenario;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.mesh.Objectives;
import dev.daybook.mesh.SubjectName;
import dev.daybook.product.ProductCommand.DeprecateProduct;
import dev.daybook.product.ProductCommand.PublishProduct;
import dev.daybook.product.ProductCommand.ReinstateProduct;
import dev.daybook.product.ProductCommand.RetireProduct;
import dev.daybook.product.ProductSlice;
import dev.daybook.product.Products;
import dev.daybook.slo.SloCommand.DeclareObjective;
import dev.daybook.slo.SloCommand.DropObjective;
import dev.daybook.slo.SloEvent.ObjectiveDropped;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsequencesTest {

  private static final SubjectName PRODUCT = SubjectName.product("sales", "customer-360");
  private static final SubjectName FRESHNESS =
      SubjectName.parse("slo/sales.customer-360/freshness");
  private static final SubjectName COMPLETENESS =
      SubjectName.parse("slo/sales.customer-360/completeness");

  private static List<SubjectCommand> following(Scenario.Then<? extends SubjectEvent> then) {
    return then.events().stream().flatMap(event -> Consequences.of(event).stream()).toList();
  }

  @Test
  void aRegisteredProductDeclaresEachOfItsObjectives() {
    var nothing = Scenario.of(new ProductSlice());

    assertThat(following(nothing.when(new PublishProduct(Products.customer360()))))
        .containsExactly(
            new DeclareObjective(FRESHNESS, PRODUCT, Objectives.freshness(4)),
            new DeclareObjective(COMPLETENESS, PRODUCT, Objectives.completeness("0.995")));
  }

  @Test
  void aNewVersionDeclaresWhatChangedAndDropsWhatIsGone() {
    var registered =
        Scenario.of(new ProductSlice()).after(new PublishProduct(Products.customer360()));

    assertThat(
            following(
                registered.when(
                    new PublishProduct(Products.customer360("2.2.0", Objectives.freshness(2))))))
        .containsExactly(
            new DeclareObjective(FRESHNESS, PRODUCT, Objectives.freshness(2)),
            new DropObjective(COMPLETENESS));
  }

  @Test
  void anAmendmentDeclaresThePromiseItMoves() {
    var registered =
        Scenario.of(new ProductSlice()).after(new PublishProduct(Products.customer360()));

    assertThat(
            following(
                registered.when(
                    new PublishProduct(
                        Products.customer360(
                            "2.1.0", Objectives.freshness(2), Objectives.completeness("0.995"))))))
        .containsExactly(new DeclareObjective(FRESHNESS, PRODUCT, Objectives.freshness(2)));
  }

  @Test
  void anAmendmentThatLeavesThePromisesAloneHasNoConsequence() {
    var registered =
        Scenario.of(new ProductSlice()).after(new PublishProduct(Products.customer360()));

    assertThat(
            following(
                registered.when(
                    new PublishProduct(Products.described(Products.customer360(), "other")))))
        .isEmpty();
    assertThat(
            following(
                registered.when(
                    new DeprecateProduct(
                        PRODUCT,
                        LocalDate.parse("2027-01-01"),
                        "replaced",
                        LocalDate.parse("2026-01-01")))))
        .isEmpty();
  }

  @Test
  void aRetiredProductDropsAllAndAReinstatedOneDeclaresThemAgain() {
    var registered =
        Scenario.of(new ProductSlice()).after(new PublishProduct(Products.customer360()));
    RetireProduct retire = new RetireProduct(PRODUCT, "nobody reads it");

    assertThat(following(registered.when(retire)))
        .containsExactly(new DropObjective(FRESHNESS), new DropObjective(COMPLETENESS));
    assertThat(
            following(
                registered.after(retire).when(new ReinstateProduct(PRODUCT, "somebody does"))))
        .hasSize(2)
        .allMatch(command -> command instanceof DeclareObjective);
  }

  @Test
  void aContractsObjectivesAreSubjectsOfTheirOwn() {
    ContractSpec spec = Contracts.transactions("1.0.0", ContractStatus.DRAFT);
    var draft = Scenario.of(new ContractSlice()).after(new PublishContract(spec));

    assertThat(
            following(
                draft.when(
                    new ChangeContractStatus(
                        spec.subject(), spec.version(), ContractStatus.ACTIVE, "agreed"))))
        .containsExactly(
            new DeclareObjective(
                SubjectName.parse("slo/contract/sales.customer-transactions-contract/completeness"),
                spec.subject(),
                Objectives.completeness("0.999")));
  }

  @Test
  void otherEventsHaveNoConsequence() {
    assertThat(Consequences.of(new ObjectiveDropped(FRESHNESS))).isEmpty();
  }
}

package dev.daybook.domain;

import static dev.daybook.decision.BuiltInRule.DOMAIN_NAME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.Scenario;
import dev.daybook.domain.DomainCommand.RegisterDomain;
import dev.daybook.domain.DomainEvent.DomainChanged;
import dev.daybook.domain.DomainEvent.DomainRegistered;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DomainRulesTest {

  private final Scenario<DomainCommand, DomainEvent, DomainState> nothing =
      Scenario.of(new DomainSlice());
  private final Scenario<DomainCommand, DomainEvent, DomainState> registered =
      nothing.after(new RegisterDomain(Domains.sales()));

  @Test
  void aFirstDocumentRegistersTheDomain() {
    nothing.when(new RegisterDomain(Domains.sales())).then(new DomainRegistered(Domains.sales()));
  }

  @Test
  void theSameDocumentAgainChangesNothing() {
    registered.when(new RegisterDomain(Domains.sales())).unchanged();
  }

  @Test
  void anotherDocumentChangesTheDomainAndSaysWhere() {
    DomainSpec other = Domains.named("sales", "Sales.");

    registered
        .when(new RegisterDomain(other))
        .then(new DomainChanged(other, List.of("/description")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sales.emea", "sales/emea"})
  void aDomainHasNeitherDotNorSlash(String name) {
    nothing.when(new RegisterDomain(Domains.named(name, "x"))).refusedBy(DOMAIN_NAME);
  }

  @Test
  void policiesSeeTheDomainAndItsOwner() {
    assertThat(nothing.facts()).isEmpty();
    assertThat(registered.facts())
        .containsEntry("name", "sales")
        .containsEntry("owner", "sales-data-team");
  }
}

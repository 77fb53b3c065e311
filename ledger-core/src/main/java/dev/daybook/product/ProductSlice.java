package dev.daybook.product;

import dev.daybook.decision.Slice;
import dev.daybook.decision.Verdict;
import dev.daybook.mesh.Party;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.product.ProductState.Ending;
import dev.daybook.product.ProductState.Live;
import dev.daybook.product.ProductState.Registered;
import dev.daybook.product.ProductState.Retired;
import dev.daybook.product.ProductState.Unregistered;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The data product's door. */
public final class ProductSlice implements Slice<ProductCommand, ProductEvent, ProductState> {

  @Override
  public SubjectKind kind() {
    return SubjectKind.PRODUCT;
  }

  @Override
  public Class<ProductCommand> commands() {
    return ProductCommand.class;
  }

  @Override
  public Class<ProductEvent> events() {
    return ProductEvent.class;
  }

  @Override
  public ProductState initial() {
    return new Unregistered();
  }

  @Override
  public ProductState evolve(ProductState state, ProductEvent event) {
    return ProductRules.evolve(state, event);
  }

  @Override
  public Verdict<ProductEvent> decide(ProductState state, ProductCommand command) {
    return ProductRules.decide(state, command);
  }

  /**
   * {@code version}, {@code life} ({@code live}, {@code deprecated}, {@code retired}), the team
   * that is {@code owner}, and {@code sunset} of a deprecated product.
   */
  @Override
  public Map<String, Object> facts(ProductState state) {
    return switch (state) {
      case Unregistered() -> Map.of();
      case Registered product -> {
        Map<String, Object> facts = new TreeMap<>();
        facts.put("version", product.spec().version().text());
        Optional.ofNullable(product.spec().owner())
            .flatMap(Party::teamName)
            .ifPresent(team -> facts.put("owner", team));
        switch (product.life()) {
          case Live() -> facts.put("life", "live");
          case Ending(var sunset) -> {
            facts.put("life", "deprecated");
            facts.put("sunset", sunset.toString());
          }
          case Retired() -> facts.put("life", "retired");
        }
        yield facts;
      }
    };
  }
}

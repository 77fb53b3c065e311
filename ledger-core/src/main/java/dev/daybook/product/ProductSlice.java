package dev.daybook.product;

import dev.daybook.decision.Slice;
import dev.daybook.decision.Verdict;
import dev.daybook.mesh.Differences;
import dev.daybook.mesh.Party;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.product.ProductCommand.PublishProduct;
import dev.daybook.product.ProductState.Ending;
import dev.daybook.product.ProductState.Live;
import dev.daybook.product.ProductState.Registered;
import dev.daybook.product.ProductState.Retired;
import dev.daybook.product.ProductState.Unregistered;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
   * @param life how it is: live, deprecated or retired
   * @param owner the team that owns it; absent where that is no team
   * @param sunset the last day a deprecated product is served
   */
  private record ProductFacts(
      String version, String life, @Nullable String owner, @Nullable LocalDate sunset) {}

  @Override
  public Class<? extends Record> stateFacts() {
    return ProductFacts.class;
  }

  @Override
  public Optional<? extends Record> facts(ProductState state) {
    return switch (state) {
      case Unregistered() -> Optional.empty();
      case Registered product -> Optional.of(facts(product));
    };
  }

  @Override
  public Optional<List<String>> changed(ProductState state, ProductCommand command) {
    return command instanceof PublishProduct(var spec) && state instanceof Registered product
        ? Optional.of(Differences.between(product.spec(), spec))
        : Optional.empty();
  }

  /** A product that is retired has had its life. */
  @Override
  public Optional<ProductCommand> standing(ProductState state) {
    return state instanceof Registered product && !(product.life() instanceof Retired)
        ? Optional.of(new PublishProduct(product.spec()))
        : Optional.empty();
  }

  private static ProductFacts facts(Registered product) {
    String version = product.spec().version().text();
    String owner =
        Optional.ofNullable(product.spec().owner()).flatMap(Party::teamName).orElse(null);
    return switch (product.life()) {
      case Live() -> new ProductFacts(version, "live", owner, null);
      case Ending(var sunset) -> new ProductFacts(version, "deprecated", owner, sunset);
      case Retired() -> new ProductFacts(version, "retired", owner, null);
    };
  }
}

package dev.daybook.product;

import static dev.daybook.decision.BuiltInRule.DOMAIN_NAME;
import static dev.daybook.decision.BuiltInRule.NOTHING_TO_REINSTATE;
import static dev.daybook.decision.BuiltInRule.NOT_REGISTERED;
import static dev.daybook.decision.BuiltInRule.OBJECTIVE_NAME;
import static dev.daybook.decision.BuiltInRule.OWNER_HANDED_OVER;
import static dev.daybook.decision.BuiltInRule.PRODUCT_RETIRED;
import static dev.daybook.decision.BuiltInRule.REASON_MISSING;
import static dev.daybook.decision.BuiltInRule.SUNSET_PASSED;
import static dev.daybook.decision.BuiltInRule.VERSION_GOES_BACK;

import dev.daybook.decision.Verdict;
import dev.daybook.mesh.Differences;
import dev.daybook.mesh.DomainNames;
import dev.daybook.mesh.ObjectiveChange;
import dev.daybook.mesh.ObjectiveNames;
import dev.daybook.mesh.Party;
import dev.daybook.mesh.SubjectName;
import dev.daybook.product.ProductCommand.DeprecateProduct;
import dev.daybook.product.ProductCommand.HandOverProduct;
import dev.daybook.product.ProductCommand.PublishProduct;
import dev.daybook.product.ProductCommand.ReinstateProduct;
import dev.daybook.product.ProductCommand.RetireProduct;
import dev.daybook.product.ProductEvent.ProductAmended;
import dev.daybook.product.ProductEvent.ProductDeprecated;
import dev.daybook.product.ProductEvent.ProductHandedOver;
import dev.daybook.product.ProductEvent.ProductRegistered;
import dev.daybook.product.ProductEvent.ProductReinstated;
import dev.daybook.product.ProductEvent.ProductRetired;
import dev.daybook.product.ProductEvent.ProductVersionPublished;
import dev.daybook.product.ProductState.Ending;
import dev.daybook.product.ProductState.Live;
import dev.daybook.product.ProductState.Registered;
import dev.daybook.product.ProductState.Retired;
import dev.daybook.product.ProductState.Unregistered;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A product's document may change within its version, for products are alive, but its version never
 * goes back. Ownership moves by document or by handover; after a handover the document of a former
 * owner, or of none, no longer speaks for the product until it is handed back. A retired product
 * keeps its name and waits.
 */
final class ProductRules {

  private ProductRules() {}

  static Verdict<ProductEvent> decide(ProductState state, ProductCommand command) {
    return switch (command) {
      case PublishProduct(ProductSpec spec) -> publish(state, spec);
      case HandOverProduct c ->
          step(state, c.subject(), c.reason(), product -> handOver(product, c));
      case DeprecateProduct c ->
          step(state, c.subject(), c.reason(), product -> deprecate(product, c));
      case RetireProduct c -> step(state, c.subject(), c.reason(), product -> retire(product, c));
      case ReinstateProduct c ->
          step(state, c.subject(), c.reason(), product -> reinstate(product, c));
    };
  }

  private static Verdict<ProductEvent> publish(ProductState state, ProductSpec spec) {
    if (!DomainNames.isValid(spec.domain())) {
      return DOMAIN_NAME.refuse(DomainNames.problem(spec.domain()), DomainNames.FIX);
    }
    Optional<String> name = ObjectiveNames.problem(spec.subject(), spec.objectives());
    if (name.isPresent()) {
      return OBJECTIVE_NAME.refuse(name.get(), "give each objective a name of its own");
    }
    return switch (state) {
      case Unregistered() ->
          accepted(
              new ProductRegistered(spec, ObjectiveChange.between(List.of(), spec.objectives())));
      case Registered product -> republish(product, spec);
    };
  }

  private static Verdict<ProductEvent> republish(Registered product, ProductSpec spec) {
    ProductSpec current = product.spec();
    if (product.life() instanceof Retired) {
      return retired(current.subject());
    }
    List<String> changed = Differences.between(current, spec);
    if (changed.isEmpty() || product.knew(spec)) {
      return Verdict.unchanged();
    }
    if (spec.version().compareTo(current.version()) < 0) {
      return goesBack(current, spec);
    }
    if (product.wasTakenFrom(spec.owner())) {
      return handedOver(current, spec.owner());
    }
    ObjectiveChange objectives = ObjectiveChange.between(current.objectives(), spec.objectives());
    return spec.version().compareTo(current.version()) == 0
        ? accepted(new ProductAmended(spec, changed, objectives))
        : accepted(new ProductVersionPublished(spec, current.version(), changed, objectives));
  }

  private static Verdict<ProductEvent> handOver(Registered product, HandOverProduct command) {
    Party owner = product.spec().owner();
    if (product.life() instanceof Retired) {
      return retired(command.subject());
    }
    return owner != null && owner.kind() == command.to().kind() && owner.is(command.to())
        ? Verdict.unchanged()
        : accepted(new ProductHandedOver(command.subject(), owner, command.to(), command.reason()));
  }

  private static Verdict<ProductEvent> deprecate(Registered product, DeprecateProduct command) {
    return switch (product.life()) {
      case Retired() -> retired(command.subject());
      case Ending(var sunset) when sunset.equals(command.sunset()) -> Verdict.unchanged();
      case Ending _, Live _ when command.sunset().isBefore(command.today()) ->
          SUNSET_PASSED.refuse(
              "the sunset %s is over; readers are told of an end that comes, today is %s"
                  .formatted(command.sunset(), command.today()),
              "name a day from %s on, or retire the product".formatted(command.today()));
      case Ending _, Live _ ->
          accepted(
              new ProductDeprecated(
                  command.subject(), product.spec().version(), command.sunset(), command.reason()));
    };
  }

  private static Verdict<ProductEvent> retire(Registered product, RetireProduct command) {
    if (product.life() instanceof Retired) {
      return retired(command.subject());
    }
    return accepted(
        new ProductRetired(
            command.subject(),
            product.spec().version(),
            command.reason(),
            ObjectiveChange.between(product.spec().objectives(), List.of())));
  }

  private static Verdict<ProductEvent> reinstate(Registered product, ReinstateProduct command) {
    return switch (product.life()) {
      case Live() ->
          NOTHING_TO_REINSTATE.refuse(
              "`%s` is neither deprecated nor retired".formatted(command.subject()),
              "nothing needs to be done; it is live");
      case Ending _ -> accepted(reinstated(product, command, ObjectiveChange.none()));
      case Retired() ->
          accepted(
              reinstated(
                  product,
                  command,
                  ObjectiveChange.between(List.of(), product.spec().objectives())));
    };
  }

  private static ProductReinstated reinstated(
      Registered product, ReinstateProduct command, ObjectiveChange objectives) {
    return new ProductReinstated(
        command.subject(), product.spec().version(), command.reason(), objectives);
  }

  /** What a registered product answers to a step of its life. */
  private interface Step {
    Verdict<ProductEvent> of(Registered product);
  }

  private static Verdict<ProductEvent> step(
      ProductState state, SubjectName subject, String reason, Step step) {
    if (reason.isBlank()) {
      return REASON_MISSING.refuse(
          "the reason is empty; the ledger keeps it for those who ask later", "say why");
    }
    return switch (state) {
      case Unregistered() ->
          NOT_REGISTERED.refuse(
              "`%s` was never registered".formatted(subject),
              "check the name, or publish its document first");
      case Registered product -> step.of(product);
    };
  }

  private static Verdict<ProductEvent> retired(SubjectName subject) {
    return PRODUCT_RETIRED.refuse(
        "`%s` is retired and cannot change".formatted(subject),
        "reinstate it first, or take the command back");
  }

  private static Verdict<ProductEvent> goesBack(ProductSpec current, ProductSpec spec) {
    return VERSION_GOES_BACK.refuse(
        "`%s` is at version %s; seen version %s, whose content is not the one published then"
            .formatted(current.subject(), current.version(), spec.version()),
        "publish it as a version after %s, such as %s"
            .formatted(current.version(), current.version().nextMinor()));
  }

  private static Verdict<ProductEvent> handedOver(ProductSpec current, @Nullable Party named) {
    return OWNER_HANDED_OVER.refuse(
        "`%s` was handed over, and its owner is %s; the document %s"
            .formatted(
                current.subject(),
                told(current.owner()),
                named == null ? "names none" : "still names a former owner, " + told(named)),
        "name the new owner in the document, or hand the product over again");
  }

  /** Teams are named; people are not, for refusals are kept. */
  private static String told(@Nullable Party party) {
    return party == null ? "nobody" : party.teamName().map("`%s`"::formatted).orElse("a person");
  }

  private static Verdict<ProductEvent> accepted(ProductEvent event) {
    return Verdict.accepted(List.of(event));
  }

  static ProductState evolve(ProductState state, ProductEvent event) {
    return switch (event) {
      case ProductRegistered(ProductSpec spec, _) -> Registered.first(spec);
      case ProductVersionPublished(ProductSpec spec, _, _, _) -> known(state).followedBy(spec);
      case ProductAmended(ProductSpec spec, _, _) -> known(state).amended(spec);
      case ProductHandedOver(_, _, Party to, _) -> known(state).ownedBy(to);
      case ProductDeprecated(_, _, var sunset, _) -> known(state).living(new Ending(sunset));
      case ProductRetired _ -> known(state).living(new Retired());
      case ProductReinstated _ -> known(state).living(new Live());
    };
  }

  private static Registered known(ProductState state) {
    return switch (state) {
      case Registered product -> product;
      case Unregistered() ->
          throw new IllegalStateException("a product's history begins with its registration");
    };
  }
}

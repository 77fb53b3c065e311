package dev.daybook.path;

import dev.daybook.ceiling.CeilingCommand.SetCeiling;
import dev.daybook.contract.ContractCommand.PublishContract;
import dev.daybook.decision.BuiltInRule;
import dev.daybook.decision.Finding;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.mesh.SubjectName;
import dev.daybook.product.ProductCommand.PublishProduct;
import java.util.Optional;

/**
 * Tells the caller that a product's, contract's or ceiling's domain was never registered. The
 * command stands; a policy on {@code domain.registered} can deny it.
 */
final class UnregisteredDomain {

  private UnregisteredDomain() {}

  static Optional<Finding> finding(SubjectCommand command, MeshDirectory directory) {
    return claimed(command)
        .filter(name -> directory.domain(name).isEmpty())
        .map(UnregisteredDomain::finding);
  }

  private static Optional<String> claimed(SubjectCommand command) {
    return switch (command) {
      case PublishProduct(var spec) -> Optional.of(spec.domain());
      case PublishContract(var spec) -> Optional.ofNullable(spec.domain());
      case SetCeiling(SubjectName subject, _, _) -> subject.domainName();
      default -> Optional.empty();
    };
  }

  private static Finding finding(String domain) {
    return BuiltInRule.DOMAIN_UNREGISTERED.finding(
        "nobody has registered the domain `%s`".formatted(domain),
        domain,
        "a registered domain",
        "apply a `daybook/v1 Domain` document named `%s`".formatted(domain));
  }
}

package dev.daybook.product;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.daybook.decision.Fact;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.mesh.Party;
import dev.daybook.mesh.Personal;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import java.time.LocalDate;

/** What can be asked of a data product. */
public sealed interface ProductCommand extends SubjectCommand {

  /** Registers a product, publishes a new version of it, or amends the current one. */
  record PublishProduct(@Fact("product") ProductSpec spec) implements ProductCommand {
    @Override
    public SubjectName subject() {
      return spec.subject();
    }
  }

  /** Gives the product to another owner. */
  record HandOverProduct(SubjectName subject, @Personal Party to, String reason)
      implements ProductCommand {
    public HandOverProduct {
      subject.require(SubjectKind.PRODUCT);
    }
  }

  /**
   * Announces the product's end; readers have until {@code sunset}.
   *
   * @param sunset the last day it is served
   * @param today the day it still is somewhere on earth while this is asked; no part of what is
   *     asked, so that a repeat the day after is still the same command
   */
  record DeprecateProduct(
      SubjectName subject, LocalDate sunset, String reason, @JsonIgnore LocalDate today)
      implements ProductCommand {
    public DeprecateProduct {
      subject.require(SubjectKind.PRODUCT);
    }
  }

  /** Ends the product. Its name stays taken; {@link ReinstateProduct} brings it back. */
  record RetireProduct(SubjectName subject, String reason) implements ProductCommand {
    public RetireProduct {
      subject.require(SubjectKind.PRODUCT);
    }
  }

  /** Takes back a deprecation or a retirement. */
  record ReinstateProduct(SubjectName subject, String reason) implements ProductCommand {
    public ReinstateProduct {
      subject.require(SubjectKind.PRODUCT);
    }
  }
}

package dev.daybook.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The steps in the life of a product, and of a contract's version. */
final class LifeCommands {

  private static final String SUBJECT =
      "product/sales.customer-360 (product/ may be left out), or contract/NAME with --version.";

  private LifeCommands() {}

  /** Gives a product to another team. */
  @Command(name = "handover", description = "Hand a product over to another team.")
  static final class HandOver extends StepCommand {

    @Parameters(paramLabel = "SUBJECT", description = "The product, such as sales.customer-360.")
    private String subject = "";

    @Option(
        names = "--to",
        required = true,
        paramLabel = "TEAM",
        description = "The team that takes it over, by name or mail.")
    private String to = "";

    @Override
    ObjectNode step(Client client) {
      if (to.isBlank()) {
        throw Failure.usage("--to is empty; name the team that takes the product over");
      }
      return command("HandOverProduct", parse(subject)).put("to", to);
    }
  }

  /** A step in the life of a product, or of one version of a contract. */
  abstract static sealed class OfEither extends StepCommand {

    @Parameters(paramLabel = "SUBJECT", description = SUBJECT)
    private String subject = "";

    @Option(names = "--version", paramLabel = "V", description = "The contract's version.")
    private @Nullable String version;

    private final String status;

    /**
     * @param status what a contract's version becomes
     */
    OfEither(String status) {
      this.status = status;
    }

    /** The step where it is a product's. */
    abstract ObjectNode ofProduct(SubjectName name);

    /** Refuses what means something for products alone. */
    void refuseForContract(SubjectName name) {}

    @Override
    final ObjectNode step(Client client) {
      SubjectName name = parse(subject);
      if (name.kind() == SubjectKind.CONTRACT) {
        refuseForContract(name);
        return status(name, version, status);
      }
      leaveOut("--version", version, name);
      return ofProduct(name);
    }
  }

  /** Says that something will end. */
  @Command(
      name = "deprecate",
      description = "Say that a product, or a contract's version, will end.")
  static final class Deprecate extends OfEither {

    @Option(
        names = "--sunset",
        paramLabel = "DATE",
        description = "The day a product ends, 2026-12-31.")
    private @Nullable LocalDate sunset;

    Deprecate() {
      super("deprecated");
    }

    @Override
    void refuseForContract(SubjectName name) {
      leaveOut("--sunset", sunset, name);
    }

    @Override
    ObjectNode ofProduct(SubjectName name) {
      if (sunset == null) {
        throw Failure.usage("say when `%s` ends with --sunset DATE".formatted(name));
      }
      return command("DeprecateProduct", name).put("sunset", sunset.toString());
    }
  }

  /** Ends something. */
  @Command(name = "retire", description = "End a product, or a contract's version.")
  static final class Retire extends OfEither {

    Retire() {
      super("retired");
    }

    @Override
    ObjectNode ofProduct(SubjectName name) {
      return command("RetireProduct", name);
    }
  }

  /** Takes back a deprecation or retirement. */
  @Command(
      name = "reinstate",
      description = "Take a product, or a contract's version, back into service.")
  static final class Reinstate extends OfEither {

    Reinstate() {
      super("active");
    }

    @Override
    ObjectNode ofProduct(SubjectName name) {
      return command("ReinstateProduct", name);
    }
  }

  private static SubjectName parse(String text) {
    try {
      SubjectName name = SubjectName.parse(text.contains("/") ? text : "product/" + text);
      return switch (name.kind()) {
        case PRODUCT, CONTRACT -> name;
        case DOMAIN,
            TEAM,
            POLICY,
            PARAMS,
            CEILING,
            WAIVER,
            SLO,
            ACTOR,
            PERSON,
            POSTURE,
            SEAL,
            TAG,
            VIEW ->
            throw Failure.usage("this is for products and contracts; seen `%s`".formatted(name));
      };
    } catch (IllegalArgumentException e) {
      throw Failure.usage(String.valueOf(e.getMessage()));
    }
  }

  /** Refuses an option that means nothing for this kind of subject. */
  private static void leaveOut(String option, @Nullable Object value, SubjectName subject) {
    if (value != null) {
      throw Failure.usage(
          "%s means nothing for the %s `%s`; leave it out"
              .formatted(option, subject.kind().word(), subject.path()));
    }
  }

  private static ObjectNode command(String kind, SubjectName subject) {
    if (subject.kind() != SubjectKind.PRODUCT) {
      throw Failure.usage("this is for products; seen `%s`".formatted(subject));
    }
    return Json.object().put("command", kind).put("subject", subject.toString());
  }

  private static ObjectNode status(SubjectName subject, @Nullable String version, String to) {
    if (version == null) {
      throw Failure.usage("say which version of `%s` with --version V".formatted(subject));
    }
    return Json.object()
        .put("command", "ChangeContractStatus")
        .put("subject", subject.toString())
        .put("version", version)
        .put("to", to);
  }
}

package dev.daybook.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code daybook waiver …}: what becomes of waivers that were asked for. */
@Command(
    name = "waiver",
    description =
        "Approve, reject, revoke, renew and review waivers; `daybook waive` asks for one.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      WaiverCommands.Approve.class,
      WaiverCommands.Reject.class,
      WaiverCommands.Revoke.class,
      WaiverCommands.Renew.class,
      WaiverCommands.Review.class
    })
final class WaiverCommands implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw Daybook.missingSubcommand(spec);
  }

  /** A step of one waiver. */
  abstract static sealed class OfOne extends StepCommand {

    @Parameters(paramLabel = "NAME", description = "The waiver, as `daybook get waivers` lists it.")
    private String name = "";

    private final String command;

    OfOne(String command) {
      this.command = command;
    }

    @Override
    ObjectNode step(Client client) {
      return Json.object()
          .put("command", command)
          .put("subject", "waiver/" + WaiveCommand.bare(name));
    }
  }

  /** Grants what was asked for. */
  @Command(
      name = "approve",
      description = "Grant what somebody else asked for: it holds until the end asked for.")
  static final class Approve extends OfOne {
    Approve() {
      super("ApproveWaiver");
    }
  }

  /** Refuses what was asked for. */
  @Command(
      name = "reject",
      description = "Refuse what was asked for; what holds already stays until its own end.")
  static final class Reject extends OfOne {
    Reject() {
      super("RejectWaiver");
    }
  }

  /** Ends a waiver. */
  @Command(name = "revoke", description = "End a waiver before its time, for good.")
  static final class Revoke extends OfOne {
    Revoke() {
      super("RevokeWaiver");
    }
  }

  /** Asks for more time. */
  @Command(
      name = "renew",
      description =
          "Ask that a waiver holds until a later day; it is approved like the first time.")
  static final class Renew extends OfOne {

    @Option(
        names = "--expires",
        required = true,
        paramLabel = "T",
        description = "When it ends: a day, its end in UTC; a time with offset; 30d, 12h.")
    private String expires = "";

    Renew() {
      super("RenewWaiver");
    }

    @Override
    ObjectNode step(Client client) {
      return super.step(client)
          .put("ticket", requiredTicket())
          .put("expires", WaiveCommand.end(expires));
    }
  }

  /** Looks at an emergency afterwards. */
  @Command(
      name = "review",
      description = "Say whether an emergency was one, as another than who granted it.")
  static final class Review extends OfOne {

    @Option(
        names = "--not-upheld",
        description = "It was none: the waiver ends. Default: it was one.")
    private boolean notUpheld;

    Review() {
      super("ReviewWaiver");
    }

    @Override
    ObjectNode step(Client client) {
      return super.step(client).put("upheld", Boolean.toString(!notUpheld));
    }
  }
}

package dev.daybook.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daybook.mesh.SubjectName;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code daybook ceiling …}: the most that policies do, in each domain. */
@Command(
    name = "ceiling",
    description = {
      "Show the most that policies do, in all domains or one; set it, remove it.",
      "Under `audit` nobody is stopped: answers say what would have been denied, and"
          + " `daybook get decisions --would-deny` lists it."
    },
    subcommands = {CeilingCommands.Set.class, CeilingCommands.Remove.class})
final class CeilingCommands extends Listing {

  @Parameters(
      arity = "0..1",
      paramLabel = "DOMAIN",
      description = "Show this one, such as sales; or all.")
  private @Nullable String domain;

  CeilingCommands() {
    super(
        "/ceiling",
        Table.Column.at("domain", "/domain"),
        Table.Column.at("level", "/level"),
        Table.Column.at("set by", "/subject"),
        Table.Column.at("since", "/changedAt"),
        Table.Column.at("reason", "/reason"));
  }

  @Override
  @Nullable String one() {
    return domain == null ? null : "/ceiling/" + Client.encode(domain);
  }

  /** How hard policies may be. */
  enum Level {
    AUDIT,
    WARN,
    DENY;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Raises or lowers a ceiling. */
  @Command(
      name = "set",
      description = {
        "Let no policy do more than audit, warn or deny, from the next command on.",
        "A domain's own ceiling wins over that of all. Daybook's own rules are under none.",
        "Example: daybook ceiling set audit -m \"governance begins; nobody is stopped yet\""
      })
  static final class Set extends StepCommand {

    @Parameters(paramLabel = "LEVEL", description = "audit, warn or deny.")
    private Level level = Level.DENY;

    @Option(names = "--domain", paramLabel = "D", description = "In this domain. Default: all.")
    private String domain = SubjectName.ALL;

    @Override
    ObjectNode step(Client client) {
      return Json.object()
          .put("command", "SetCeiling")
          .put("subject", "ceiling/" + domain)
          .put("level", level.toString());
    }
  }

  /** Takes a ceiling away. */
  @Command(
      name = "remove",
      description =
          "Take a ceiling away: the domain is then under that of all, which without one is deny.")
  static final class Remove extends StepCommand {

    @Option(names = "--domain", paramLabel = "D", description = "In this domain. Default: all.")
    private String domain = SubjectName.ALL;

    @Override
    ObjectNode step(Client client) {
      return Json.object().put("command", "RemoveCeiling").put("subject", "ceiling/" + domain);
    }
  }
}

package dev.daybook.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What happened, newest first. */
@Command(
    name = "log",
    description = {
      "Show what happened, newest first; to one subject, or to all.",
      "Accepted decisions and measurements are left out: their events tell it."
    })
final class LogCommand extends Listing {

  @Parameters(
      arity = "0..1",
      paramLabel = "SUBJECT",
      description = "Only what happened to this one, such as product/sales.customer-360.")
  private @Nullable String subject;

  @Option(names = "--domain", paramLabel = "D", description = "Only in this domain.")
  private @Nullable String domain;

  @Option(
      names = "--type",
      paramLabel = "T",
      description = "Only entries of this type, such as product.registered.")
  private @Nullable String type;

  LogCommand() {
    super(
        "/activity",
        Table.Column.at("position", "/position"),
        new Table.Column(
            "recorded",
            row -> row.path("recordedAt").asText().replaceAll("(\\.\\d{3})\\d+Z$", "$1Z")),
        Table.Column.at("by", "/actorName"),
        Table.Column.at("subject", "/subject"),
        Table.Column.at("what", "/summary"));
  }

  @Override
  Map<String, @Nullable String> filters() {
    return map("subject", subject, "domain", domain, "type", type);
  }

  @Override
  int none(Talk talk) {
    if (subject == null) {
      return Exit.OK;
    }
    talk.say("daybook: nothing of the kind is recorded about `%s`".formatted(subject));
    return Exit.NO;
  }
}

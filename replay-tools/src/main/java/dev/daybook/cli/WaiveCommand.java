package dev.daybook.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code daybook waive …}: asks that a policy or rule does not stop a subject for a while. */
@Command(
    name = "waive",
    description = {
      "Ask that a policy or rule does not stop a subject until a day; another person approves it.",
      "With --emergency it holds at once, for at most 72 hours: for who owns the subject's domain,"
          + " and reviewed afterwards.",
      "Example: daybook waive product sales.customer-360 --policy pii-masking/masked --owner"
          + " sales-data --ticket DM-7 --expires 2027-03-31 -m \"the new CRM masks by then\""
    })
final class WaiveCommand extends StepCommand {

  private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

  @Parameters(
      arity = "1..2",
      paramLabel = "SUBJECT",
      description = "What it is for: product sales.customer-360, or product/sales.customer-360.")
  private List<String> subject = new ArrayList<>();

  @Option(
      names = "--policy",
      required = true,
      paramLabel = "P[/RULE]",
      description = "The policy, or one of its rules.")
  private String policy = "";

  @Option(
      names = "--owner",
      required = true,
      paramLabel = "WHO",
      description = "Who answers for it: a team or a mail address.")
  private String owner = "";

  @Option(
      names = "--expires",
      paramLabel = "T",
      description =
          "When it ends: a day, its end in UTC; a time with offset; 30d, 12h. Of an emergency 72h"
              + " without it.")
  private @Nullable String expires;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What to call it. Default: made of subject and policy.")
  private @Nullable String name;

  @Option(
      names = "--emergency",
      description = "At once, without a second person, for at most 72 hours.")
  private boolean emergency;

  @Override
  ObjectNode step(Client client) {
    if (expires == null && !emergency) {
      throw Failure.usage("say when it ends with --expires T; a waiver is never for good");
    }
    String covers = String.join("/", subject);
    ObjectNode step =
        Json.object()
            .put("command", emergency ? "GrantEmergencyWaiver" : "RequestWaiver")
            .put("subject", "waiver/" + (name == null ? readable(covers) : bare(name)))
            .put("covers", covers)
            .put("waives", policy)
            .put("owner", owner)
            .put("ticket", requiredTicket());
    if (expires != null) {
      step.put("expires", end(expires));
    }
    return step;
  }

  /** {@code sales.customer-360.pii-masking.k3f9}: told apart from others by its last letters. */
  private String readable(String covers) {
    SecureRandom random = new SecureRandom();
    StringBuilder last = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      last.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    String of = covers.substring(covers.indexOf('/') + 1) + "." + policy;
    return of.replace('/', '.') + "." + last;
  }

  static String bare(String name) {
    return name.startsWith("waiver/") ? name.substring("waiver/".length()) : name;
  }

  /** A day or a time as it is; a span from now as a time. */
  static String end(String text) {
    return text.matches("\\d{1,5}[mhd]")
        ? TokenCommands.expiry(text, Instant.now()).toString()
        : text;
  }
}

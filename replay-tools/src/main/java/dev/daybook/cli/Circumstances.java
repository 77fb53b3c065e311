package dev.daybook.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Why and for whom something is asked: recorded and hashed with every event it causes, and never
 * added later.
 */
final class Circumstances {

  @Option(
      names = {"-m", "--reason"},
      paramLabel = "REASON",
      description = "Why; recorded with the decision.")
  private @Nullable String reason;

  @Option(
      names = "--ticket",
      paramLabel = "T",
      description = "The ticket it belongs to; recorded with the decision.")
  private @Nullable String ticket;

  @Option(
      names = "--on-behalf-of",
      paramLabel = "WHO",
      description = "Whom this is done for; recorded with the decision.")
  private @Nullable String onBehalfOf;

  @Option(
      names = "--environment",
      paramLabel = "NAME",
      description = "The environment it is about. Default: prod.")
  private @Nullable String environment;

  @Option(
      names = "--repository",
      paramLabel = "URL",
      description =
          "Where the documents come from. Default: what GitHub Actions or GitLab CI says.")
  private @Nullable String repository;

  @Option(
      names = "--commit",
      paramLabel = "SHA",
      description = "The commit they come from. Default: what GitHub Actions or GitLab CI says.")
  private @Nullable String commit;

  /** The reason, which the step cannot do without. */
  String requiredReason() {
    if (reason == null || reason.isBlank()) {
      throw Failure.usage("say why with -m REASON; it is recorded with the decision");
    }
    return reason;
  }

  /** The ticket, which the step cannot do without. */
  String requiredTicket() {
    if (ticket == null || ticket.isBlank()) {
      throw Failure.usage("name the ticket it is worked on under with --ticket T");
    }
    return ticket;
  }

  /** As the server's query parameters. */
  Map<String, String> query() {
    return query(System.getenv());
  }

  Map<String, String> query(Map<String, String> env) {
    Map<String, String> query = new LinkedHashMap<>();
    put(query, "reason", reason);
    put(query, "ticket", ticket);
    put(query, "onBehalfOf", onBehalfOf);
    put(query, "environment", environment);
    put(query, "repository", repository != null ? repository : repository(env));
    put(query, "commit", commit != null ? commit : first(env, "GITHUB_SHA", "CI_COMMIT_SHA"));
    return query;
  }

  private static @Nullable String repository(Map<String, String> env) {
    String github = env.get("GITHUB_REPOSITORY");
    return github == null
        ? env.get("CI_PROJECT_URL")
        : env.getOrDefault("GITHUB_SERVER_URL", "https://github.com") + "/" + github;
  }

  private static @Nullable String first(Map<String, String> env, String name, String otherName) {
    String value = env.get(name);
    return value != null ? value : env.get(otherName);
  }

  private static void put(Map<String, String> query, String name, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      query.put(name, value);
    }
  }
}

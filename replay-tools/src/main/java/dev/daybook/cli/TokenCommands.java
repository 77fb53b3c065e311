package dev.daybook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daybook.mesh.Folded;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code daybook token …}: who may ask, and for what. */
@Command(
    name = "token",
    description = "Issue, list, revoke and recover access tokens.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      TokenCommands.Create.class,
      TokenCommands.Listing.class,
      TokenCommands.Revoke.class,
      TokenRecoverCommand.class
    })
final class TokenCommands implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw Daybook.missingSubcommand(spec);
  }

  enum Kind {
    PERSON,
    SERVICE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  enum Role {
    READER,
    PUBLISHER,
    APPROVER,
    AUDITOR,
    ADMIN;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Issues a token. */
  @Command(
      name = "create",
      description = {
        "Issue a token and print it: this once, for only its digest is kept.",
        "With NAME to a new actor, whatever others are called; with --actor in place of the token"
            + " this actor has, which is worthless at once, and with the same roles.",
        "Example: daybook token create sales-ci --kind service --role publisher --domain sales"
      })
  static final class Create implements Callable<Integer> {

    @Parameters(
        paramLabel = "NAME",
        arity = "0..1",
        description = "Whom it is for, where it is for a new actor.")
    private @Nullable String name;

    @Option(
        names = "--actor",
        paramLabel = "ACTOR",
        description =
            "Whose token to replace: an actor's id (act_…), or its name where only one has it.")
    private @Nullable String actor;

    @Option(
        names = "--kind",
        paramLabel = "KIND",
        description = "person or service; needed for a new actor.")
    private @Nullable Kind kind;

    @Option(
        names = "--role",
        split = ",",
        paramLabel = "ROLE",
        description =
            "reader, publisher, approver, auditor or admin; may be repeated. Needed for a new"
                + " actor.")
    private List<Role> roles = new ArrayList<>();

    @Option(
        names = "--domain",
        paramLabel = "D",
        description = "The one domain a publisher may write to. Default: all.")
    private @Nullable String domain;

    @Option(
        names = "--expires",
        paramLabel = "T",
        description = "When it ends: 90d, 12h, or a time with offset. Default: never.")
    private @Nullable String expires;

    @Mixin private ServerOptions server = new ServerOptions();
    @Mixin private Circumstances circumstances = new Circumstances();
    @Mixin private OutputOption output = new OutputOption();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
      Client client = server.client();
      ObjectNode body = actor == null ? newActor() : replacement(client, actor);
      if (expires != null) {
        body.put("expiresAt", expiry(expires, Instant.now()).toString());
      }
      JsonNode issued =
          client
              .expectSuccess(
                  client.post("/tokens", circumstances.query(), body, UUID.randomUUID().toString()))
              .body();
      Talk talk = Talk.of(spec);
      talk.say(
          "issued to %s (%s); it is shown this once"
              .formatted(issued.path("name").asText(), issued.path("actor").asText()));
      if (output.form() == OutputOption.Form.TABLE) {
        talk.data().println(issued.path("token").asText());
        talk.data().flush();
      } else {
        output.one(talk, issued);
      }
      return Exit.OK;
    }

    private ObjectNode newActor() {
      if (name == null || kind == null || roles.isEmpty()) {
        throw Failure.usage(
            "a token for a new actor needs NAME, --kind and --role; --actor replaces the token of"
                + " an actor there is");
      }
      ObjectNode body = Json.object().put("name", name).put("kind", kind.toString());
      ArrayNode wanted = body.putArray("roles");
      roles.forEach(role -> wanted.add(role.toString()));
      if (domain != null) {
        body.put("domain", domain);
      }
      return body;
    }

    private ObjectNode replacement(Client client, String actor) {
      if (name != null || kind != null || domain != null || !roles.isEmpty()) {
        throw Failure.usage(
            "the token of an actor is replaced by one that allows the same: leave out NAME,"
                + " --kind, --role and --domain beside --actor");
      }
      return Json.object().put("actor", actorId(client, actor));
    }
  }

  /** Lists who holds a token. */
  @Command(name = "list", description = "List who holds a token; never the tokens themselves.")
  static final class Listing implements Callable<Integer> {

    @Mixin private AsOfOption asOf = new AsOfOption();
    @Mixin private ServerOptions server = new ServerOptions();
    @Mixin private OutputOption output = new OutputOption();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
      Client client = server.client();
      Talk talk = Talk.of(spec);
      output.list(
          talk,
          client.list("/tokens", asOf.query(client, talk), Integer.MAX_VALUE),
          List.of(
              Table.Column.at("actor", "/actor"),
              Table.Column.at("name", "/name"),
              Table.Column.at("kind", "/kind"),
              Table.Column.at("roles", "/roles"),
              Table.Column.at("domain", "/domain"),
              Table.Column.at("issued", "/issuedAt"),
              Table.Column.at("expires", "/expiresAt")));
      return Exit.OK;
    }
  }

  /** Makes a token worthless. */
  @Command(name = "revoke", description = "Make an actor's token worthless, at once.")
  static final class Revoke implements Callable<Integer> {

    @Parameters(
        paramLabel = "ACTOR",
        description = "The actor's id (act_…), or its name where only one has it.")
    private String actor = "";

    @Mixin private ServerOptions server = new ServerOptions();
    @Mixin private Circumstances circumstances = new Circumstances();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
      Client client = server.client();
      circumstances.requiredReason();
      String id = actorId(client, actor);
      client.expectSuccess(client.delete("/tokens/" + Client.encode(id), circumstances.query()));
      Talk.of(spec).say("revoked the token of " + id);
      return Exit.OK;
    }
  }

  /** The id of whoever holds a token and is called so, if it is not an id itself. */
  private static String actorId(Client client, String actor) {
    if (actor.startsWith("act_")) {
      return actor;
    }
    List<JsonNode> called = new ArrayList<>();
    for (JsonNode each : client.list("/tokens", Map.of(), Integer.MAX_VALUE)) {
      if (Folded.same(each.path("name").asText(), actor)) {
        called.add(each);
      }
    }
    if (called.isEmpty()) {
      throw Failure.no(
          "nobody called `%s` holds a token; see `daybook token list`".formatted(actor));
    }
    if (called.size() > 1) {
      throw Failure.usage(
          "%d actors are called `%s`; name one by its id:\n%s"
              .formatted(
                  called.size(),
                  actor,
                  called.stream().map(TokenCommands::described).collect(Collectors.joining("\n"))));
    }
    return called.getFirst().path("actor").asText();
  }

  /** What tells one actor from another of its name. */
  private static String described(JsonNode token) {
    List<String> roles = new ArrayList<>();
    token.path("roles").forEach(role -> roles.add(role.asText()));
    String domain = token.path("domain").asText("");
    String expires = token.path("expiresAt").asText("");
    return "  %s  %s, %s%s, issued %s%s"
        .formatted(
            token.path("actor").asText(),
            token.path("kind").asText(),
            String.join(" and ", roles),
            domain.isEmpty() ? "" : " in " + domain,
            token.path("issuedAt").asText(),
            expires.isEmpty() ? "" : ", expires " + expires);
  }

  private static final Pattern SPAN = Pattern.compile("(\\d{1,5})([mhd])");

  /** A span from now, {@code 90d}, or a time with offset. */
  static Instant expiry(String text, Instant now) {
    Matcher span = SPAN.matcher(text);
    if (span.matches()) {
      long count = Long.parseLong(span.group(1));
      Duration length =
          switch (span.group(2)) {
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
          };
      return now.plus(length);
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw Failure.usage(
          "--expires takes 90d, 12h, 30m, or a time with offset such as 2027-01-31T00:00:00Z; seen"
              + " `%s`".formatted(text));
    }
  }
}

package dev.daybook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daybook.seal.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code daybook policy …}: which policies are in force, and trying out what they say. */
@Command(
    name = "policy",
    description =
        "Publish policies, approve them, put them in force, take them out, fetch them; test them, try"
            + " them on the past, try out expressions.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      PolicyCommands.Pull.class,
      PolicyPublishCommand.class,
      PolicyCommands.Approve.class,
      PolicyCommands.Activate.class,
      PolicyCommands.Withdraw.class,
      PolicyVersionsCommand.class,
      PolicyCasesCommand.class,
      PolicyPackCommand.class,
      PolicyTestCommand.class,
      PolicyBacktestCommand.class,
      PolicyEvalCommand.class
    })
final class PolicyCommands implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw Daybook.missingSubcommand(spec);
  }

  /** Fetches what a server judges with, so that {@code check --policies} judges alike. */
  @Command(
      name = "pull",
      description = {
        "Fetch a server's policies and params in force into a folder, for `daybook check --policies`.",
        "Prints the set's digest: the same digest gives the same answers."
      })
  static final class Pull implements Callable<Integer> {

    /** More policies than any mesh has in force. */
    private static final int MAX_POLICIES = 10_000;

    @Parameters(paramLabel = "DIR", description = "Where to write one file per policy.")
    private Path folder = Path.of(".");

    @Mixin private AsOfOption asOf = new AsOfOption();
    @Mixin private ServerOptions server = new ServerOptions();
    @Mixin private OutputOption output = new OutputOption();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
      Client client = server.client();
      Talk talk = Talk.of(spec);
      String now = client.get("/ledger/moment", asOf.query(client, talk)).path("position").asText();
      Files.createDirectories(folder);
      ArrayNode inForce =
          client.list("/policies", Map.of("state", "active", "asOf", now), MAX_POLICIES);
      for (JsonNode policy : inForce) {
        Files.write(
            folder.resolve(fileName("", policy)),
            text(client, "/policies/", policy, policy.path("activeSha256").asText(), now));
      }
      ArrayNode params =
          client.list("/params", Map.of("state", "active", "asOf", now), MAX_POLICIES);
      for (JsonNode document : params) {
        Files.write(
            folder.resolve(fileName("params-", document)),
            text(client, "/params/", document, document.path("sha256").asText(), now));
      }
      LocalPolicies fetched = LocalPolicies.in(folder);
      if (fetched.set().policies().size() != inForce.size()) {
        talk.say(
            "%d policies are in force, but `%s` holds %d: others were there before"
                .formatted(inForce.size(), folder, fetched.set().policies().size()));
      }
      output.one(
          talk,
          Json.object()
              .put("policies", inForce.size())
              .put("params", params.size())
              .put("folder", folder.toString())
              .put("digest", fetched.set().digest()));
      return Exit.OK;
    }
  }

  private static String fileName(String before, JsonNode named) {
    return before + named.path("name").asText().replaceAll("[^\\p{Alnum}._-]", "_") + ".yaml";
  }

  /** What a policy's or params document's file holds, byte for byte: its digest says so. */
  private static byte[] text(
      Client client, String path, JsonNode named, String sha256, String asOf) {
    String name = named.path("name").asText();
    byte[] bytes =
        client
            .get(path + Client.encode(name), Map.of("asOf", asOf))
            .path("text")
            .asText()
            .getBytes(StandardCharsets.UTF_8);
    if (!Sha256.hex(bytes).equals(sha256)) {
      String subject = named.path("subject").asText();
      throw Failure.couldNot(
          "the text of `%s` has not the digest it is in force under; ask again, and if"
                  .formatted(subject)
              + " it stays so, look at the ledger with `daybook log %s`".formatted(subject));
    }
    return bytes;
  }

  /** Says, as a second person, that a version may be put in force. */
  @Command(
      name = "approve",
      description = {
        "Approve a published version that somebody else published, so that it can be activated.",
        "`daybook get policies --pending` shows what waits for that."
      })
  static final class Approve extends StepCommand {

    @Parameters(
        paramLabel = "NAME@VERSION",
        description = "The policy, such as pii-handling@1.2.0.")
    private String policy = "";

    @Override
    ObjectNode step(Client client) {
      return ofVersion("ApprovePolicy", policy);
    }
  }

  /** Puts a published version in force. */
  @Command(
      name = "activate",
      description = "Put a published policy in force, in place of its version before.")
  static final class Activate extends StepCommand {

    @Parameters(
        paramLabel = "NAME@VERSION",
        description = "The policy, such as pii-handling@1.2.0.")
    private String policy = "";

    @Override
    ObjectNode step(Client client) {
      return ofVersion("ActivatePolicy", policy);
    }
  }

  /** Takes a policy out of force. */
  @Command(
      name = "withdraw",
      description = {
        "Take a policy out of force; its versions stay published.",
        "Of `params/NAME` it takes the params document, which policies may need then."
      })
  static final class Withdraw extends StepCommand {

    @Parameters(
        paramLabel = "NAME",
        description = "The policy, such as pii-handling; or params/NAME.")
    private String policy = "";

    @Override
    ObjectNode step(Client client) {
      if (policy.contains("@")) {
        throw Failure.usage(
            "a policy is withdrawn whole, by its name: `%s`; to go back to a version, activate that one"
                .formatted(policy.substring(0, policy.indexOf('@'))));
      }
      return policy.startsWith("params/")
          ? Json.object().put("command", "WithdrawParams").put("subject", policy)
          : Json.object().put("command", "WithdrawPolicy").put("subject", subject(policy));
    }
  }

  /** A step that is about one version of a policy. */
  private static ObjectNode ofVersion(String command, String policy) {
    int at = policy.lastIndexOf('@');
    if (at < 1 || at == policy.length() - 1) {
      throw Failure.usage(
          "say which version, such as `pii-handling@1.2.0`; seen `%s`".formatted(policy));
    }
    return Json.object()
        .put("command", command)
        .put("subject", subject(policy.substring(0, at)))
        .put("version", policy.substring(at + 1));
  }

  /** A policy's own name, which may be written with its kind. */
  static String name(String written) {
    return written.startsWith("policy/") ? written.substring("policy/".length()) : written;
  }

  private static String subject(String name) {
    return name.startsWith("policy/") ? name : "policy/" + name;
  }
}

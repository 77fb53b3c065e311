package dev.daybook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.replay.log.FolderLog;
import dev.daybook.replay.log.HttpLog;
import dev.daybook.replay.log.LogCopy;
import dev.daybook.replay.log.LogSource;
import dev.daybook.replay.verify.Stamps;
import dev.daybook.seal.SealRefused;
import dev.daybook.store.DataFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code daybook seal …}: the signed tree over the ledger. */
@Command(
    name = "seal",
    description = {
      "Show the keys and checkpoints of the ledger's seal, copy all of it, or rotate its keys.",
      "Who keeps one checkpoint can tell later whether history was changed, dropped or reordered."
    },
    subcommands = {
      SealCommands.Keys.class,
      SealCommands.Show.class,
      SealCommands.Export.class,
      RotateCommand.class,
      ForkCommands.class
    })
final class SealCommands {

  /** Prints verifier keys. */
  @Command(
      name = "keys",
      description = {
        "Print the keys that verify this ledger's checkpoints, one vkey a line.",
        "Keep them where whoever runs the ledger cannot change them."
      })
  static final class Keys implements Callable<Integer> {

    @Option(
        names = "--all",
        description =
            "The keys before them too, oldest first, each pair below a line that begins with # and"
                + " says which checkpoints it signed.")
    private boolean all;

    @Mixin private ServerOptions server = new ServerOptions();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
      Map<String, String> query = all ? Map.of("all", "true") : Map.of();
      PrintWriter out = Talk.of(spec).data();
      long told = -1;
      for (JsonNode key : server.client().get("/ledger/keys", query)) {
        long from = key.path("from").asLong();
        if (all && from != told) {
          out.println(sizes(from, key.path("to")));
          told = from;
        }
        out.println(key.path("vkey").asText());
      }
      return Exit.OK;
    }

    private static String sizes(long from, JsonNode to) {
      return to.isMissingNode() || to.isNull()
          ? "# checkpoints of %d entries and more".formatted(from)
          : "# checkpoints of %d to %d entries".formatted(from, to.asLong());
    }
  }

  /** Which checkpoint is the latest. */
  static final class Latest {

    @Option(
        names = "--witnessed",
        description =
            "The latest checkpoint that enough witnesses cosigned, in place of the latest signed.")
    private boolean witnessed;

    LogSource log(ServerOptions server) {
      URI address = server.client().server();
      return new HttpLog(witnessed ? address.resolve("/witnessed/") : address);
    }
  }

  /** Prints the latest checkpoint. */
  @Command(
      name = "checkpoint",
      description = {
        "Print the latest checkpoint: the ledger's name, how many entries it has, the root of the",
        "tree over them, and signatures, as C2SP's tlog-checkpoint has it."
      })
  static final class Show implements Callable<Integer> {

    @Option(
        names = "--now",
        description =
            "Have all that is recorded by now sealed first. Takes an auditor's or an admin's"
                + " token.")
    private boolean now;

    @Mixin private Latest latest = new Latest();
    @Mixin private ServerOptions server = new ServerOptions();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
      if (now && latest.witnessed) {
        throw Failure.usage(
            "--now and --witnessed name two checkpoints: witnesses cosign the new one later");
      }
      try {
        byte[] note = now ? sealed() : latest.log(server).get(LogSource.CHECKPOINT);
        Talk.of(spec).data().print(new String(note, StandardCharsets.UTF_8));
        return Exit.OK;
      } catch (IOException e) {
        throw unread(e);
      }
    }

    private byte[] sealed() {
      Client client = server.client();
      return client
          .expectSuccess(client.post("/ledger/checkpoint", Map.of(), Json.object(), null))
          .response()
          .body();
    }
  }

  /** Copies the log. */
  @Command(
      name = "export",
      description = {
        "Copy checkpoint, tiles and entries into a folder, as C2SP's tlog-tiles lays them out, so",
        "that any web server can publish them, and the timestamps of its checkpoints. Again into"
            + " the",
        "same folder: only what is new."
      })
  static final class Export implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "The folder; made if need be.")
    private Path folder = Path.of("");

    @Mixin private Latest latest = new Latest();
    @Mixin private ServerOptions server = new ServerOptions();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
      try {
        LogCopy.Copied copied = new LogCopy(latest.log(server), new FolderLog(folder)).copy();
        long stamped = timestamps(copied.checkpoint().size());
        Talk.of(spec)
            .say(
                "%s: %d entries, %d files fetched"
                    .formatted(
                        copied.checkpoint().origin(),
                        copied.checkpoint().size(),
                        copied.fetched() + stamped));
        return Exit.OK;
      } catch (IOException | SealRefused e) {
        throw unread(e);
      }
    }

    /** Writes what timestamp authorities said of the copied checkpoints, and is not there yet. */
    private long timestamps(long size) throws IOException {
      long written = 0;
      long after = 0;
      while (true) {
        JsonNode page =
            server.client().get("/ledger/timestamps", Map.of("after", Long.toString(after)));
        if (page.isEmpty()) {
          return written;
        }
        for (JsonNode each : page) {
          after = each.path("size").asLong();
          if (after > size) {
            return written;
          }
          Path stamped = folder.resolve(Stamps.FOLDER).resolve(Long.toString(after));
          byte[] token = Base64.getDecoder().decode(each.path("token").asText());
          if (!Stamps.has(stamped, token)) {
            Files.createDirectories(stamped);
            byte[] note = each.path("checkpoint").asText().getBytes(StandardCharsets.UTF_8);
            DataFolder.replaceFile(stamped.resolve(Stamps.CHECKPOINT), note);
            DataFolder.replaceFile(stamped.resolve(Stamps.name(token)), token);
            written++;
          }
        }
      }
    }
  }

  private static Failure unread(Exception e) {
    return e instanceof LogSource.NotThere || e instanceof SealRefused
        ? Failure.no(String.valueOf(e.getMessage()))
        : Failure.couldNot(String.valueOf(e.getMessage()), e);
  }
}

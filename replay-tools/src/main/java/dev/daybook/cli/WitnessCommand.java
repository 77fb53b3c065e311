package dev.daybook.cli;

import dev.daybook.replay.log.HttpLog;
import dev.daybook.seal.VerifierKey;
import dev.daybook.store.DataFolder;
import dev.daybook.store.StartRefused;
import dev.daybook.witness.KnownLogs;
import dev.daybook.witness.Mirrors;
import dev.daybook.witness.Witness;
import dev.daybook.witness.WitnessKeys;
import dev.daybook.witness.WitnessServer;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code daybook witness}: a witness for other ledgers. */
@Command(
    name = "witness",
    description = {
      "Run a witness for other ledgers until SIGTERM or Ctrl-C: it cosigns their checkpoints, each",
      "only if it goes on from the one before (C2SP tlog-witness). It needs no database. Logs that",
      "are not named here are refused."
    },
    subcommands = {WitnessCommand.Keys.class})
final class WitnessCommand implements Callable<Integer> {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "witness",
      description =
          "Folder of the witness's key and of what it cosigned; made if need be. Never put an older"
              + " copy in its place. Default: the folder witness.")
  private Path data = Path.of("witness");

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "What the witness is called in its key, such as witness.example/w1; said at the first"
              + " start. Default: a name nobody else has.")
  private @Nullable String name;

  @Option(
      names = "--log",
      paramLabel = "VKEY",
      description =
          "A log to cosign for, by its verifier key as `daybook seal keys` prints it; may be given"
              + " again, for other logs and for other keys of one.")
  private List<String> logs = new ArrayList<>();

  @Option(
      names = "--logs",
      paramLabel = "FILE",
      description = "More of them, a key a line; lines that begin with # are passed over.")
  private @Nullable Path file;

  @Option(
      names = "--mirror",
      paramLabel = "URL",
      description =
          "Where one of these logs is, to keep a copy of it that anybody may read and verify; may be"
              + " given again.")
  private List<URI> mirrored = new ArrayList<>();

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8081",
      description = "Port to listen on, 0 for any free one. Default: 8081.")
  private int port = 8081;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "Address to listen on. Default: 127.0.0.1, this machine only.")
  private String host = "127.0.0.1";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (port < 0 || port > 65_535) {
      throw Failure.usage("--port takes 0 to 65535; seen `%d`".formatted(port));
    }
    KnownLogs known = known();
    for (URI url : mirrored) {
      if (url.getHost() == null || !List.of("http", "https").contains(url.getScheme())) {
        throw Failure.usage(
            "--mirror takes a log's http:// or https:// address; seen `%s`".formatted(url));
      }
    }
    Talk talk = Talk.of(spec);
    try (Witness witness = Witness.open(data, name, known, Clock.systemUTC());
        Mirrors mirrors =
            Mirrors.start(
                data.resolve("mirror"),
                known,
                witness,
                mirrored.stream().map(HttpLog::new).toList());
        WitnessServer server = WitnessServer.start(witness, mirrors, host, port)) {
      Runtime.getRuntime()
          .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(server::close));
      talk.data().println("ready on " + server.url());
      tell(talk, witness.verifiers());
      if (!mirrored.isEmpty()) {
        known
            .keys()
            .keySet()
            .forEach(
                origin ->
                    talk.say(
                        "a copy of `%s` is at %s"
                            .formatted(origin, server.url().resolve(Mirrors.prefix(origin)))));
      }
      new CountDownLatch(1).await();
      return Exit.OK;
    } catch (StartRefused e) {
      throw Failure.couldNot(String.valueOf(e.getMessage()), e);
    } catch (BindException e) {
      throw Failure.couldNot(
          "cannot listen on %s:%d (%s); choose another --port (0 takes any free one) or --host"
              .formatted(host, port, e.getMessage()),
          e);
    }
  }

  private static void tell(Talk talk, List<VerifierKey> keys) {
    keys.forEach(talk.data()::println);
    talk.data().flush();
  }

  private KnownLogs known() throws IOException {
    List<String> all = new ArrayList<>(logs);
    if (file != null) {
      Files.readAllLines(file).stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .forEach(all::add);
    }
    if (all.isEmpty()) {
      throw Failure.usage(
          "a witness cosigns for logs it knows; name them with --log VKEY or --logs FILE");
    }
    try {
      return KnownLogs.of(all);
    } catch (IllegalArgumentException e) {
      throw Failure.usage(String.valueOf(e.getMessage()));
    }
  }

  /** Prints the witness's keys. */
  @Command(
      name = "keys",
      description = {
        "Print the witness's verifier keys, one vkey a line, the Ed25519 key first; keys are made if",
        "there are none yet."
      })
  static final class Keys implements Callable<Integer> {

    @Option(
        names = "--data",
        paramLabel = "DIR",
        defaultValue = "witness",
        description = "The witness's folder. Default: the folder witness.")
    private Path data = Path.of("witness");

    @Option(
        names = "--name",
        paramLabel = "NAME",
        description = "What the witness is called, where its keys are made now.")
    private @Nullable String name;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
      try {
        DataFolder.make(data);
        tell(Talk.of(spec), WitnessKeys.in(data, name).verifiers());
        return Exit.OK;
      } catch (StartRefused e) {
        throw Failure.couldNot(String.valueOf(e.getMessage()), e);
      }
    }
  }
}

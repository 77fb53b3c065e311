package dev.daybook.cli;

import dev.daybook.replay.log.HttpLog;
import dev.daybook.replay.log.LogSource;
import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.KeyRotation;
import dev.daybook.seal.SealRefused;
import dev.daybook.seal.SignedNote;
import dev.daybook.seal.VerifierKey;
import dev.daybook.sealer.KeyFolder;
import dev.daybook.store.StartRefused;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code daybook seal rotate}: has a ledger go over to other keys. */
@Command(
    name = "rotate",
    description = {
      "Have the ledger of a data folder go over to other keys.",
      "A running one does it within ten seconds, another when it is started. Prints the new verifier",
      "keys, one vkey a line, for auditors and witnesses; those before verify for ever what they",
      "signed. The ledger's keys before are deleted once it went over. Run it as the user the server",
      "runs as."
    })
final class RotateCommand implements Callable<Integer> {

  /** A ledger that has nothing to seal looks for other keys every ten seconds. */
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  @Option(
      names = "--prepare",
      description =
          "Only make the new keys and print them, to be told to auditors and witnesses first; the"
              + " next run without this goes over to them.")
  private boolean prepare;

  @Option(
      names = "--into",
      paramLabel = "DIR",
      description =
          "Only write new keys of the server's ledger into this folder, for a server that is given"
              + " its keys by DAYBOOK_SEAL_KEY_FILE and the like.")
  private @Nullable Path into;

  @Mixin private ServerOptions server = new ServerOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (into != null) {
      if (prepare) {
        throw Failure.usage("--prepare and --into both only make keys; give one of them");
      }
      return make(into);
    }
    Path folder = server.data().resolve("seal");
    KeyFolder keys = new KeyFolder(folder);
    try {
      String origin = keys.origin();
      if (keys.hasNext()) {
        throw Failure.no(
            "the ledger still has to go over to the keys in `%s`; it does so while it runs"
                .formatted(folder.resolve("next")));
      }
      List<VerifierKey> next = keys.prepare(origin);
      print(next);
      if (prepare) {
        Talk.of(spec)
            .say(
                "nothing is signed with them yet: give them to who verifies and witnesses this"
                    + " ledger, then run `daybook seal rotate`");
        return Exit.OK;
      }
      keys.goOver();
      return awaited(origin, next, keys);
    } catch (NoSuchFileException _) {
      throw Failure.usage(
          ("no ledger has its keys in `%s`; name the server's data folder with --data, or write keys"
                  + " with --into for a server that is given them")
              .formatted(folder));
    } catch (StartRefused e) {
      throw Failure.couldNot(String.valueOf(e.getMessage()), e);
    }
  }

  private void print(List<VerifierKey> keys) {
    Talk talk = Talk.of(spec);
    keys.forEach(talk.data()::println);
    talk.data().flush();
  }

  private Integer make(Path folder) throws IOException {
    try {
      String origin =
          latest()
              .orElseThrow(
                  () ->
                      Failure.couldNot(
                          "no checkpoint is to be had at %s, which says whose keys to make"
                              .formatted(server.address())))
              .origin();
      print(KeyFolder.make(folder, origin));
    } catch (FileAlreadyExistsException e) {
      throw Failure.usage(
          "`%s` is there already, and keys are never overwritten; name another folder"
              .formatted(e.getFile()));
    }
    Talk.of(spec)
        .say(
            ("start every node with DAYBOOK_SEAL_NEXT_KEY_FILE=%s and"
                    + " DAYBOOK_SEAL_NEXT_COSIGNER_KEY_FILE=%s beside the keys it has")
                .formatted(folder.resolve(KeyFolder.KEY), folder.resolve(KeyFolder.COSIGNER)));
    return Exit.OK;
  }

  private Integer awaited(String origin, List<VerifierKey> next, KeyFolder keys)
      throws InterruptedException {
    Talk talk = Talk.of(spec);
    if (!isServed(origin)) {
      talk.say("no server of this ledger answers; it goes over when it is started");
      return Exit.OK;
    }
    long end = System.nanoTime() + LONG_ENOUGH.toNanos();
    while (true) {
      if (isSigned(next) && !keys.hasNext()) {
        talk.say(
            "the ledger went over to %s; its keys before are deleted"
                .formatted(KeyRotation.names(next)));
        return Exit.OK;
      }
      if (System.nanoTime() > end) {
        throw Failure.no(
            "the ledger has not gone over within %d s; its log and `daybook doctor` may say why"
                .formatted(LONG_ENOUGH.toSeconds()));
      }
      Thread.sleep(LOOK_EVERY);
    }
  }

  /** Whether a server answers, and not with another ledger. */
  private boolean isServed(String origin) {
    try {
      new HttpLog(server.address()).get(LogSource.CHECKPOINT);
    } catch (IOException e) {
      return !(e.getCause() instanceof ConnectException);
    }
    return latest().filter(checkpoint -> !checkpoint.origin().equals(origin)).isEmpty();
  }

  private byte @Nullable [] note() {
    try {
      return new HttpLog(server.address()).get(LogSource.CHECKPOINT);
    } catch (IOException _) {
      return null;
    }
  }

  private Optional<Checkpoint> latest() {
    byte[] note = note();
    try {
      return note == null
          ? Optional.empty()
          : Optional.of(Checkpoint.parse(SignedNote.parse(note).text()));
    } catch (SealRefused _) {
      return Optional.empty();
    }
  }

  private boolean isSigned(List<VerifierKey> next) {
    byte[] note = note();
    try {
      return note != null && !Checkpoint.open(note, next).signers().isEmpty();
    } catch (SealRefused _) {
      return false;
    }
  }
}

package dev.daybook.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daybook.replay.log.FolderLog;
import dev.daybook.replay.log.HttpLog;
import dev.daybook.replay.log.LogSource;
import dev.daybook.replay.verify.Trust;
import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.ForkProof;
import dev.daybook.seal.MissingTile;
import dev.daybook.seal.SealRefused;
import dev.daybook.seal.SignedNote;
import dev.daybook.seal.VerifierKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code daybook seal fork …}: shows others that a ledger told two histories. */
@Command(
    name = "fork",
    description = {
      "Make one file of two checkpoints that contradict each other, or verify such a file.",
      "It shows that who has the ledger's key signed two histories; not which of them is true."
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ForkCommands.Prove.class, ForkCommands.Verify.class})
final class ForkCommands implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw Daybook.missingSubcommand(spec);
  }

  /** Makes a proof. */
  @Command(
      name = "prove",
      description = {
        "Prove that two checkpoints of one ledger contradict each other.",
        "Of one size, their roots differ. Of two sizes, the tiles of the larger tree show that it",
        "begins otherwise than the smaller one promised; they are read from the server, or from",
        "--log.",
        "Ends with 1 if both can be true."
      })
  static final class Prove implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "KEPT", description = "A checkpoint that was kept.")
    private Path kept = Path.of("");

    @Parameters(
        index = "1",
        arity = "0..1",
        paramLabel = "OTHER",
        description = "Another one. Default: the latest of the server, or of --log.")
    private @Nullable Path other;

    @Option(
        names = "--log",
        paramLabel = "DIR",
        description =
            "In place of the server: its log as files, as `daybook seal export` writes it.")
    private @Nullable Path folder;

    @Option(
        names = {"-o", "--output"},
        paramLabel = "FILE",
        required = true,
        description = "Where to write the proof. A file that is there is not replaced.")
    private Path output = Path.of("");

    @Mixin private ServerOptions server = new ServerOptions();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
      LogSource log = folder == null ? new HttpLog(server.address()) : new FolderLog(folder);
      if (Files.exists(output)) {
        throw Failure.usage("`%s` is there already; name another file".formatted(output));
      }
      try {
        SignedNote one = note(kept);
        SignedNote two =
            other == null ? SignedNote.parse(log.get(LogSource.CHECKPOINT)) : note(other);
        byte[] proof = ForkProof.of(one, two, log.tiles()).bytes();
        Files.write(output, proof);
        Talk.of(spec)
            .say(
                "`%s` shows that two histories were signed, of %d and of %d entries; whoever has the"
                        .formatted(output, size(one), size(two))
                    + " ledger's key verifies it with `daybook seal fork verify`");
        return Exit.OK;
      } catch (IllegalArgumentException e) {
        throw Failure.no("no contradiction is shown: %s".formatted(e.getMessage()));
      } catch (LogSource.NotThere | MissingTile e) {
        throw Failure.couldNot(
            "the larger tree cannot be read: %s; give a copy of its log with --log"
                .formatted(e.getMessage()),
            e);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      } catch (SealRefused e) {
        throw Failure.usage("the log's checkpoint is none: %s".formatted(e.getMessage()));
      }
    }

    private static SignedNote note(Path file) {
      try {
        SignedNote note = SignedNote.parse(TrustOptions.read(file));
        Checkpoint.parse(note.text());
        return note;
      } catch (SealRefused e) {
        throw Failure.usage("`%s` is no checkpoint: %s".formatted(file, e.getMessage()));
      }
    }

    private static long size(SignedNote note) {
      return Checkpoint.parse(note.text()).size();
    }
  }

  /** Verifies one. */
  @Command(
      name = "verify",
      description = {
        "Verify a file that `daybook seal fork prove` wrote, without any server.",
        "Ends with 0 only if it shows that a key you trust signed both histories."
      })
  static final class Verify implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The proof.")
    private Path file = Path.of("");

    @Mixin private KeyOption trusted = new KeyOption();
    @Mixin private OutputOption output = new OutputOption();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
      List<VerifierKey> keys = trusted.keys();
      ObjectNode told = Json.object();
      int exit = verify(keys, told);
      output.one(Talk.of(spec), told);
      return exit;
    }

    private int verify(List<VerifierKey> keys, ObjectNode told) {
      try {
        ForkProof proof = ForkProof.parse(TrustOptions.read(file));
        ForkProof.Fork fork = proof.verify(keys);
        told.put("verdict", "two histories were signed");
        told.put("origin", fork.smaller().checkpoint().origin());
        ArrayNode both = told.putArray("checkpoints");
        describe(both.addObject(), fork.smaller());
        describe(both.addObject(), fork.larger());
        return Exit.OK;
      } catch (SealRefused.Unsigned e) {
        told.put("verdict", "signer unknown");
        told.put("what", keys.isEmpty() ? "no key was given that could have signed it" : why(e));
      } catch (SealRefused e) {
        told.put("verdict", "no proof");
        told.put("what", why(e));
      }
      return Exit.NO;
    }

    private static String why(SealRefused refused) {
      return String.valueOf(refused.getMessage());
    }

    private static void describe(ObjectNode told, Checkpoint.Opened opened) {
      told.put("size", opened.checkpoint().size());
      told.put("root", opened.checkpoint().root().base64());
      ArrayNode signers = told.putArray("signers");
      opened.signers().forEach(signer -> signers.add(Trust.Signed.told(signer)));
    }
  }
}

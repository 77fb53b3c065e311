package dev.daybook.cli;

import dev.daybook.edge.ServerSettings;
import dev.daybook.personal.KeySettings;
import dev.daybook.personal.LocalKeyEncryption;
import dev.daybook.store.DataFolder;
import dev.daybook.store.LedgerSettings;
import dev.daybook.store.Rewrapping;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code daybook rewrap}: changes the key that wraps persons' keys. */
@Command(
    name = "rewrap",
    description = {
      "Wrap the keys of all persons by another key-encryption key.",
      "Opens the ledger itself: stop every node that uses it first. All keys are wrapped again or",
      "none is, whatever comes in between; what names persons is not sealed again, and no entry",
      "changes. Without --key-file and --kms the key in the data folder is replaced by a new one."
    })
final class RewrapCommand implements Callable<Integer> {

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description =
          "Wrap by the key in this file, for DAYBOOK_PERSONS_KEY_FILE; a new one where there is"
              + " none.")
  private @Nullable Path keyFile;

  @Option(
      names = "--kms",
      paramLabel = "ADDRESS",
      description = "Have this key management service wrap them, for DAYBOOK_PERSONS_KMS.")
  private @Nullable String service;

  @Mixin private LedgerOptions ledger = new LedgerOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    Path data = ledger.data();
    LedgerSettings settings = LedgerOptions.existing(System.getenv(), data);
    KeySettings next = next(settings.keys(), data);
    Rewrapping.Rewrapped done;
    try {
      done = Rewrapping.run(settings, next);
    } catch (RuntimeException e) {
      throw Serving.explained(ServerSettings.in(data).withLedger(settings), e);
    }
    Talk talk = Talk.of(spec);
    talk.say("the keys of %d persons are wrapped by the new key".formatted(done.persons()));
    if (!done.left().isEmpty()) {
      talk.say(
          "what was wrapped by the key before is still in the database's files: %s"
              .formatted(String.join(", ", done.left())));
    }
    talk.say(then(data));
    return Exit.OK;
  }

  private String then(Path data) {
    if (keyFile != null) {
      return "start every node with DAYBOOK_PERSONS_KEY_FILE=%s from now on, and back it up apart"
              .formatted(keyFile)
          + " from the database";
    }
    return service != null
        ? "start every node with DAYBOOK_PERSONS_KMS=%s from now on".formatted(service)
        : "back up `%s` again, apart from the database"
            .formatted(data.resolve("persons").resolve("key-encryption.key"));
  }

  private KeySettings next(KeySettings now, Path data) throws IOException {
    if (keyFile != null && service != null) {
      throw Failure.usage("--key-file and --kms name two keys; give one of them");
    }
    if (service != null) {
      return new KeySettings(null, null, service);
    }
    if (keyFile != null) {
      return KeySettings.given(readOrMake(keyFile));
    }
    if (now.key() != null || now.service() != null) {
      throw Failure.usage(
          "this ledger's key is given by DAYBOOK_PERSONS_KEY_FILE and the like; name the next with"
              + " --key-file or --kms");
    }
    return KeySettings.in(data);
  }

  private static String readOrMake(Path file) throws IOException {
    String made = LocalKeyEncryption.generate();
    try {
      DataFolder.makeFile(file, made + "\n");
      DataFolder.force(file);
      return made;
    } catch (FileAlreadyExistsException _) {
      String text = Files.readString(file).strip();
      try {
        LocalKeyEncryption.parse(text);
        return text;
      } catch (IllegalArgumentException e) {
        throw Failure.usage("`%s` holds no key: %s".formatted(file, e.getMessage()));
      }
    }
  }
}

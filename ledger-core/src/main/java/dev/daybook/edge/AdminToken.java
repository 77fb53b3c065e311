package dev.daybook.edge;

import dev.daybook.store.DataFolder;
import dev.daybook.store.StartRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The file {@code admin.token} in the data folder: the first token, in place of a default password.
 * Only the server's own user may read it, and it is printed nowhere.
 */
public final class AdminToken {

  private AdminToken() {}

  public static Path file(Path data) {
    return data.resolve("admin.token");
  }

  /** The token in the file, if there is one. */
  static Optional<BearerToken> find(Path data) {
    try {
      return Files.exists(file(data)) ? Optional.of(read(file(data))) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The token in the file, written there first if there is none. */
  public static BearerToken readOrCreate(Path data) {
    Path file = file(data);
    try {
      DataFolder.make(data);
      try {
        BearerToken token = BearerToken.random();
        DataFolder.makeFile(file, token.text() + "\n");
        return token;
      } catch (FileAlreadyExistsException _) {
        return read(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts {@code token} into the file, in place of whatever is there. */
  public static void replace(Path data, BearerToken token) {
    Path fresh = data.resolve("admin.token.new");
    try {
      DataFolder.make(data);
      Files.deleteIfExists(fresh);
      DataFolder.makeFile(fresh, token.text() + "\n");
      Files.move(fresh, file(data), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BearerToken read(Path file) throws IOException {
    String text = Files.readString(file).strip();
    try {
      return new BearerToken(text);
    } catch (IllegalArgumentException e) {
      throw new StartRefused(
          "`%s` holds no token: %s. Move it away; where it was the only one, `daybook token recover`"
                  .formatted(file, e.getMessage())
              + " writes another",
          e);
    }
  }
}

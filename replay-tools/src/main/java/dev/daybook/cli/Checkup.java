package dev.daybook.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.TreeSet;

/** What {@code daybook doctor} found, in the order it looked. */
final class Checkup {

  private final ArrayNode found = Json.array();
  private boolean bad;

  /** What was found, as {@code check}, {@code state} and {@code seen}. */
  ArrayNode found() {
    return found;
  }

  /** Whether something is wrong. */
  boolean isBad() {
    return bad;
  }

  void ok(String check, String seen) {
    note(check, "ok", seen);
  }

  void warn(String check, String seen) {
    note(check, "warn", seen);
  }

  void bad(String check, String seen) {
    bad = true;
    note(check, "bad", seen);
  }

  private void note(String check, String state, String seen) {
    found.addObject().put("check", check).put("state", state).put("seen", seen);
  }

  /** A file nobody but its owner may read; nothing where it cannot be told. */
  void secret(String check, Path file) throws IOException {
    if (!Files.getFileStore(file).supportsFileAttributeView("posix")) {
      return;
    }
    Set<PosixFilePermission> others = new TreeSet<>(Files.getPosixFilePermissions(file));
    others.remove(PosixFilePermission.OWNER_READ);
    others.remove(PosixFilePermission.OWNER_WRITE);
    if (others.isEmpty()) {
      ok(check, file + ", readable by its owner alone");
    } else {
      bad(check, "%s is open to others; run chmod 600 on it".formatted(file));
    }
  }
}

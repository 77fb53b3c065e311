package dev.daybook.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a running PostgreSQL says of itself in {@code postmaster.pid}. The file outlives a server
 * that was killed, and then its process id may have gone to another program.
 *
 * @param pid the server's process id
 * @param ready whether it takes connections; while it starts, recovers or stops it does not
 */
record PidFile(Path files, long pid, boolean ready) {

  private static final Path PROCESSES = Path.of("/proc");

  /** Line of the state, counted from 0; a server that just began has not written it yet. */
  private static final int STATE = 7;

  /** The one of the server on {@code files}; empty if there is none. */
  static Optional<PidFile> read(Path files) throws IOException {
    try {
      List<String> lines = Files.readAllLines(at(files));
      if (lines.isEmpty()) {
        return Optional.empty();
      }
      boolean ready = lines.size() > STATE && lines.get(STATE).strip().equals("ready");
      return Optional.of(new PidFile(files, Long.parseLong(lines.getFirst().strip()), ready));
    } catch (NoSuchFileException | NumberFormatException _) {
      return Optional.empty();
    }
  }

  /** Whether a process has that id, whosever it is. */
  boolean isTaken() {
    return ProcessHandle.of(pid).isPresent();
  }

  /** Whether the server runs. One that ended and was not reaped by its parent does not. */
  boolean isServing() {
    return runsOn(pid, files);
  }

  /** Whether any process of a server, its parent perhaps gone, still works on the files. */
  static boolean isAnyoneOn(Path files) throws IOException {
    if (!Files.isDirectory(PROCESSES)) {
      return false;
    }
    try (Stream<Path> processes = Files.list(PROCESSES)) {
      return processes
          .map(process -> String.valueOf(process.getFileName()))
          .filter(name -> name.chars().allMatch(Character::isDigit))
          .anyMatch(name -> runsOn(Long.parseLong(name), files));
    }
  }

  void delete() throws IOException {
    Files.deleteIfExists(at(files));
  }

  private static Path at(Path files) {
    return files.resolve("postmaster.pid");
  }

  /**
   * A PostgreSQL server's working directory is its data folder; where that cannot be read, its
   * name.
   */
  private static boolean runsOn(long pid, Path files) {
    if (!Files.isDirectory(PROCESSES)) {
      return ProcessHandle.of(pid)
          .flatMap(process -> process.info().command())
          .filter(command -> command.contains("postgres"))
          .isPresent();
    }
    try {
      Path working = PROCESSES.resolve(Long.toString(pid)).resolve("cwd");
      return working.toRealPath().equals(files.toRealPath());
    } catch (IOException _) {
      return false; // somebody else's process, or gone
    }
  }
}

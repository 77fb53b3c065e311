package dev.daybook.replay.verify;

import dev.daybook.replay.log.LogSource;
import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.Sha256;
import dev.daybook.seal.TimestampAuthorities;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The timestamps beside a log as files, a folder for each checkpoint: {@code checkpoint}, and a
 * token for each authority in a file of its own, named {@code *.tst}.
 *
 * @param folder of those folders
 * @param authorities whose word counts
 */
public record Stamps(Path folder, TimestampAuthorities authorities) {

  /** Where they lie in a log as files. */
  public static final String FOLDER = "timestamp";

  /** The checkpoint of a folder. */
  public static final String CHECKPOINT = "checkpoint";

  private static final String TOKEN = ".tst";
  private static final int DIGITS = 16;

  /** What a token's file is called: digits of the token's own digest. */
  public static String name(byte[] token) {
    return Sha256.hex(token).substring(0, DIGITS) + TOKEN;
  }

  /**
   * Whether a checkpoint's folder holds a token, under whatever name: exports of before had others.
   */
  public static boolean has(Path stamped, byte[] token) throws IOException {
    if (!Files.isDirectory(stamped)) {
      return false;
    }
    for (Path file : listed(stamped)) {
      if (file.toString().endsWith(TOKEN) && Arrays.equals(Files.readAllBytes(file), token)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Requires that the log begins with every checkpoint here, and that each token is of its own.
   *
   * @return who saw how many entries when, a sentence each
   * @throws IOException when something cannot be read, which says nothing about it
   */
  public List<String> verify(Checkpoint now, LogSource log) throws Wrong, IOException {
    List<String> told = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return told;
    }
    try {
      for (Path each : listed(folder)) {
        told.addAll(verify(each, now, log));
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return told;
  }

  private static List<Path> listed(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .sorted(
              Comparator.comparingInt((Path file) -> file.toString().length())
                  .thenComparing(Comparator.naturalOrder()))
          .toList();
    }
  }

  private List<String> verify(Path stamped, Checkpoint now, LogSource log)
      throws Wrong, IOException {
    SortedMap<String, byte[]> tokens = new TreeMap<>();
    for (Path file : listed(stamped)) {
      if (file.toString().endsWith(TOKEN)) {
        tokens.put(String.valueOf(file.getFileName()), Files.readAllBytes(file));
      }
    }
    return new StampedCheckpoint(
            new Place.Named("`%s/%s`".formatted(FOLDER, stamped.getFileName())),
            Files.readAllBytes(stamped.resolve(CHECKPOINT)),
            tokens)
        .verify(now, authorities, log.tiles());
  }
}

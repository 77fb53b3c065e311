package dev.daybook.replay.evidence;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is there of a bundle so far, as files in a folder beside it, so that an export that was
 * interrupted goes on. Files named by a digest are spread over 256 folders, so that neither the
 * file system nor packing ever has to look at many at once.
 */
final class PartFolder implements BundleFiles {

  private static final String ASKED = "asked";
  private static final String FILES = "files";
  private static final String NOTED = "noted";
  private static final String FRESH = ".new";

  private final Path folder;
  private final Path files;

  PartFolder(Path folder) {
    this.folder = folder;
    this.files = folder.resolve(FILES);
  }

  /**
   * Begins, or goes on where the same was asked before.
   *
   * @param asked what is asked, as text
   * @return whether it goes on
   * @throws IOException when something else was asked
   */
  boolean begin(String asked) throws IOException {
    Path file = folder.resolve(ASKED);
    if (Files.exists(file)) {
      if (!Files.readString(file).equals(asked)) {
        throw new IOException(
            "`%s` is what is left of another question; delete it, or ask that one again"
                .formatted(folder));
      }
      return true;
    }
    Files.createDirectories(files);
    write(file, asked.getBytes(StandardCharsets.UTF_8));
    return false;
  }

  private Path path(String name) {
    return BundleNames.digest(name).isEmpty() ? files.resolve(name) : files.resolve(spread(name));
  }

  /** {@code payload/abcd…} lies at {@code payload/ab/abcd…}. */
  private static String spread(String name) {
    int digest = name.indexOf('/') + 1;
    return name.substring(0, digest)
        + name.substring(digest, digest + 2)
        + "/"
        + name.substring(digest);
  }

  @Override
  public @Nullable InputStream open(String name) throws IOException {
    Path file = path(name);
    return Files.exists(file) ? Files.newInputStream(file) : null;
  }

  @Override
  public byte @Nullable [] read(String name, int longest) throws IOException {
    Path file = path(name);
    return Files.exists(file) && Files.size(file) <= longest ? Files.readAllBytes(file) : null;
  }

  @Override
  public List<String> below(String folder) throws IOException {
    Path at = files.resolve(folder);
    if (!Files.isDirectory(at)) {
      return List.of();
    }
    try (Stream<Path> walk = Files.walk(at)) {
      return walk.filter(Files::isRegularFile)
          .map(file -> files.relativize(file).toString())
          .filter(name -> !name.endsWith(FRESH))
          .sorted()
          .toList();
    }
  }

  boolean has(String name) {
    return Files.exists(path(name));
  }

  byte[] read(String name) throws IOException {
    return Files.readAllBytes(path(name));
  }

  /** Writes a file whole or not at all. */
  void put(String name, byte[] bytes) throws IOException {
    write(path(name), bytes);
  }

  /** Makes a report of what is there. */
  void put(Report report, Evidence evidence) throws IOException {
    try (OutputStream out = Files.newOutputStream(files.resolve(report.name()))) {
      report.write(out, evidence);
    }
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    Path fresh = file.resolveSibling(file.getFileName() + FRESH);
    Files.write(fresh, bytes);
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** What is remembered for the manifest. */
  enum Note {
    ABSENT,
    ERASED,
    WITHHELD,
    DISCLOSED_PERSON,
    ERASED_PERSON
  }

  /** Remembers something of a file or a person. */
  void note(Note note, String name) throws IOException {
    Files.writeString(
        folder.resolve(NOTED),
        "%s %s\n".formatted(note, name),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /** Whoever is disclosed or erased. */
  Persons persons() throws IOException {
    return new Persons(noted(Note.DISCLOSED_PERSON), noted(Note.ERASED_PERSON));
  }

  /** Which files are not there, and why. */
  Omitted omitted() throws IOException {
    return new Omitted(noted(Note.ABSENT), noted(Note.ERASED), noted(Note.WITHHELD));
  }

  private SortedSet<String> noted(Note note) throws IOException {
    SortedSet<String> noted = new TreeSet<>();
    Path file = folder.resolve(NOTED);
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        if (line.startsWith(note + " ")) {
          noted.add(line.substring(note.name().length() + 1));
        }
      }
    }
    return noted;
  }

  /** The statements so far, to go on behind their last whole line. */
  OutputStream appendLeaves() throws IOException {
    return new BufferedOutputStream(
        Files.newOutputStream(
            path(BundleNames.LEAVES), StandardOpenOption.CREATE, StandardOpenOption.APPEND));
  }

  /** Cuts the statements behind this many bytes. */
  void cutLeaves(long length) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path(BundleNames.LEAVES).toFile(), "rw")) {
      file.setLength(length);
    }
  }

  Path leaves() {
    return path(BundleNames.LEAVES);
  }

  /** Adds every file to a zip, by name, and tells of each. */
  void pack(ZipWriter zip, Packed packed) throws IOException {
    pack(zip, files, "", packed);
  }

  /** Told of each file that was packed. */
  @FunctionalInterface
  interface Packed {
    void file(ZipWriter.Written written) throws IOException;
  }

  private static void pack(ZipWriter zip, Path at, String prefix, Packed packed)
      throws IOException {
    List<Path> below;
    try (Stream<Path> list = Files.list(at)) {
      below = new ArrayList<>(list.toList());
    }
    below.removeIf(path -> path.getFileName().toString().endsWith(FRESH));
    below.sort(Comparator.comparing(PartFolder::sortedBy));
    for (Path path : below) {
      String name = path.getFileName().toString();
      if (!Files.isDirectory(path)) {
        packed.file(zip.add(prefix + name, path));
      } else if (name.length() == 2 && BundleNames.isByDigest(prefix)) {
        pack(zip, path, prefix, packed);
      } else {
        pack(zip, path, prefix + name + "/", packed);
      }
    }
  }

  /** So that files come in the order of their whole names. */
  private static String sortedBy(Path path) {
    return path.getFileName() + (Files.isDirectory(path) ? "/" : "");
  }

  /** Takes all of it away. */
  void delete() throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}

package dev.daybook.replay.evidence;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is there of a bundle so far, in a folder beside it, so that an export that was interrupted
 * goes on. Statements and reports have files of their own, for they are written piece by piece; all
 * else lies in one pack.
 */
final class PartFolder implements BundleFiles, Closeable {

  private static final String ASKED = "asked";
  private static final String NOTED = "noted";
  private static final String PACK = "pack";

  private final Path folder;
  private final PackFile pack;

  /**
   * Begins, or goes on where the same was asked before.
   *
   * @param asked what is asked, as text
   * @throws IOException when something else was asked
   */
  PartFolder(Path folder, String asked) throws IOException {
    this.folder = folder;
    Path file = folder.resolve(ASKED);
    if (!Files.exists(file)) {
      Files.createDirectories(folder);
      write(file, asked.getBytes(StandardCharsets.UTF_8));
    } else if (!Files.readString(file).equals(asked)) {
      throw new IOException(
          "`%s` is what is left of another question; delete it, or ask that one again"
              .formatted(folder));
    }
    this.pack = new PackFile(folder.resolve(PACK));
  }

  /** Those that are no part of the pack, by name. */
  private static SortedSet<String> apart() {
    SortedSet<String> names = new TreeSet<>(List.of(BundleNames.LEAVES));
    Report.ALL.forEach(report -> names.add(report.name()));
    return names;
  }

  @Override
  public @Nullable InputStream open(String name) throws IOException {
    byte[] packed = pack.read(name);
    if (packed != null) {
      return new ByteArrayInputStream(packed);
    }
    Path file = folder.resolve(name);
    return apart().contains(name) && Files.exists(file) ? Files.newInputStream(file) : null;
  }

  @Override
  public byte @Nullable [] read(String name, int longest) throws IOException {
    byte[] packed = pack.read(name);
    return packed == null || packed.length > longest ? null : packed;
  }

  @Override
  public List<String> below(String below) {
    return pack.names().tailSet(below, true).stream()
        .takeWhile(name -> name.startsWith(below))
        .toList();
  }

  boolean has(String name) {
    return pack.has(name);
  }

  /** A whole file that is there. */
  byte[] read(String name) throws IOException {
    byte[] packed = pack.read(name);
    if (packed == null) {
      throw new NoSuchFileException(name);
    }
    return packed;
  }

  /** Keeps a file, whole or not at all. */
  void put(String name, byte[] bytes) throws IOException {
    pack.put(name, bytes);
  }

  /** Makes a report of what is there. */
  void put(Report report, Evidence evidence) throws IOException {
    try (OutputStream out = Files.newOutputStream(folder.resolve(report.name()))) {
      report.write(out, evidence);
    }
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
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
        Files.newOutputStream(leaves(), StandardOpenOption.CREATE, StandardOpenOption.APPEND));
  }

  /** Cuts the statements behind this many bytes. */
  void cutLeaves(long length) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(leaves().toFile(), "rw")) {
      file.setLength(length);
    }
  }

  Path leaves() {
    return folder.resolve(BundleNames.LEAVES);
  }

  /** Told of each file that was packed. */
  @FunctionalInterface
  interface Packed {
    void file(ZipWriter.Written written) throws IOException;
  }

  /** Adds every file to a zip, by name, and tells of each. */
  void pack(ZipWriter zip, Packed packed) throws IOException {
    SortedSet<String> names = new TreeSet<>(pack.names());
    names.addAll(apart());
    for (String name : names) {
      byte[] bytes = pack.read(name);
      packed.file(bytes == null ? zip.add(name, folder.resolve(name)) : zip.add(name, bytes));
    }
  }

  @Override
  public void close() throws IOException {
    pack.close();
  }

  /** Takes all of it away; what was asked last, by which it is known whose the rest is. */
  void delete() throws IOException {
    close();
    Path asked = folder.resolve(ASKED);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(file -> !file.equals(asked)).toList()) {
        Files.delete(file);
      }
    }
    Files.delete(asked);
    Files.delete(folder);
  }
}

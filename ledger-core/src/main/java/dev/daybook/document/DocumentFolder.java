package dev.daybook.document;

import dev.daybook.document.ReadDocument.Skipped;
import dev.daybook.document.ReadDocument.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads every document under a folder, in the order they can be applied in: domains, teams,
 * policies, products, contracts. Other people's YAML and JSON, which claims no {@code apiVersion}
 * known here, is passed over and counted; what claims one and is wrong is told.
 *
 * <p>Folders that begin with a dot, and {@code node_modules}, are not entered. Links are followed
 * within the folder, each file once, and never out of it.
 */
public final class DocumentFolder {

  /** Most YAML and JSON files looked at. */
  public static final int MAX_FILES = 10_000;

  /** Most bytes of one file, 16 MiB; each document in it is bound by {@link Limits#MAX_BYTES}. */
  public static final int MAX_FILE_BYTES = 16 << 20;

  /** Most folders inside each other. */
  public static final int MAX_FOLDER_DEPTH = 64;

  /**
   * What a folder holds.
   *
   * @param documents in applying order, those that cannot be read among them; their sources are
   *     named by path, with slashes, from the folder on
   * @param skipped documents that are not meant for this ledger
   */
  public record Contents(List<ReadDocument> documents, List<Skipped> skipped) {
    public Contents {
      documents = List.copyOf(documents);
      skipped = List.copyOf(skipped);
    }
  }

  private record Ranked(int rank, ReadDocument document) {}

  private static final int LAST = Dialect.Rank.values().length;

  private final Path folder;
  private final Path realFolder;
  private final int maxFiles;
  private final List<Path> files = new ArrayList<>();
  private final List<Ranked> found = new ArrayList<>();
  private final List<Skipped> skipped = new ArrayList<>();

  private DocumentFolder(Path folder, int maxFiles) throws IOException {
    this.folder = folder;
    this.realFolder = folder.toRealPath();
    this.maxFiles = maxFiles;
  }

  /**
   * Reads a folder, or one file.
   *
   * @throws IOException when {@code path} itself is not there or cannot be listed
   */
  public static Contents read(Path path) throws IOException {
    return read(path, MAX_FILES);
  }

  static Contents read(Path path, int maxFiles) throws IOException {
    if (Files.isRegularFile(path)) {
      DocumentFolder alone = new DocumentFolder(path, maxFiles);
      String name = path.toString().replace('\\', '/');
      alone.readFile(path, name, true);
      if (alone.found.isEmpty()) {
        alone.skipped.clear();
        alone.tell(name, "there is no document in it", "write one, or leave the file out");
      }
      return alone.contents();
    }
    DocumentFolder all = new DocumentFolder(path, maxFiles);
    all.walk();
    return all.contents();
  }

  private Contents contents() {
    found.sort(
        Comparator.comparingInt(Ranked::rank)
            .thenComparing(ranked -> ranked.document.source().sourceName())
            .thenComparingInt(ranked -> ranked.document.index()));
    return new Contents(found.stream().map(Ranked::document).toList(), skipped);
  }

  private void walk() throws IOException {
    Set<Path> seen = new HashSet<>();
    FileVisitor<Path> visitor =
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes)
              throws IOException {
            if (dir.equals(folder)) {
              return FileVisitResult.CONTINUE;
            }
            String name = String.valueOf(dir.getFileName());
            return name.startsWith(".") || name.equals("node_modules") || isOutside(dir)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (attributes.isSymbolicLink()
                && Format.ofFileName(file.toString()) != Format.UNSAID) {
              tell(name(file), "it is a link to nothing", "remove it, or mend what it leads to");
            }
            if (attributes.isRegularFile()
                && Format.ofFileName(file.toString()) != Format.UNSAID
                && !isOutside(file)
                && seen.add(file.toRealPath())) {
              files.add(file);
            }
            return files.size() > maxFiles ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            boolean ours = Format.ofFileName(file.toString()) != Format.UNSAID;
            if (!(e instanceof FileSystemLoopException) && (ours || Files.isDirectory(file))) {
              tell(name(file), "it cannot be read: " + e.getMessage(), "make it readable");
            }
            return FileVisitResult.CONTINUE;
          }
        };
    Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), MAX_FOLDER_DEPTH, visitor);
    if (files.size() > maxFiles) {
      tell(
          folder.toString(),
          "the folder has more than %,d YAML and JSON files".formatted(maxFiles),
          "apply its parts one by one");
      return;
    }
    files.sort(Comparator.comparing(this::name));
    for (Path file : files) {
      readFile(file, name(file), false);
    }
  }

  private boolean isOutside(Path path) throws IOException {
    return !path.toRealPath().startsWith(realFolder);
  }

  private String name(Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  /**
   * @param named whether somebody asked for this very file, so that nothing in it is passed over
   */
  private void readFile(Path file, String name, boolean named) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_FILE_BYTES + 1);
    } catch (IOException e) {
      tell(name, "it cannot be read: " + e.getMessage(), "make it readable");
      return;
    }
    if (bytes.length > MAX_FILE_BYTES) {
      tell(
          name,
          "the file has more than %,d bytes (16 MiB)".formatted(MAX_FILE_BYTES),
          "split it, or move it out of the folder");
      return;
    }
    // A file's name promises nothing to anybody: YAML in a .json file is still a document.
    for (ParsedDocument parsed : Documents.parse(bytes, Format.UNSAID, name)) {
      take(parsed, named);
    }
  }

  private void take(ParsedDocument parsed, boolean named) {
    if (!named && !parsed.isEmpty() && !claims(parsed)) {
      skipped.add(
          new Skipped(parsed.index(), parsed.source(), "it claims no apiVersion known here"));
      return;
    }
    ReadDocument document = Dialects.read(parsed);
    if (document instanceof Skipped empty) {
      skipped.add(empty);
    } else {
      found.add(new Ranked(rank(parsed), document));
    }
  }

  private static boolean claims(ParsedDocument parsed) {
    Optional<Node> root = parsed.root();
    return (parsed.complete() && root.orElse(null) instanceof Node.Mapping mapping)
        ? Dialects.claims(mapping)
        : Dialects.claims(new String(parsed.source().bytes(), StandardCharsets.UTF_8));
  }

  private static int rank(ParsedDocument parsed) {
    return parsed
        .root()
        .flatMap(root -> root instanceof Node.Mapping mapping ? Dialects.rank(mapping) : none())
        .map(Enum::ordinal)
        .orElse(LAST);
  }

  private static Optional<Dialect.Rank> none() {
    return Optional.empty();
  }

  private void tell(String name, String message, String fix) {
    SourceBytes source = new SourceBytes(name, Place.START, new byte[0]);
    Problem problem = Problem.at(Place.START, "", message, null, null, fix);
    found.add(new Ranked(LAST, new Unreadable(0, source, List.of(problem))));
  }
}

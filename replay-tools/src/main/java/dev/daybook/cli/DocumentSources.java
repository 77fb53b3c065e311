package dev.daybook.cli;

import dev.daybook.cli.review.Review;
import dev.daybook.document.DocumentFolder;
import dev.daybook.document.ReadDocument;
import dev.daybook.document.SourceBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The documents a user named, as files or folders, in the order they can be applied in.
 *
 * @param skipped what lies among them and is none of ours
 */
record DocumentSources(List<Located> documents, List<Review.Skipped> skipped) {

  /**
   * A document.
   *
   * @param file its file as a path the user can open from where he stands
   * @param name the file as it lies under what the user named: nothing of where that is on this
   *     machine
   */
  record Located(String file, String name, ReadDocument document) {}

  static DocumentSources read(List<Path> paths) throws IOException {
    List<Located> documents = new ArrayList<>();
    List<Review.Skipped> skipped = new ArrayList<>();
    for (Path path : paths) {
      DocumentFolder.Contents contents = contents(path);
      for (ReadDocument document : contents.documents()) {
        documents.add(
            new Located(file(path, document.source()), name(path, document.source()), document));
      }
      for (ReadDocument.Skipped each : contents.skipped()) {
        skipped.add(new Review.Skipped(file(path, each.source()), each.why()));
      }
    }
    if (documents.isEmpty() && skipped.isEmpty()) {
      throw Failure.usage("there is no YAML or JSON in %s".formatted(paths));
    }
    return new DocumentSources(documents, skipped);
  }

  private static DocumentFolder.Contents contents(Path path) throws IOException {
    try {
      return DocumentFolder.read(path);
    } catch (NoSuchFileException e) {
      throw Failure.usage("there is no file or folder `%s`".formatted(path));
    }
  }

  private static String name(Path named, SourceBytes source) {
    Path file = Path.of(source.sourceName());
    Path name = Files.isDirectory(named) ? file.normalize() : file.getFileName();
    return String.valueOf(name).replace('\\', '/');
  }

  private static String file(Path named, SourceBytes source) {
    String file =
        Files.isDirectory(named)
            ? named.resolve(source.sourceName()).normalize().toString()
            : source.sourceName();
    return file.replace('\\', '/');
  }
}

package dev.daybook.replay.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files of a bundle by their names, whether it is packed already or not. */
interface BundleFiles {

  /** A file from its beginning; null where there is none. */
  @Nullable InputStream open(String name) throws IOException;

  /**
   * A whole file; null where there is none, or it is longer than such a file can be.
   *
   * @param longest in bytes
   */
  byte @Nullable [] read(String name, int longest) throws IOException;

  /**
   * The names of all files below a folder, sorted.
   *
   * @param folder with its slash
   */
  List<String> below(String folder) throws IOException;
}

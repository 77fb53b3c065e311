package dev.daybook.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file that a setting names, such as one with a key. What is wrong with it is told with the
 * setting's name, in words.
 */
public final class SettingFile {

  /** Longest file read, in bytes: keys, policies and certificates are a few KiB. */
  static final int MOST_BYTES = 1 << 20;

  private SettingFile() {}

  /**
   * The file's bytes.
   *
   * @param setting the setting that names it
   * @throws IllegalArgumentException when it cannot be read
   */
  public static byte[] bytes(String setting, String file) {
    Path path = Path.of(file.strip());
    if (Files.isDirectory(path)) {
      throw refused(setting, path, "which is a folder; name the file in it");
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(path)) {
      bytes = in.readNBytes(MOST_BYTES + 1);
    } catch (NoSuchFileException _) {
      throw refused(setting, path, "which is not there; put it there, or name another");
    } catch (AccessDeniedException _) {
      throw refused(
          setting, path, "which this user may not read; give it the right to, or name another");
    } catch (IOException e) {
      throw refused(setting, path, "which cannot be read: " + e.getMessage());
    }
    if (bytes.length > MOST_BYTES) {
      throw refused(
          setting, path, "which has more than %,d bytes; name another".formatted(MOST_BYTES));
    }
    return bytes;
  }

  /**
   * The file's text, without blanks around it.
   *
   * @param setting the setting that names it
   * @throws IllegalArgumentException when it cannot be read, or is no text
   */
  public static String text(String setting, String file) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes(setting, file)))
          .toString()
          .strip();
    } catch (CharacterCodingException _) {
      throw refused(setting, Path.of(file.strip()), "which is no text in UTF-8; name another");
    }
  }

  private static IllegalArgumentException refused(String setting, Path path, String why) {
    return new IllegalArgumentException("%s names `%s`, %s".formatted(setting, path, why));
  }
}

package dev.daybook.document;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Recognises YAML on the wrong way in: {@code curl -d @file.yaml} sends it as JSON (or as a form)
 * and strips every line break, after which no parser can tell what was written. Such a body is
 * answered with what to change, and is never kept.
 */
final class MangledYaml {

  private static final String FIX =
      "send the file with `--data-binary @file` (not `-d`) and `-H 'Content-Type:"
          + " application/yaml'`";

  private static final Pattern KEY = Pattern.compile("(apiVersion|kind)\\s*:");

  /** How much of a body is looked at, in bytes. */
  private static final int LOOKED_AT = 16 * 1024;

  private MangledYaml() {}

  static Optional<Problem> check(byte[] bytes, Format hint) {
    byte first = Splitter.firstByte(bytes);
    if (first == 0 || first == '{' || first == '[' || (hint != Format.JSON && hasLines(bytes))) {
      return Optional.empty();
    }
    String head =
        new String(bytes, 0, Math.min(bytes.length, LOOKED_AT), StandardCharsets.UTF_8).strip();
    boolean oneLine = head.indexOf('\n') < 0 && head.indexOf('\r') < 0;
    if (KEY.matcher(head).results().map(m -> m.group(1)).distinct().count() < 2) {
      return Optional.empty();
    }
    if (oneLine) {
      return Optional.of(
          Problem.at(
              Place.START,
              "",
              "this is YAML whose line breaks were stripped on the way, as `curl -d` does",
              head,
              "the file's own bytes, as application/yaml",
              FIX));
    }
    if (hint == Format.JSON) {
      return Optional.of(
          Problem.at(
              Place.START,
              "",
              "this is YAML, but it was sent as JSON",
              head.lines().findFirst().orElse(""),
              "Content-Type: application/yaml",
              FIX));
    }
    return Optional.empty();
  }

  private static boolean hasLines(byte[] bytes) {
    int at = Splitter.skipSpace(bytes, 0);
    while (at < bytes.length && bytes[at] != '\n' && bytes[at] != '\r') {
      at++;
    }
    return Splitter.skipSpace(bytes, at) < bytes.length;
  }
}

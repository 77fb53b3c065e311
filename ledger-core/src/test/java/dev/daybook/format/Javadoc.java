package dev.daybook.format;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a record's or constant's comment in the sources says, so that pages need not say it again.
 */
final class Javadoc {

  private static final Pattern LINK = Pattern.compile("\\{@(?:code|link)\\s+([^}]*)}");

  private Javadoc() {}

  /** The comment of a record up to its parameters, on one line, as Markdown. */
  static String firstSentence(Class<?> type) {
    return before(type, "record " + type.getSimpleName() + "(");
  }

  /** The comment of an enum's constant, on one line, as Markdown. */
  static String of(Enum<?> constant) {
    return before(
        constant.getDeclaringClass(),
        constant.name() + ",",
        constant.name() + ";",
        constant.name() + "(");
  }

  private static String before(Class<?> type, String... declarations) {
    String source = GoldenFile.read(sourceOf(type));
    for (String declaration : declarations) {
      Matcher comment =
          Pattern.compile(
                  "/\\*\\*((?:(?!\\*/)(?s:.))*)\\*/\\s*(?:@Recorded\\([^)]*\\)\\s*)?(?:public )?"
                      + Pattern.quote(declaration))
              .matcher(source);
      if (comment.find()) {
        return plain(comment.group(1));
      }
    }
    throw new AssertionError("%s has no comment that says what it is".formatted(declarations[0]));
  }

  private static String plain(String comment) {
    String text = comment.replaceAll("(?m)^\\s*\\* ?", "");
    int tags = text.indexOf("\n@");
    String body = (tags < 0 ? text : text.substring(0, tags)).replaceAll("\\s+", " ").strip();
    return LINK.matcher(body).replaceAll("`$1`");
  }

  private static Path sourceOf(Class<?> type) {
    Class<?> outermost = type;
    while (outermost.getEnclosingClass() != null) {
      outermost = outermost.getEnclosingClass();
    }
    return Path.of("src/main/java", outermost.getName().replace('.', '/') + ".java");
  }
}

package dev.daybook.cli;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A JDK to run the command line on that is another one than this: the one whose {@code java} {@code
 * DAYBOOK_TEST_JAVA} names, or one of 25 or later that lies beside this one.
 */
final class OtherJdk {

  private static final String NAMED = "DAYBOOK_TEST_JAVA";

  /** The first that can run what is compiled here. */
  private static final int OLDEST = 25;

  static final String MISSING =
      "no other JDK of %d or later lies beside this one; name one's java in %s"
          .formatted(OLDEST, NAMED);

  private OtherJdk() {}

  /** Its {@code java}. */
  static Optional<Path> java() {
    String named = System.getenv(NAMED);
    return named == null || named.isBlank() ? besideThisOne() : Optional.of(Path.of(named));
  }

  private static Optional<Path> besideThisOne() {
    Path home = Path.of(System.getProperty("java.home"));
    Properties own = release(home);
    try (Stream<Path> beside = Files.list(home.resolveSibling("."))) {
      return beside
          .filter(each -> feature(release(each)) >= OLDEST && !release(each).equals(own))
          .map(each -> each.resolve("bin").resolve("java"))
          .filter(Files::isExecutable)
          .sorted()
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its first number; that of JDK 8 and older is 1, and 0 where no JDK lies. */
  private static int feature(Properties release) {
    String version = release.getProperty("JAVA_VERSION", "\"0\"");
    return Integer.parseInt(version.replaceAll("^\"(\\d+).*", "$1"));
  }

  /** What a JDK says of itself in its folder; nothing where none lies. */
  private static Properties release(Path home) {
    Properties said = new Properties();
    Path file = home.resolve("release");
    if (Files.isRegularFile(file)) {
      try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        said.load(reader);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return said;
  }
}

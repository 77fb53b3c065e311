package dev.daybook.replay.evidence;

import dev.daybook.replay.verify.Earlier;
import dev.daybook.replay.verify.TrustGiven;
import dev.daybook.seal.TimestampAuthorities;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code java -jar daybook-verify.jar evidence verify FILE}: what {@code daybook evidence verify}
 * does, in a jar of its own that knows no server and no database.
 */
public final class VerifierMain {

  private static final String USAGE =
      """
      Usage: java -jar daybook-verify.jar evidence verify FILE [--key VKEY]... [--trust FILE] [--since FILE] [--tsa-cert FILE]
      Verify an evidence bundle, offline, and tell everything that does not hold.
        --key VKEY     a verifier key you trust, as `daybook seal keys` prints it; may be given again
        --trust FILE   in place of --key: a tlog-policy of logs and witnesses you trust
        --since FILE   a checkpoint you kept: the ledger must begin with it
        --tsa-cert FILE  certificates of timestamp authorities you trust, in PEM
      Ends with 0 if all holds and somebody you trust signed it, 1 if not, 2 for wrong usage,
      3 if it could not be read.
      """;

  private static final int PROVEN = 0;
  private static final int NOT_PROVEN = 1;
  private static final int WRONG_USAGE = 2;
  private static final int COULD_NOT = 3;

  private final PrintStream out;
  private final PrintStream err;

  VerifierMain(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Runs, and ends the JVM. */
  public static void main(String[] arguments) {
    // What is made again to be compared has the same digits on every machine.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    System.exit(new VerifierMain(out, err).run(List.of(arguments)));
  }

  /** What was given on the command line. */
  private static final class Given {
    private final List<String> keys = new ArrayList<>();
    private @Nullable Path file;
    private @Nullable Path trust;
    private @Nullable Path since;
    private TimestampAuthorities authorities = TimestampAuthorities.NONE;
  }

  /** The exit code. */
  int run(List<String> arguments) {
    if (arguments.contains("--help") || arguments.contains("-h")) {
      out.print(USAGE);
      return PROVEN;
    }
    try {
      Given given = given(arguments.iterator());
      if (given.file == null) {
        throw new IllegalArgumentException("no FILE is named");
      }
      EvidenceOutcome outcome =
          new EvidenceVerification(
                  given.file,
                  TrustGiven.read(given.keys, given.trust),
                  given.since == null ? null : new Earlier(Files.readAllBytes(given.since)),
                  given.authorities,
                  (_, _) -> {})
              .run();
      tell(outcome.told(), "");
      return outcome.isProven() ? PROVEN : NOT_PROVEN;
    } catch (IllegalArgumentException e) {
      err.println("daybook-verify: " + e.getMessage());
      err.print(USAGE);
      return WRONG_USAGE;
    } catch (NoSuchFileException e) {
      err.println("daybook-verify: there is no `%s`".formatted(e.getFile()));
      return COULD_NOT;
    } catch (IOException e) {
      err.println("daybook-verify: " + e.getMessage());
      return COULD_NOT;
    }
  }

  private static Given given(Iterator<String> words) throws IOException {
    Given given = new Given();
    for (String word : List.of("evidence", "verify")) {
      if (!words.hasNext() || !words.next().equals(word)) {
        throw new IllegalArgumentException("it begins with `evidence verify`");
      }
    }
    while (words.hasNext()) {
      String word = words.next();
      switch (word) {
        case "--key" -> given.keys.add(value(word, words));
        case "--trust" -> given.trust = Path.of(value(word, words));
        case "--since" -> given.since = Path.of(value(word, words));
        case "--tsa-cert" ->
            given.authorities = TrustGiven.authorities(Path.of(value(word, words)));
        default -> {
          if (word.startsWith("-") || given.file != null) {
            throw new IllegalArgumentException("`%s` is nothing it takes".formatted(word));
          }
          given.file = Path.of(word);
        }
      }
    }
    return given;
  }

  private static String value(String option, Iterator<String> words) {
    if (!words.hasNext()) {
      throw new IllegalArgumentException("`%s` wants a value".formatted(option));
    }
    return words.next();
  }

  private void tell(Map<String, Object> told, String indent) {
    told.forEach(
        (name, value) -> {
          if (value instanceof List<?> list) {
            if (!list.isEmpty()) {
              out.println(indent + name);
              list.forEach(each -> item(each, indent + "  "));
            }
          } else {
            out.println("%s%-14s%s".formatted(indent, name, value));
          }
        });
  }

  private void item(Object item, String indent) {
    if (item instanceof Map<?, ?> fault) {
      List<String> parts = new ArrayList<>();
      fault.forEach(
          (name, value) -> parts.add(name.equals("what") ? ": " + value : name + " " + value));
      out.println(indent + "- " + String.join("", parts));
    } else {
      out.println(indent + "- " + item);
    }
  }
}

package dev.daybook.replay.evidence;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A bundle's table of contents: what was asked, of which checkpoint, and every file with its length
 * and SHA-256, by name. Nobody signs it; it says what was meant to be there.
 *
 * @param origin the ledger's name
 * @param size of how many entries the checkpoint is
 * @param entries how many are carried
 * @param reports by which version of them reports were made
 * @param since the size of a checkpoint that was kept, with which the log is shown to begin; 0 for
 *     none
 */
record Manifest(
    String origin,
    long size,
    Question question,
    long entries,
    long reports,
    long since,
    Persons persons,
    Omitted omitted) {

  private static final String FIRST = "daybook/evidence@v1";
  private static final String DISCLOSED = "disclosed ";
  private static final String ERASED_PERSON = "erased-person ";
  private static final String ABSENT = "absent ";
  private static final String ERASED = "erased ";
  private static final String WITHHELD = "withheld ";

  private static final Pattern FILE =
      Pattern.compile("([0-9a-f]{64}) (0|[1-9][0-9]{0,18}) ([!-~]{1," + BundleNames.LONGEST + "})");

  /** It is not written as a manifest is. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message, null, false, false);
    }
  }

  /** Told of what is listed. */
  interface Listed {

    /** A file that is there. */
    void file(ZipWriter.Written file) throws IOException;
  }

  /** The lines above the files, each with a newline. */
  String head() {
    StringBuilder head = new StringBuilder();
    head.append(FIRST).append('\n');
    head.append("origin ").append(origin).append('\n');
    head.append("size ").append(size).append('\n');
    question.streams().forEach(stream -> head.append("stream ").append(stream).append('\n'));
    time(head, "from ", question.from());
    time(head, "to ", question.to());
    head.append("as-of ").append(question.asOf()).append('\n');
    head.append("entries ").append(entries).append('\n');
    head.append("complete ").append(question.isComplete() ? "yes" : "no").append('\n');
    head.append("reports ").append(reports).append('\n');
    if (since > 0) {
      head.append("since ").append(since).append('\n');
    }
    lines(head, DISCLOSED, persons.disclosed());
    lines(head, ERASED_PERSON, persons.erased());
    lines(head, ABSENT, omitted.absent());
    lines(head, ERASED, omitted.erased());
    lines(head, WITHHELD, omitted.withheld());
    return head.append('\n').toString();
  }

  private static void lines(StringBuilder head, String word, Iterable<String> values) {
    values.forEach(value -> head.append(word).append(value).append('\n'));
  }

  private static void time(StringBuilder head, String word, @Nullable Instant time) {
    if (time != null) {
      head.append(word).append(time).append('\n');
    }
  }

  static void write(OutputStream out, ZipWriter.Written file) throws IOException {
    out.write(
        "%s %d %s\n"
            .formatted(file.sha256(), file.length(), file.name())
            .getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads one, line by line.
   *
   * @param listed is told of the files in their order
   * @throws Refused when it is not written as {@link #head} and {@link #write} write it
   */
  static Manifest read(InputStream in, Listed listed) throws IOException, Refused {
    Lines lines = new Lines(in);
    lines.require(FIRST);
    String origin = lines.value("origin ");
    long size = lines.number("size ");
    SortedSet<String> streams = lines.all("stream ");
    @Nullable Instant from = lines.time("from ");
    @Nullable Instant to = lines.time("to ");
    long asOf = lines.number("as-of ");
    long entries = lines.number("entries ");
    boolean complete = lines.value("complete ").equals("yes");
    long reports = lines.number("reports ");
    @Nullable String since = lines.optional("since ");
    Manifest manifest =
        new Manifest(
            origin,
            size,
            new Question(List.copyOf(streams), from, to, asOf, complete),
            entries,
            reports,
            since == null ? 0 : lines.number(since, "since "),
            new Persons(lines.all(DISCLOSED), lines.all(ERASED_PERSON)),
            new Omitted(lines.all(ABSENT), lines.all(ERASED), lines.all(WITHHELD)));
    lines.require("");
    if (!manifest.head().equals(lines.text())) {
      throw new Refused("its first lines are not in the one form they have");
    }
    lines.files(listed);
    return manifest;
  }

  /** The lines of one manifest. */
  private static final class Lines {

    /** Longest line, in characters: a stream's name is shorter. */
    private static final int LONGEST = 4096;

    private final BufferedReader in;
    private final StringBuilder text = new StringBuilder();
    private @Nullable String line;
    private int number;

    Lines(InputStream in) throws IOException, Refused {
      this.in =
          new BufferedReader(
              new InputStreamReader(
                  in,
                  StandardCharsets.UTF_8
                      .newDecoder()
                      .onMalformedInput(CodingErrorAction.REPORT)
                      .onUnmappableCharacter(CodingErrorAction.REPORT)));
      next();
    }

    /** Takes the next line, which a newline must end. */
    private void next() throws IOException, Refused {
      StringBuilder next = new StringBuilder();
      int c = in.read();
      if (c < 0) {
        line = null;
        return;
      }
      number++;
      for (; c != '\n'; c = in.read()) {
        if (c < 0 || next.length() == LONGEST) {
          throw refused("ends nowhere");
        }
        next.append((char) c);
      }
      line = next.toString();
    }

    private Refused refused(String what) {
      return new Refused("line %d %s".formatted(number, what));
    }

    String text() {
      return text.toString();
    }

    private void took() throws IOException, Refused {
      text.append(line).append('\n');
      next();
    }

    void require(String wanted) throws IOException, Refused {
      if (!wanted.equals(line)) {
        throw refused("is not `%s`".formatted(wanted));
      }
      took();
    }

    @Nullable String optional(String word) throws IOException, Refused {
      if (line == null || !line.startsWith(word)) {
        return null;
      }
      String value = line.substring(word.length());
      took();
      return value;
    }

    /** The values of all lines that begin so, one behind the other. */
    SortedSet<String> all(String word) throws IOException, Refused {
      SortedSet<String> values = new TreeSet<>();
      for (String value = optional(word); value != null; value = optional(word)) {
        values.add(value);
      }
      return values;
    }

    String value(String word) throws IOException, Refused {
      String value = optional(word);
      if (value == null) {
        throw refused("does not begin with `%s`".formatted(word));
      }
      return value;
    }

    long number(String word) throws IOException, Refused {
      return number(value(word), word);
    }

    long number(String value, String word) throws Refused {
      try {
        return Long.parseLong(value);
      } catch (NumberFormatException _) {
        throw refused("or the one before has no number behind `%s`".formatted(word));
      }
    }

    @Nullable Instant time(String word) throws IOException, Refused {
      String value = optional(word);
      try {
        return value == null ? null : Instant.parse(value);
      } catch (DateTimeException _) {
        throw refused("or the one before has no time behind `%s`".formatted(word));
      }
    }

    void files(Listed listed) throws IOException, Refused {
      String before = "";
      while (line != null) {
        Matcher file = FILE.matcher(line);
        if (!file.matches() || file.group(3).compareTo(before) <= 0) {
          throw refused("is no SHA-256, length and name, sorted by name");
        }
        before = file.group(3);
        listed.file(new ZipWriter.Written(before, length(file.group(2)), file.group(1)));
        next();
      }
    }

    private long length(String digits) throws Refused {
      return number(digits, "");
    }
  }
}

package dev.daybook.document;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The way in: bytes become documents, each with its own original bytes, and either what it asks for
 * or everything that is wrong with it.
 */
public final class Documents {

  private Documents() {}

  /**
   * Reads every document of a source.
   *
   * @param hint what the sender says the bytes are
   * @param sourceName what the source is called in messages, a file's path for instance
   */
  public static List<ReadDocument> read(byte[] bytes, Format hint, String sourceName) {
    List<ReadDocument> documents = new ArrayList<>();
    for (ParsedDocument parsed : parse(bytes, hint, sourceName)) {
      documents.add(Dialects.read(parsed));
    }
    return List.copyOf(documents);
  }

  /**
   * Parses every document of a source without asking what it means. At least one comes back, in the
   * order of the source.
   */
  public static List<ParsedDocument> parse(byte[] bytes, Format hint, String sourceName) {
    Optional<Problem> mangled = MangledYaml.check(bytes, hint);
    if (mangled.isPresent()) {
      return whole(bytes, sourceName, mangled.get());
    }
    byte first = Splitter.firstByte(bytes);
    boolean braces = first == '{' || first == '[';
    return switch (hint) {
      case JSON -> parseAs(Format.JSON, bytes, sourceName);
      case YAML -> braces ? parseBraces(bytes, sourceName, Format.YAML) : yaml(bytes, sourceName);
      case UNSAID -> braces ? parseBraces(bytes, sourceName, Format.JSON) : yaml(bytes, sourceName);
    };
  }

  /**
   * Parses one document again, of which only its own bytes are at hand.
   *
   * @param begin where it began in its source: places are counted from there
   */
  public static ParsedDocument parse(String sourceName, Place begin, byte[] bytes) {
    return parse(new SourceBytes(sourceName, begin, bytes));
  }

  /** Parses one document of a source again, with the places it has in the source. */
  public static ParsedDocument parse(SourceBytes source) {
    byte first = Splitter.firstByte(source.bytes());
    if (first == '{' || first == '[') {
      ParsedDocument json = parseOne(0, source, Format.JSON);
      if (json.problems().isEmpty()) {
        return json;
      }
    }
    return parseOne(0, source, Format.YAML);
  }

  private static List<ParsedDocument> yaml(byte[] bytes, String sourceName) {
    return parseAs(Format.YAML, bytes, sourceName);
  }

  /** JSON if it is JSON, else YAML in braces; what is neither is told in terms of {@code told}. */
  private static List<ParsedDocument> parseBraces(byte[] bytes, String sourceName, Format told) {
    List<ParsedDocument> json = parseAs(Format.JSON, bytes, sourceName);
    if (isClean(json)) {
      return json;
    }
    List<ParsedDocument> yaml = parseAs(Format.YAML, bytes, sourceName);
    return told == Format.YAML || isClean(yaml) ? yaml : json;
  }

  private static boolean isClean(List<ParsedDocument> documents) {
    return documents.stream().allMatch(document -> document.problems().isEmpty());
  }

  private static List<ParsedDocument> parseAs(Format format, byte[] bytes, String sourceName) {
    List<Splitter.Slice> slices =
        format == Format.JSON ? Splitter.json(bytes) : Splitter.yaml(bytes);
    if (slices.size() > Limits.MAX_DOCUMENTS) {
      return whole(
          bytes,
          sourceName,
          Problem.at(
              slices.get(Limits.MAX_DOCUMENTS).begin(),
              "",
              "these are %d documents".formatted(slices.size()),
              null,
              "at most %d in one source".formatted(Limits.MAX_DOCUMENTS),
              "send them in several requests or files"));
    }
    List<ParsedDocument> documents = new ArrayList<>(slices.size());
    for (Splitter.Slice slice : slices) {
      byte[] own =
          slices.size() == 1 && slice.to() - slice.from() == bytes.length
              ? bytes
              : Arrays.copyOfRange(bytes, slice.from(), slice.to());
      SourceBytes source = new SourceBytes(sourceName, slice.begin(), own);
      documents.add(parseOne(documents.size(), source, format));
    }
    return documents;
  }

  private static ParsedDocument parseOne(int index, SourceBytes source, Format format) {
    Problems problems = new Problems();
    if (source.length() > Limits.MAX_BYTES) {
      problems.add(
          source.begin(),
          "",
          "this document has %,d bytes".formatted(source.length()),
          null,
          "at most %,d bytes (1 MiB)".formatted(Limits.MAX_BYTES),
          "split it");
      return new ParsedDocument(index, source, Optional.empty(), false, problems.list());
    }
    String text = Utf8.decode(source.bytes(), source.begin(), problems);
    if (text == null) {
      return new ParsedDocument(index, source, Optional.empty(), false, problems.list());
    }
    Optional<Node> root =
        format == Format.JSON
            ? JsonParser.parse(text, source.begin(), problems)
            : YamlParser.parse(text, source.begin(), problems);
    return new ParsedDocument(index, source, root, !problems.stoppedShort(), problems.list());
  }

  private static List<ParsedDocument> whole(byte[] bytes, String sourceName, Problem problem) {
    return List.of(
        new ParsedDocument(
            0,
            new SourceBytes(sourceName, Place.START, bytes),
            Optional.empty(),
            false,
            List.of(problem)));
  }
}

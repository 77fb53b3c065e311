package dev.daybook.document;

import dev.daybook.document.Node.Scalar;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads one YAML 1.2 document event by event, so that anchors, aliases and tags are refused where
 * they stand and nothing is ever expanded or constructed. Plain scalars follow the core schema;
 * {@code yes}, {@code 0x1F}, {@code 007} and {@code +5} are text.
 *
 * @see <a href="https://yaml.org/spec/1.2.2/#103-core-schema">YAML 1.2.2, core schema</a>
 */
final class YamlParser {

  /** Far enough beyond the limit to report what else is wrong, near enough to stay quick. */
  private static final int GIVE_UP_DEPTH = 4 * Limits.MAX_DEPTH;

  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setLabel("document")
          .setUseMarks(true)
          .setParseComments(false)
          .setCodePointLimit(Limits.MAX_BYTES + 1)
          .build();

  private final String text;
  private final Place begin;
  private final Problems problems;
  private final TreeBuilder tree;
  private @Nullable Lines lines;

  private YamlParser(String text, Place begin, Problems problems) {
    this.text = text;
    this.begin = begin;
    this.problems = problems;
    this.tree = new TreeBuilder(problems);
  }

  /** The document's tree, as far as it could be read; empty where it says nothing. */
  static Optional<Node> parse(String text, Place begin, Problems problems) {
    return new YamlParser(text, begin, problems).parse();
  }

  private Optional<Node> parse() {
    if (!printable()) {
      problems.stopShort();
      return Optional.empty();
    }
    try {
      ParserImpl parser = new ParserImpl(SETTINGS, new StreamReader(SETTINGS, text));
      while (parser.hasNext() && !givesUp()) {
        take(parser.next());
      }
      if (givesUp()) {
        problems.stopShort();
      }
    } catch (MarkedYamlEngineException e) {
      problems.stopShort();
      reportSyntax(e);
    } catch (ReaderException e) {
      problems.stopShort();
      problems.add(
          lines().place(text.offsetByCodePoints(0, e.getPosition())),
          "",
          "a character that YAML does not allow stands here",
          "U+%04X".formatted(e.getCodePoint()),
          "printable characters",
          "remove it");
    } catch (YamlEngineException e) {
      problems.stopShort();
      problems.add(begin, "", "this is not YAML: " + e.getMessage(), null, "YAML 1.2", null);
    }
    return tree.root().filter(root -> !(root instanceof Scalar scalar && isAbsent(scalar)));
  }

  private boolean givesUp() {
    return tree.depth() + keyDepth > GIVE_UP_DEPTH || problems.areHopeless();
  }

  private static boolean isAbsent(Scalar scalar) {
    return scalar.isNull() && scalar.text().isEmpty();
  }

  private void take(Event event) {
    switch (event.getEventId()) {
      case Scalar -> takeScalar((ScalarEvent) event);
      case MappingStart -> {
        MappingStartEvent start = (MappingStartEvent) event;
        if (!refusesKey(event)) {
          refuseProperties(start, start.getTag());
          tree.startMapping(placeOf(event));
        }
      }
      case SequenceStart -> {
        SequenceStartEvent start = (SequenceStartEvent) event;
        if (!refusesKey(event)) {
          refuseProperties(start, start.getTag());
          tree.startSequence(placeOf(event));
        }
      }
      case MappingEnd, SequenceEnd -> {
        if (keyDepth > 0) {
          keyDepth--;
          if (keyDepth == 0) {
            tree.refuseKey();
          }
        } else {
          tree.end();
        }
      }
      case Alias -> {
        if (keyDepth > 0) {
          return;
        }
        Place place = placeOf(event);
        String alias = ((AliasEvent) event).getAlias().getValue();
        problems.add(
            place,
            tree.pointer(),
            "YAML aliases are refused",
            "*" + alias,
            "the value itself",
            "write out what `&%s` stands for".formatted(alias));
        if (tree.wantsKey()) {
          tree.refuseKey();
        } else {
          tree.refused(place);
        }
      }
      case DocumentStart -> takeStart((DocumentStartEvent) event);
      case StreamStart, StreamEnd, DocumentEnd, Comment -> {}
    }
  }

  /** How deep inside a mapping or list that was written as a key. */
  private int keyDepth;

  /** Whether a mapping or list begins where only a text can be a key. */
  private boolean refusesKey(Event event) {
    if (keyDepth > 0) {
      keyDepth++;
      return true;
    }
    if (tree.skipping() || !tree.wantsKey()) {
      return false;
    }
    problems.add(
        placeOf(event),
        tree.pointer(),
        "a mapping or list cannot be a key",
        null,
        "a text as the key",
        "if this is a template such as {{ … }}, render it first");
    keyDepth = 1;
    return true;
  }

  private void takeStart(DocumentStartEvent event) {
    if (tree.root().isPresent()) {
      problems.add(placeOf(event), "", "a second document begins here", null, "one document", null);
    }
    event
        .getTags()
        .forEach(
            (handle, prefix) -> {
              if (!handle.equals("!") && !handle.equals("!!")) {
                problems.add(
                    begin,
                    "",
                    "YAML tags are refused",
                    "%TAG " + handle + " " + prefix,
                    "no %TAG directive",
                    "remove the directive");
              }
            });
  }

  private void takeScalar(ScalarEvent event) {
    if (keyDepth > 0) {
      return;
    }
    Place place = placeOf(event);
    refuseProperties(event, event.getTag());
    String value = event.getValue();
    if (tree.wantsKey()) {
      takeKey(value, event.isPlain(), place);
    } else if (event.isPlain()) {
      Scalar.Type type = PlainScalar.type(value);
      if (type == Scalar.Type.TEXT && PlainScalar.isNotFinite(value)) {
        problems.add(
            place,
            tree.pointer(),
            "`%s` is no number that JSON knows".formatted(value),
            value,
            "a finite number",
            "write it as text, in quotes");
      }
      tree.scalar(place, type, value, place, false);
    } else if (event.isLiteral()) {
      tree.scalar(place, Scalar.Type.TEXT, value, literalContent(value, place), true);
    } else {
      Place content =
          event.isFolded()
              ? new Place(place.line() + 1, 1)
              : new Place(place.line(), place.column() + 1);
      tree.scalar(place, Scalar.Type.TEXT, value, content, false);
    }
  }

  private void takeKey(String key, boolean plain, Place place) {
    if (plain && (key.isEmpty() || key.equals("<<"))) {
      problems.add(
          place,
          tree.pointer(),
          key.isEmpty() ? "a value without a key stands here" : "YAML merge keys are refused",
          key.isEmpty() ? null : key,
          "a key",
          key.isEmpty() ? "write `key: value`" : "write out the merged keys");
      tree.refuseKey();
      return;
    }
    tree.key(key, place);
  }

  private void refuseProperties(NodeEvent event, Optional<String> tag) {
    if (keyDepth > 0 || tree.skipping()) {
      return;
    }
    Optional<Anchor> anchor = event.getAnchor();
    if (anchor.isPresent()) {
      problems.add(
          placeOf(event),
          tree.pointer(),
          "YAML anchors are refused",
          "&" + anchor.get().getValue(),
          "no anchor",
          "remove `&%s`".formatted(anchor.get().getValue()));
    }
    if (tag.isPresent()) {
      problems.add(
          placeOf(event),
          tree.pointer(),
          "YAML tags are refused",
          tag.get(),
          "no tag",
          "remove the tag; quotes make a text");
    }
  }

  private Place literalContent(String value, Place header) {
    int line = header.line() + 1;
    int start = 0;
    while (start < value.length() && value.charAt(start) == '\n') {
      start++;
    }
    int spaces = start;
    while (spaces < value.length() && value.charAt(spaces) == ' ') {
      spaces++;
    }
    int indent = lines().indent(line + start) - (spaces - start);
    return new Place(line, Math.max(0, indent) + 1);
  }

  private Lines lines() {
    Lines known = lines;
    if (known == null) {
      known = new Lines(text, begin);
      lines = known;
    }
    return known;
  }

  private void reportSyntax(MarkedYamlEngineException e) {
    Place place = e.getProblemMark().or(e::getContextMark).map(this::place).orElse(begin);
    String problem = e.getProblem() == null ? "" : e.getProblem();
    if (problem.contains("TAB")) {
      problems.add(
          place,
          tree.pointer(),
          "a tab stands where YAML wants spaces",
          "a tab",
          "spaces",
          "replace the tab by spaces");
      return;
    }
    String context =
        e.getContext() == null || e.getContext().isBlank() ? "" : e.getContext() + ", ";
    problems.add(
        place, tree.pointer(), "this is not YAML: " + context + problem, null, "YAML 1.2", null);
  }

  private Place placeOf(Event event) {
    return event.getStartMark().map(this::place).orElse(begin);
  }

  private Place place(Mark mark) {
    return mark.getLine() == 0
        ? new Place(begin.line(), begin.column() + mark.getColumn())
        : new Place(begin.line() + mark.getLine(), mark.getColumn() + 1);
  }

  /** Whether YAML allows every character; each that it does not is reported. */
  private boolean printable() {
    boolean all = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isControl(c)) {
        all = false;
        problems.add(
            lines().place(i),
            "",
            "a control character stands here",
            "U+%04X".formatted((int) c),
            "printable characters",
            "remove it, or write \"\\u%04X\" in double quotes".formatted((int) c));
      }
    }
    return all;
  }

  /** What YAML 1.2.2 leaves out of c-printable, surrogates aside. */
  private static boolean isControl(char c) {
    if (c >= ' ') {
      return c >= 0x7F && ((c <= 0x9F && c != 0x85) || c == 0xFFFE || c == 0xFFFF);
    }
    return c != '\n' && c != '\r' && c != '\t';
  }
}

package dev.daybook.document;

import dev.daybook.document.ReadDocument.Note;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One document while a dialect reads it: what was found wrong, worth a note, or without a place.
 */
public final class Reading {

  private final SourceBytes source;
  private final Problems problems = new Problems();
  private final List<Note> notes = new ArrayList<>();
  private final SortedMap<String, String> labels = new TreeMap<>();
  private final Flat flat = new Flat(problems);
  private int fields;
  private final Section root;

  Reading(SourceBytes source, Node.Mapping node) {
    this.source = source;
    this.root = new Section(this, node, "the document", Section.Presence.PRESENT);
  }

  public SourceBytes source() {
    return source;
  }

  /** The document itself. */
  public Section root() {
    return root;
  }

  /**
   * What the document says where the typed form has no place for it, by JSON pointer. Complete once
   * all of it was read.
   */
  public Map<String, String> labels() {
    return Map.copyOf(labels);
  }

  public List<Note> notes() {
    return List.copyOf(notes);
  }

  /** Everything wrong, fields nobody asked for included. */
  Problems finish() {
    root.reportLeftOvers();
    return problems;
  }

  Problems problems() {
    return problems;
  }

  void problem(Problem problem) {
    problems.add(problem);
  }

  void note(String message, String pointer, Place place) {
    notes.add(new Note(message, pointer, place.line(), place.column()));
  }

  void label(Node node) {
    flat.each(node, (path, text) -> labels.put(path.toString(), text));
  }

  void label(Pointer path, Place place, String text) {
    if (flat.holds(path, place, text)) {
      labels.put(path.toString(), text);
    }
  }

  /** Every scalar below {@code node} by its pointer from there. */
  Map<String, String> flat(Node node) {
    Map<String, String> below = new LinkedHashMap<>();
    int start = node.path().length();
    flat.each(node, (path, text) -> below.put(path.toString().substring(start), text));
    return below;
  }

  /** One more field of the document; tells the first that is too many. */
  void countField(Pointer path, Place place) {
    fields++;
    if (fields == Limits.MAX_FIELDS + 1) {
      problems.add(
          place,
          path.toString(),
          "this is field %,d of the document".formatted(fields),
          null,
          "at most %,d fields, parts of records counted".formatted(Limits.MAX_FIELDS),
          "describe fewer tables or topics in one document");
    }
  }

  /** Which part of the document knows a field, for hints about misplaced ones. */
  Optional<String> ownerOf(String field) {
    return root.ownerOf(field);
  }
}

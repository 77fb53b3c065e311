package dev.daybook.document;

import dev.daybook.document.ReadDocument.Note;
import java.util.ArrayList;
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
    labels.putAll(Node.flatten(node));
  }

  void label(String pointer, String text) {
    labels.put(pointer, text);
  }

  /** Which part of the document knows a field, for hints about misplaced ones. */
  Optional<String> ownerOf(String field) {
    return root.ownerOf(field);
  }
}

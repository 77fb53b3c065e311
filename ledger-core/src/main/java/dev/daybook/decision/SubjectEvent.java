package dev.daybook.decision;

/** Something that happened to one subject. Each slice seals its own events under this. */
public interface SubjectEvent {}

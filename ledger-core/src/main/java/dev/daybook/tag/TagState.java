package dev.daybook.tag;

/** What a tag is. */
sealed interface TagState {

  /** The name is free. */
  record NotSet() implements TagState {}

  /** The name stands for the moment after the entry at {@code position}. */
  record Set(long position) implements TagState {}
}

package dev.daybook.rules;

import dev.daybook.path.Slices;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** Every kind of command there is, as the slices seal them. */
final class CommandKinds {

  private static final SortedSet<String> ALL = read();

  private CommandKinds() {}

  static SortedSet<String> all() {
    return ALL;
  }

  private static SortedSet<String> read() {
    SortedSet<String> kinds = new TreeSet<>();
    Slices.all()
        .forEach(
            slice -> {
              for (Class<?> command : slice.commands().getPermittedSubclasses()) {
                kinds.add(command.getSimpleName());
              }
            });
    return Collections.unmodifiableSortedSet(kinds);
  }
}

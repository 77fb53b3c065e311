package dev.daybook.edge;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Part of a list.
 *
 * @param next the key to go on behind, where there is more
 */
public record Page<T>(List<T> items, Optional<String> next) {

  /**
   * Cuts a page out of one item more than it may have: so it is known whether there is more.
   *
   * @param limit items wanted, of which {@code items} has one more if there is
   */
  public static <T> Page<T> of(List<T> items, Limit limit, Function<T, String> key) {
    if (items.size() <= limit.items()) {
      return new Page<>(List.copyOf(items), Optional.empty());
    }
    List<T> page = List.copyOf(items.subList(0, limit.items()));
    return new Page<>(page, Optional.of(key.apply(page.getLast())));
  }
}

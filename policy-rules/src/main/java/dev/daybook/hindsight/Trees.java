package dev.daybook.hindsight;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Where two trees of maps, lists and values differ. */
final class Trees {

  /** Takes what differs. */
  interface Differing {
    void at(String path, @Nullable Object one, @Nullable Object other);
  }

  private final Differing differing;

  private Trees(Differing differing) {
    this.differing = differing;
  }

  static void compare(@Nullable Object one, @Nullable Object other, Differing differing) {
    new Trees(differing).compare("", one, other);
  }

  private void compare(String path, @Nullable Object one, @Nullable Object other) {
    if (one instanceof Map<?, ?> map && other instanceof Map<?, ?> second) {
      SortedSet<String> keys = new TreeSet<>();
      map.keySet().forEach(key -> keys.add((String) key));
      second.keySet().forEach(key -> keys.add((String) key));
      keys.forEach(key -> compare(below(path, key), map.get(key), second.get(key)));
    } else if (one instanceof List<?> list && other instanceof List<?> second) {
      for (int i = 0; i < Math.max(list.size(), second.size()); i++) {
        compare(
            below(path, Integer.toString(i)),
            i < list.size() ? list.get(i) : null,
            i < second.size() ? second.get(i) : null);
      }
    } else if (!Objects.equals(one, other)) {
      differing.at(path, one, other);
    }
  }

  private static String below(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}

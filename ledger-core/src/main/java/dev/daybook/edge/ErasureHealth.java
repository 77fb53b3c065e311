package dev.daybook.edge;

import dev.daybook.erasure.Shredder;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Tells how many erasures are not ended yet, and whether keys of erased persons were back at this
 * node's start.
 */
@Singleton
final class ErasureHealth extends DatabaseHealth {

  private final Shredder shredder;

  ErasureHealth(Shredder shredder) {
    this.shredder = shredder;
  }

  @Override
  protected Map<String, Object> ask() {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("pending", shredder.pending().size());
    Set<String> again = shredder.foundAgain();
    if (!again.isEmpty()) {
      told.put("keysFoundAgain", again.size());
      told.put(
          "alarm",
          "an older copy of persons' keys was restored; those of erased persons are destroyed again");
    }
    return told;
  }

  @Override
  protected String getName() {
    return "erasure";
  }
}

package dev.daybook.hindsight;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decision that judging it again did not come to, and what may have made it so.
 *
 * @param decision its id; absent, like all else of it, where not even that can be read
 * @param engine what judged then
 * @param engineNow what judged again
 * @param why in a sentence
 * @param differences some of what came out otherwise
 * @param more how many differences there are beyond those
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Divergence(
    long position,
    @Nullable UUID decision,
    @Nullable String subject,
    @Nullable String command,
    @Nullable Instant clock,
    @Nullable String engine,
    String engineNow,
    String why,
    List<Difference> differences,
    int more) {

  public Divergence {
    differences = List.copyOf(differences);
  }
}

package dev.daybook.views;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry a view could not take in, or one of the same stream that waits behind it.
 *
 * @param skippedBy position of the entry that told the view to go on without this one; absent where
 *     none did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Parked(
    String view,
    long position,
    String stream,
    String type,
    String cause,
    Instant parkedAt,
    @Nullable Long skippedBy) {

  /** Whether somebody has yet to say what is to become of it. */
  @JsonIgnore
  public boolean isOpen() {
    return skippedBy == null;
  }
}

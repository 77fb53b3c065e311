package dev.daybook.contract;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a contract version stands in its life.
 *
 * @see <a href="https://bitol-io.github.io/open-data-contract-standard/">ODCS, status</a>
 */
public enum ContractStatus {
  DRAFT,
  PROPOSED,
  ACTIVE,
  DEPRECATED,
  RETIRED;

  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Whether a version may move from here to {@code next}: draft, proposed, active, deprecated,
   * retired, forward only, where a draft may skip being proposed. A draft is given up by
   * withdrawing it, so what is retired has been active.
   */
  public boolean mayBecome(ContractStatus next) {
    return switch (this) {
      case DRAFT -> next == PROPOSED || next == ACTIVE;
      case PROPOSED -> next == ACTIVE;
      case ACTIVE -> next == DEPRECATED;
      case DEPRECATED -> next == RETIRED;
      case RETIRED -> false;
    };
  }

  public static Optional<ContractStatus> of(String word) {
    for (ContractStatus status : values()) {
      if (status.word().equalsIgnoreCase(word)) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }
}

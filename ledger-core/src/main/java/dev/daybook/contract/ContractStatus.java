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

  public static Optional<ContractStatus> of(String word) {
    for (ContractStatus status : values()) {
      if (status.word().equalsIgnoreCase(word)) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }
}

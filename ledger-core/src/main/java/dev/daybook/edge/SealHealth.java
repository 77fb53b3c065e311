package dev.daybook.edge;

import dev.daybook.sealer.Seal;
import dev.daybook.store.StoreUnavailable;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells how far the ledger is sealed, and reports the server down where what was signed and what is
 * there contradict each other: nobody should go on as if nothing were wrong.
 */
@Singleton
final class SealHealth extends DatabaseHealth {

  private final Seal seal;

  SealHealth(Seal seal) {
    this.seal = seal;
  }

  @Override
  protected Map<String, Object> ask() {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("sealed", seal.size());
    seal.standstill()
        .ifPresent(
            standstill -> {
              if (standstill.isAlarm()) {
                throw new StoreUnavailable(standstill.why());
              }
              told.put("standstill", standstill.why());
            });
    return told;
  }

  @Override
  protected String getName() {
    return "seal";
  }
}

package dev.daybook.edge;

import dev.daybook.sealer.Seal;
import dev.daybook.timestamped.Timestamps;
import dev.daybook.witnessed.Witnesses;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;

/**
 * Begins to seal, and to have it witnessed and stamped, before anything is answered: keys that are
 * none are told at the start.
 */
@Singleton
final class SealFirst implements BeforeServing {

  private final BeanProvider<Seal> seal;
  private final BeanProvider<Witnesses> witnesses;
  private final BeanProvider<Timestamps> timestamps;

  SealFirst(
      BeanProvider<Seal> seal,
      BeanProvider<Witnesses> witnesses,
      BeanProvider<Timestamps> timestamps) {
    this.seal = seal;
    this.witnesses = witnesses;
    this.timestamps = timestamps;
  }

  @Override
  public void prepare() {
    seal.get();
    witnesses.get();
    timestamps.get();
  }
}

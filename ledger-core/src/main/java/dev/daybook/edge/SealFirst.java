package dev.daybook.edge;

import dev.daybook.sealer.Seal;
import dev.daybook.witnessed.Witnesses;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;

/**
 * Begins to seal, and to have it witnessed, before anything is answered: keys that are none are
 * told at the start.
 */
@Singleton
final class SealFirst implements BeforeServing {

  private final BeanProvider<Seal> seal;
  private final BeanProvider<Witnesses> witnesses;

  SealFirst(BeanProvider<Seal> seal, BeanProvider<Witnesses> witnesses) {
    this.seal = seal;
    this.witnesses = witnesses;
  }

  @Override
  public void prepare() {
    seal.get();
    witnesses.get();
  }
}

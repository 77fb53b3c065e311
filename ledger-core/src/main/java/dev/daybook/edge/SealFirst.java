package dev.daybook.edge;

import dev.daybook.sealer.Seal;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;

/** Begins to seal before anything is answered: keys that are none are told at the start. */
@Singleton
final class SealFirst implements BeforeServing {

  private final BeanProvider<Seal> seal;

  SealFirst(BeanProvider<Seal> seal) {
    this.seal = seal;
  }

  @Override
  public void prepare() {
    seal.get();
  }
}

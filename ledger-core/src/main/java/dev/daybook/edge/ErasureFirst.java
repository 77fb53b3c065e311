package dev.daybook.edge;

import dev.daybook.erasure.Shredder;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;

/** Goes on with erasures that a stop cut off, before anything is answered. */
@Singleton
final class ErasureFirst implements BeforeServing {

  private final BeanProvider<Shredder> shredder;

  ErasureFirst(BeanProvider<Shredder> shredder) {
    this.shredder = shredder;
  }

  @Override
  public void prepare() {
    shredder.get();
  }
}

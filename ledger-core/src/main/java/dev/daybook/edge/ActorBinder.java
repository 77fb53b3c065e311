package dev.daybook.edge;

import dev.daybook.decision.Actor;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Gives a controller's {@link Actor} parameter whoever is asking. */
@Singleton
final class ActorBinder implements TypedRequestArgumentBinder<Actor> {

  @Override
  public Argument<Actor> argumentType() {
    return Argument.of(Actor.class);
  }

  @Override
  public BindingResult<Actor> bind(
      ArgumentConversionContext<Actor> context, HttpRequest<?> request) {
    return () -> Optional.of(Doorkeeper.actor(request));
  }
}

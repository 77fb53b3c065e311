package dev.daybook.api;

import dev.daybook.path.RoutedPath;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;

/** Takes what other nodes send once this one answers: before, it has no policies to judge by. */
@Singleton
final class CommandsOfOthers implements ApplicationEventListener<ServerStartupEvent> {

  private final RoutedPath path;

  CommandsOfOthers(RoutedPath path) {
    this.path = path;
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent started) {
    path.start();
  }
}

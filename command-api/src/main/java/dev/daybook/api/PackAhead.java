package dev.daybook.api;

import dev.daybook.edge.AdminToken;
import dev.daybook.edge.ServerSettings;
import dev.daybook.rules.Policy;
import dev.daybook.rules.StarterPack;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the starter pack while a first start waits for PostgreSQL to make its files. Each of its
 * policies comes into force by a command that those before it judge, so they are needed one by one
 * as soon as the database is there.
 */
@Singleton
final class PackAhead implements ApplicationEventListener<StartupEvent> {

  private final ServerSettings settings;
  private volatile @Nullable CompletableFuture<List<Policy>> compiling;

  PackAhead(ServerSettings settings) {
    this.settings = settings;
  }

  @Override
  public void onApplicationEvent(StartupEvent starting) {
    if (settings.starterPack() && !Files.exists(AdminToken.file(settings.data()))) {
      compiling =
          CompletableFuture.supplyAsync(
              () -> StarterPack.load().policies(),
              task -> Thread.ofPlatform().daemon().name("daybook-compile-pack").start(task));
    }
  }

  /** The pack's policies, once they are compiled; none where this seemed to be no first start. */
  List<Policy> policies() {
    CompletableFuture<List<Policy>> begun = compiling;
    try {
      return begun == null ? List.of() : begun.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}

package dev.daybook.views;

import dev.daybook.erasure.Forgets;
import dev.daybook.store.StoreUnavailable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/**
 * Takes away what is being derived, and derives every view again after an erasure: no row of an
 * answer, a search or a dashboard keeps what nobody can read in the ledger any more.
 */
@Singleton
final class ViewsForget implements Forgets {

  /** For a long history; a view that takes longer goes on by itself and is asked about again. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final Views views;

  ViewsForget(Views views) {
    this.views = views;
  }

  @Override
  public void forget(long position) throws InterruptedException {
    List<String> names =
        views.names().stream().filter(name -> !views.isAnewSince(name, position)).toList();
    names.forEach(views.rebuilds()::forget);
    for (String name : names) {
      views.rebuild(name, Anew.ERASURE);
    }
    if (!views.awaitPosition(position, LONGEST)) {
      throw new StoreUnavailable("the views are not derived again yet");
    }
  }
}

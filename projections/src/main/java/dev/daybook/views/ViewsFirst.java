package dev.daybook.views;

import dev.daybook.edge.BeforeServing;
import jakarta.inject.Singleton;

/** Has the views follow before the first request, rather than with it. */
@Singleton
final class ViewsFirst implements BeforeServing {

  private final Views views;

  ViewsFirst(Views views) {
    this.views = views;
  }

  @Override
  public void prepare() {
    views.readProgress();
  }
}

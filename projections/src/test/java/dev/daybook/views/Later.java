package dev.daybook.views;

import java.util.List;

/** A view as a later version of the code would have it. */
record Later(View view) implements View {

  /** All of them. */
  static List<View> views() {
    return AllViews.views().stream().<View>map(Later::new).toList();
  }

  @Override
  public String name() {
    return view.name();
  }

  @Override
  public int version() {
    return view.version() + 1;
  }

  @Override
  public List<Table<?>> tables() {
    return view.tables();
  }

  @Override
  public List<Follow<?>> follows() {
    return view.follows();
  }
}

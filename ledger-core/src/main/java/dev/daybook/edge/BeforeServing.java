package dev.daybook.edge;

/** Something a server does after its parts are there and before it answers the first request. */
public interface BeforeServing {
  void prepare() throws InterruptedException;
}

package dev.daybook.store;

/** Something that keeps calling until it is closed. */
public interface Subscription extends AutoCloseable {
  @Override
  void close();
}

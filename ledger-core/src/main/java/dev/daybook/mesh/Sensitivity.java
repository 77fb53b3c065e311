package dev.daybook.mesh;

/** How carefully data must be handled, in rising order. */
public enum Sensitivity {
  PUBLIC,
  INTERNAL,
  CONFIDENTIAL,
  RESTRICTED
}

package dev.daybook.personal.envelope;

import java.util.UUID;

/**
 * Whose JSON a sealed text stands in. It is authenticated with the text and its JSON pointer, so
 * that no text passes for one of another event, field or ledger.
 */
public record SealedPlace(String text) {

  /**
   * An event's payload.
   *
   * @param origin the ledger's name
   */
  public static SealedPlace ofEvent(String origin, UUID event) {
    return new SealedPlace(origin + "\nevent/" + event);
  }

  /** The metadata that all entries of a decision share. */
  public static SealedPlace ofMetadata(String origin, UUID decision) {
    return new SealedPlace(origin + "\nmetadata/" + decision);
  }
}

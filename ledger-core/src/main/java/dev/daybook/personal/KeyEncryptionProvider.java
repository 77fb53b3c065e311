package dev.daybook.personal;

import java.util.Optional;

/**
 * A key management service that wraps persons' keys: found on the class path by {@link
 * java.util.ServiceLoader}, asked by the address in {@code DAYBOOK_PERSONS_KMS}.
 */
public interface KeyEncryptionProvider {

  /**
   * The service at an address, if it is one of this kind.
   *
   * @param address {@code vault:transit/daybook}, say; what it means is the provider's
   * @throws IllegalArgumentException when it is of this kind and cannot be used
   */
  Optional<KeyEncryption> at(String address);
}

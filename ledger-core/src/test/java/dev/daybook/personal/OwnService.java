package dev.daybook.personal;

import java.util.Optional;

/** A key management service for tests, at {@code test:…}. */
public final class OwnService implements KeyEncryptionProvider {

  private static final KeyEncryption KEY = LocalKeyEncryption.parse(LocalKeyEncryption.generate());

  @Override
  public Optional<KeyEncryption> at(String address) {
    return address.startsWith("test:") ? Optional.of(KEY) : Optional.empty();
  }
}

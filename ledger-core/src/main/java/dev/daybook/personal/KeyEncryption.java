package dev.daybook.personal;

/**
 * What wraps persons' keys, so that a copy of the database alone opens nothing: a key in a file or
 * the environment, or a key management service.
 */
public interface KeyEncryption {

  /**
   * Wraps a key.
   *
   * @param key 32 bytes
   * @param whose what the key is for; it is bound to that
   * @return 33 to 4,096 bytes
   */
  byte[] wrap(byte[] key, String whose);

  /**
   * The key that was wrapped.
   *
   * @throws IllegalStateException when it was not wrapped by this one, or not for that
   */
  byte[] unwrap(byte[] wrapped, String whose);
}

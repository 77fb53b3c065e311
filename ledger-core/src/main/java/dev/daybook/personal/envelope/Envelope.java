package dev.daybook.personal.envelope;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Bytes sealed under the keys of all persons they name: without any one of the keys nobody opens
 * them again.
 *
 * <pre>
 *   salt        16 bytes, random
 *   commitment  32 bytes
 *   sealed      AES-256-GCM, the tag of 16 bytes behind it
 *
 *   opening          = HKDF-Extract-SHA-256(salt, keys in the order of their ids)
 *   key ‖ commitment = HKDF-Expand-SHA-256(opening, "daybook/personal/v1" ‖ ids, 64 bytes)
 * </pre>
 *
 * <p>Each value has a key of its own, so the nonce is twelve zero bytes. GCM alone would let
 * whoever knows two keys make one ciphertext that opens to two texts; the commitment, which is part
 * of what is recorded, holds the value to one key. The place (origin, event, field) is
 * authenticated, so that no value passes for another one. A value's opening opens that value and no
 * other, and tells nothing of the keys it came from.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5869">RFC 5869, HKDF</a>
 */
public final class Envelope {

  private static final int SALT = 16;
  private static final int COMMITMENT = 32;
  private static final int TAG = 16;
  private static final byte[] NONCE = new byte[12];
  private static final String VERSION = "daybook/personal/v1";
  private static final SecureRandom RANDOM = new SecureRandom();

  /** What an envelope has around its content, in bytes. */
  static final int OVERHEAD = SALT + COMMITMENT + TAG;

  private Envelope() {}

  /** Sorted and without repetition, as keys go into an envelope. */
  public static List<PersonKey> ordered(Iterable<PersonKey> keys) {
    List<PersonKey> ordered = new ArrayList<>();
    keys.forEach(ordered::add);
    ordered.sort(Comparator.comparing(PersonKey::id));
    for (int i = ordered.size() - 1; i > 0; i--) {
      if (ordered.get(i).id().equals(ordered.get(i - 1).id())) {
        ordered.remove(i);
      }
    }
    return ordered;
  }

  /**
   * Seals content.
   *
   * @param keys {@link #ordered}
   * @param place where it stands, and will be opened
   */
  public static byte[] seal(List<PersonKey> keys, String place, byte[] content) {
    byte[] salt = new byte[SALT];
    RANDOM.nextBytes(salt);
    byte[] derived = expand(extract(keys, salt), ids(keys));
    byte[] sealed = aes(Cipher.ENCRYPT_MODE, derived, place, content);
    byte[] envelope = new byte[SALT + COMMITMENT + sealed.length];
    System.arraycopy(salt, 0, envelope, 0, SALT);
    System.arraycopy(derived, PersonKey.LENGTH, envelope, SALT, COMMITMENT);
    System.arraycopy(sealed, 0, envelope, SALT + COMMITMENT, sealed.length);
    return envelope;
  }

  /**
   * Opens an envelope.
   *
   * @param keys {@link #ordered}
   * @throws IllegalStateException when it was changed, or stood in another place
   */
  public static byte[] open(List<PersonKey> keys, String place, byte[] envelope) {
    return open(opening(keys, place, envelope), ids(keys), place, envelope);
  }

  /**
   * What opens this envelope and no other, 32 bytes.
   *
   * @throws IllegalStateException when the envelope is cut off
   */
  static byte[] opening(List<PersonKey> keys, String place, byte[] envelope) {
    if (envelope.length < OVERHEAD) {
      throw changed(place);
    }
    return extract(keys, Arrays.copyOf(envelope, SALT));
  }

  /**
   * Opens an envelope with what opens this one alone.
   *
   * @param ids of the persons it is sealed for, as {@link #ordered}
   * @throws IllegalStateException when it was changed, stood in another place, or this is not its
   *     opening
   */
  static byte[] open(byte[] opening, List<String> ids, String place, byte[] envelope) {
    if (envelope.length < OVERHEAD) {
      throw changed(place);
    }
    byte[] derived = expand(opening, ids);
    byte[] commitment = Arrays.copyOfRange(envelope, SALT, SALT + COMMITMENT);
    if (!MessageDigest.isEqual(
        commitment, Arrays.copyOfRange(derived, PersonKey.LENGTH, derived.length))) {
      throw changed(place);
    }
    return aes(
        Cipher.DECRYPT_MODE,
        derived,
        place,
        Arrays.copyOfRange(envelope, SALT + COMMITMENT, envelope.length));
  }

  private static List<String> ids(List<PersonKey> keys) {
    return keys.stream().map(PersonKey::id).toList();
  }

  private static byte[] extract(List<PersonKey> keys, byte[] salt) {
    HKDFParameterSpec.Builder extract = HKDFParameterSpec.ofExtract().addSalt(salt);
    keys.forEach(key -> extract.addIKM(key.bytes()));
    return derive(extract.extractOnly());
  }

  private static byte[] expand(byte[] opening, List<String> ids) {
    StringBuilder info = new StringBuilder(VERSION);
    ids.forEach(id -> info.append('\n').append(id));
    return derive(
        HKDFParameterSpec.expandOnly(
            new SecretKeySpec(opening, "HKDF"),
            utf8(info.toString()),
            PersonKey.LENGTH + COMMITMENT));
  }

  private static byte[] derive(HKDFParameterSpec from) {
    try {
      return KDF.getInstance("HKDF-SHA256").deriveData(from);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] aes(int mode, byte[] derived, String place, byte[] content) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          mode,
          new SecretKeySpec(derived, 0, PersonKey.LENGTH, "AES"),
          new GCMParameterSpec(TAG * 8, NONCE));
      cipher.updateAAD(utf8(place));
      return cipher.doFinal(content);
    } catch (AEADBadTagException _) {
      throw changed(place);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static IllegalStateException changed(String place) {
    return new IllegalStateException(
        "what is sealed at %s does not open: it was changed, or stood elsewhere".formatted(place));
  }
}

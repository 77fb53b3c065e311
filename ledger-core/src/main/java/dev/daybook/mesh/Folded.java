package dev.daybook.mesh;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;

/**
 * What the spellings of one name have in common. {@code Ökonomie} and {@code ökonomie} are one
 * name, and so are its two forms in Unicode, with {@code Ö} as one character or as {@code O} and a
 * diaeresis. Names are compared in this form only, everywhere: databases fold case each by their
 * own locale, many of them ASCII alone.
 */
public final class Folded {

  private Folded() {}

  /** The name in lower case of no language in particular, in NFC. */
  public static String name(String spelling) {
    return nfc(nfc(spelling).toLowerCase(Locale.ROOT));
  }

  /** Whether two spellings are of one name. */
  public static boolean same(String one, String other) {
    return name(one).equals(name(other));
  }

  private static String nfc(String text) {
    return Normalizer.normalize(text, Form.NFC);
  }
}

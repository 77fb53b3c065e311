package dev.daybook.document;

import dev.daybook.document.Node.Scalar;

/**
 * What an unquoted YAML scalar is: null, true or false as in the core schema, a number if it is
 * written as JSON writes numbers, else text.
 */
final class PlainScalar {

  private PlainScalar() {}

  static Scalar.Type type(String text) {
    if (text.isEmpty()) {
      return Scalar.Type.NULL;
    }
    char first = text.charAt(0);
    if ((first >= '0' && first <= '9') || first == '-') {
      return number(text);
    }
    return switch (text) {
      case "~", "null", "Null", "NULL" -> Scalar.Type.NULL;
      case "true", "True", "TRUE", "false", "False", "FALSE" -> Scalar.Type.BOOLEAN;
      default -> Scalar.Type.TEXT;
    };
  }

  /** Whether the core schema takes {@code text} for an infinity or not-a-number. */
  static boolean isNotFinite(String text) {
    int dot = text.startsWith("+") || text.startsWith("-") ? 1 : 0;
    return switch (text.substring(dot)) {
      case ".inf", ".Inf", ".INF" -> true;
      case ".nan", ".NaN", ".NAN" -> dot == 0;
      default -> false;
    };
  }

  /** RFC 8259's number, or text. */
  private static Scalar.Type number(String text) {
    int length = text.length();
    int i = text.charAt(0) == '-' ? 1 : 0;
    int digits = digits(text, i);
    if (digits == i || (text.charAt(i) == '0' && digits > i + 1)) {
      return Scalar.Type.TEXT;
    }
    if (digits == length) {
      return Scalar.Type.INTEGER;
    }
    i = digits;
    if (text.charAt(i) == '.') {
      digits = digits(text, i + 1);
      if (digits == i + 1) {
        return Scalar.Type.TEXT;
      }
      i = digits;
    }
    if (i < length && (text.charAt(i) == 'e' || text.charAt(i) == 'E')) {
      int sign = i + 1;
      if (sign < length && (text.charAt(sign) == '+' || text.charAt(sign) == '-')) {
        sign++;
      }
      digits = digits(text, sign);
      if (digits == sign) {
        return Scalar.Type.TEXT;
      }
      i = digits;
    }
    return i == length ? Scalar.Type.DECIMAL : Scalar.Type.TEXT;
  }

  private static int digits(String text, int from) {
    int i = from;
    while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
      i++;
    }
    return i;
  }
}

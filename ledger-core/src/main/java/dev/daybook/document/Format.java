package dev.daybook.document;

import java.util.Locale;

/** What a sender or a file's name says its bytes are. */
public enum Format {
  YAML,
  JSON,
  /** Nobody said: the bytes themselves tell. */
  UNSAID;

  /** From an HTTP content type, parameters ignored: {@code application/yaml; charset=utf-8}. */
  public static Format ofContentType(String contentType) {
    int end = contentType.indexOf(';');
    String type =
        (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    if (type.endsWith("/yaml") || type.endsWith("/x-yaml") || type.endsWith("+yaml")) {
      return YAML;
    }
    return type.endsWith("/json") || type.endsWith("+json") ? JSON : UNSAID;
  }

  /** From a file's name: {@code .yaml}, {@code .yml}, {@code .json}. */
  public static Format ofFileName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".yaml") || lower.endsWith(".yml")) {
      return YAML;
    }
    return lower.endsWith(".json") ? JSON : UNSAID;
  }
}

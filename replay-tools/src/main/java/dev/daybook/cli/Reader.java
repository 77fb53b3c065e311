package dev.daybook.cli;

import dev.daybook.mesh.Languages;
import java.util.List;
import java.util.Map;

/** Who reads what this process prints. */
final class Reader {

  /** The first that is set says the language, as POSIX has it. */
  private static final List<String> VARIABLES = List.of("LC_ALL", "LC_MESSAGES", "LANG");

  private Reader() {}

  /** The languages that the environment names. */
  static Languages languages() {
    return languages(System.getenv());
  }

  static Languages languages(Map<String, String> environment) {
    return VARIABLES.stream()
        .map(name -> environment.getOrDefault(name, ""))
        .filter(locale -> !locale.isEmpty())
        .findFirst()
        .map(Languages::ofPosix)
        .orElse(Languages.UNSAID);
  }
}

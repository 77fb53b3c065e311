package dev.daybook.sealer;

import dev.daybook.seal.SealRefused;
import dev.daybook.seal.TimestampAuthorities;
import dev.daybook.settings.SettingFile;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which timestamp authorities (RFC 3161) are asked when they saw a checkpoint.
 *
 * @param urls where they answer; none to ask nobody
 * @param trusted by what their tokens are verified before they are kept
 * @param every how often the latest checkpoint is stamped, where anything was sealed since
 */
public record TimestampSettings(List<URI> urls, TimestampAuthorities trusted, Duration every) {

  /** Most authorities. */
  public static final int MOST_URLS = 4;

  private static final String URLS = "DAYBOOK_SEAL_TIMESTAMPS";
  private static final String CERTIFICATES = "DAYBOOK_SEAL_TIMESTAMPS_CERTIFICATES";
  private static final String MINUTES = "DAYBOOK_SEAL_TIMESTAMPS_MINUTES";

  private static final Duration USUAL = Duration.ofHours(1);
  private static final int LONGEST_MINUTES = 10_080;

  public TimestampSettings {
    urls = List.copyOf(urls);
  }

  /** Nobody is asked. */
  public static TimestampSettings none() {
    return new TimestampSettings(List.of(), TimestampAuthorities.NONE, USUAL);
  }

  /**
   * Reads {@code DAYBOOK_SEAL_TIMESTAMPS} (addresses), {@code DAYBOOK_SEAL_TIMESTAMPS_CERTIFICATES}
   * (a file in PEM) and {@code DAYBOOK_SEAL_TIMESTAMPS_MINUTES}.
   *
   * @throws IllegalArgumentException that says everything wrong with them
   */
  public static TimestampSettings fromEnvironment(Map<String, String> environment) {
    List<String> wrong = new ArrayList<>();
    String given = blankIfNull(environment.get(URLS));
    String file = blankIfNull(environment.get(CERTIFICATES));
    Duration every = every(blankIfNull(environment.get(MINUTES)), wrong);
    if (given.isEmpty()) {
      return none();
    }
    List<URI> urls = urls(given, wrong);
    TimestampAuthorities trusted = trusted(file, wrong);
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", wrong));
    }
    return new TimestampSettings(urls, trusted, every);
  }

  private static String blankIfNull(@Nullable String text) {
    return text == null ? "" : text.strip();
  }

  private static List<URI> urls(String given, List<String> wrong) {
    List<URI> urls = new ArrayList<>();
    for (String each : given.split("\\s+", -1)) {
      try {
        URI uri = new URI(each);
        if (List.of("http", "https").contains(String.valueOf(uri.getScheme()))
            && uri.getHost() != null) {
          urls.add(uri);
          continue;
        }
      } catch (URISyntaxException _) {
        // told below
      }
      wrong.add(
          "%s holds http:// or https:// addresses, separated by blanks; seen `%s`"
              .formatted(URLS, each));
    }
    if (urls.size() > MOST_URLS) {
      wrong.add(
          "%s holds %d addresses; at most %d are asked".formatted(URLS, urls.size(), MOST_URLS));
    }
    return urls;
  }

  private static TimestampAuthorities trusted(String file, List<String> wrong) {
    if (file.isEmpty()) {
      wrong.add(
          "%s names no file: it holds the certificates of the authorities, or of who certified them, in PEM"
              .formatted(CERTIFICATES));
      return none().trusted();
    }
    try {
      return TimestampAuthorities.parse(SettingFile.bytes(CERTIFICATES, file));
    } catch (IllegalArgumentException e) {
      wrong.add(e.getMessage());
    } catch (SealRefused e) {
      wrong.add("%s names `%s`: %s".formatted(CERTIFICATES, file, e.getMessage()));
    }
    return none().trusted();
  }

  private static Duration every(String minutes, List<String> wrong) {
    if (minutes.isEmpty()) {
      return USUAL;
    }
    try {
      int read = Integer.parseInt(minutes);
      if (read >= 1 && read <= LONGEST_MINUTES) {
        return Duration.ofMinutes(read);
      }
    } catch (NumberFormatException _) {
      // told below
    }
    wrong.add(
        "%s is whole minutes from 1 to %d; seen `%s`".formatted(MINUTES, LONGEST_MINUTES, minutes));
    return USUAL;
  }
}

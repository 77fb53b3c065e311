package dev.daybook.edge;

import dev.daybook.settings.SettingFile;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of denials and of what waits for approval, and how.
 *
 * @param urls where to post, each told everything; none to tell nobody
 * @param secret what posts are signed with, in Base64: 24 to 64 bytes
 * @param kinds what is posted
 */
public record WebhookSettings(List<URI> urls, String secret, Set<Kind> kinds, Patience patience) {

  /** Most places to post to. */
  public static final int MOST_URLS = 4;

  private static final String PREFIX = "whsec_";

  /** What can be posted. */
  public enum Kind {
    /** Commands that were denied. */
    DENIALS,
    /** What waits for a second person: versions of policies, waivers, reviews of emergencies. */
    APPROVALS;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * How long a post may take, and how often it is tried.
   *
   * @param answer how long one try may take, connecting included
   * @param first how long to wait after a failed try; twice as long after each
   * @param longest the longest of these waits
   * @param tries after as many a post is given up, and the next one's turn comes
   */
  public record Patience(Duration answer, Duration first, Duration longest, int tries) {}

  /** 10 s for a try; twelve tries, 1 s to 5 minutes apart: a good quarter of an hour. */
  public static final Patience PATIENCE =
      new Patience(Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofMinutes(5), 12);

  public WebhookSettings {
    urls = List.copyOf(urls);
    kinds = Set.copyOf(kinds);
  }

  /** Nobody is told anything. */
  public static WebhookSettings none() {
    return new WebhookSettings(List.of(), "", Set.of(), PATIENCE);
  }

  /**
   * Reads {@code DAYBOOK_WEBHOOK_URL}, {@code DAYBOOK_WEBHOOK_SECRET} or {@code
   * DAYBOOK_WEBHOOK_SECRET_FILE}, and {@code DAYBOOK_WEBHOOK_KINDS}.
   *
   * @throws IllegalArgumentException that says everything wrong with them
   */
  public static WebhookSettings fromEnvironment(Map<String, String> environment) {
    String url = environment.getOrDefault("DAYBOOK_WEBHOOK_URL", "").strip();
    List<String> wrong = new ArrayList<>();
    String secret = secret(environment, wrong);
    Set<Kind> kinds = kinds(environment.getOrDefault("DAYBOOK_WEBHOOK_KINDS", ""), wrong);
    if (url.isEmpty()) {
      return none();
    }
    List<URI> urls = new ArrayList<>();
    for (String each : url.split("\\s+", -1)) {
      URI uri = uri(each);
      if (uri == null) {
        // Its path may be what keeps others out, so it is not repeated.
        wrong.add(
            "DAYBOOK_WEBHOOK_URL holds https:// addresses, separated by blanks (http:// on this"
                + " machine only); number %d is none".formatted(urls.size() + 1));
        break;
      }
      urls.add(uri);
    }
    if (urls.size() > MOST_URLS) {
      wrong.add(
          "DAYBOOK_WEBHOOK_URL holds %d addresses, at most %d are told"
              .formatted(urls.size(), MOST_URLS));
    }
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", wrong));
    }
    return new WebhookSettings(urls, secret, kinds, PATIENCE);
  }

  private static @Nullable URI uri(String text) {
    try {
      URI uri = new URI(text);
      String host = uri.getHost();
      if (host == null || uri.getUserInfo() != null) {
        return null;
      }
      boolean safe =
          "https".equals(uri.getScheme())
              || ("http".equals(uri.getScheme())
                  && Set.of("localhost", "127.0.0.1", "[::1]").contains(host));
      return safe ? uri : null;
    } catch (URISyntaxException _) {
      return null;
    }
  }

  private static String secret(Map<String, String> environment, List<String> wrong) {
    String secret = environment.getOrDefault("DAYBOOK_WEBHOOK_SECRET", "");
    String file = environment.get("DAYBOOK_WEBHOOK_SECRET_FILE");
    if (file != null && !file.isBlank()) {
      try {
        secret = SettingFile.text("DAYBOOK_WEBHOOK_SECRET_FILE", file);
      } catch (IllegalArgumentException e) {
        wrong.add(e.getMessage());
        return "";
      }
    }
    String base64 = secret.strip();
    base64 = base64.startsWith(PREFIX) ? base64.substring(PREFIX.length()) : base64;
    try {
      int bytes = Base64.getDecoder().decode(base64).length;
      if (bytes >= 24 && bytes <= 64) {
        return base64;
      }
    } catch (IllegalArgumentException _) {
      // told below
    }
    wrong.add(
        "posts are signed: DAYBOOK_WEBHOOK_SECRET_FILE (or DAYBOOK_WEBHOOK_SECRET) holds `whsec_`"
            + " and 24 to 64 bytes in Base64, such as `openssl rand -base64 32` makes");
    return "";
  }

  private static Set<Kind> kinds(String text, List<String> wrong) {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    for (String word : text.strip().split("[,\\s]+", -1)) {
      boolean known = false;
      for (Kind kind : Kind.values()) {
        if (kind.word().equals(word.toLowerCase(Locale.ROOT))) {
          kinds.add(kind);
          known = true;
        }
      }
      if (!known && !word.isEmpty()) {
        wrong.add(
            "DAYBOOK_WEBHOOK_KINDS is a list of denials, approvals; seen `%s`".formatted(word));
      }
    }
    return kinds.isEmpty() ? EnumSet.allOf(Kind.class) : kinds;
  }

  /** Without the secret, and without the paths, which may be secrets too. */
  @Override
  public String toString() {
    return "WebhookSettings[urls=%d, kinds=%s]".formatted(urls.size(), kinds);
  }
}

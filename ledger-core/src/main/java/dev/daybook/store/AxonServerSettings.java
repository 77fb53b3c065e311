package dev.daybook.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where Axon Server is, for a ledger whose events live there.
 *
 * @param servers one to ten of the nodes of one cluster; the first that answers is asked
 * @param context the context that holds this ledger's events, and nothing else
 * @param token what Axon Server lets this ledger in by, where it wants one
 * @param followedWithin how long an answer waits for the positions of what was recorded
 * @param routesCommands whether a command goes to the node its subject falls to; else the node that
 *     read it judges it
 */
public record AxonServerSettings(
    List<Address> servers,
    String context,
    @Nullable String token,
    Duration followedWithin,
    boolean routesCommands) {

  /** The context every Axon Server has. */
  public static final String CONTEXT = "default";

  /** Default of {@link #followedWithin}. */
  public static final Duration FOLLOWED_WITHIN = Duration.ofSeconds(5);

  private static final String ROUTED = "routed";
  private static final String HERE = "here";
  private static final int PORT = 8_124;
  private static final int MOST_SERVERS = 10;

  /** One Axon Server's host and gRPC port. */
  public record Address(String host, int port) {

    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  public AxonServerSettings {
    servers = List.copyOf(servers);
    if (servers.isEmpty() || servers.size() > MOST_SERVERS) {
      throw new IllegalArgumentException(
          "AXON_SERVERS names 1 to %d servers; seen %d".formatted(MOST_SERVERS, servers.size()));
    }
  }

  /**
   * What {@code AXON_SERVERS}, {@code AXON_CONTEXT} and {@code AXON_TOKEN} say.
   *
   * @throws IllegalArgumentException when there is no server, or something is none, with a sentence
   *     that names every variable at fault
   */
  static AxonServerSettings fromEnvironment(Map<String, String> environment) {
    @Nullable String servers = environment.get("AXON_SERVERS");
    @Nullable String context = environment.get("AXON_CONTEXT");
    @Nullable String token = environment.get("AXON_TOKEN");
    if (servers == null || servers.isBlank()) {
      throw new IllegalArgumentException(
          "DAYBOOK_EVENT_STORE is axon-server and AXON_SERVERS is not set; name where Axon Server"
              + " listens, as in AXON_SERVERS=axon-server.example.com:8124");
    }
    return new AxonServerSettings(
        addresses(servers),
        context == null || context.isBlank() ? CONTEXT : context.strip(),
        token == null || token.isBlank() ? null : token.strip(),
        FOLLOWED_WITHIN,
        routesCommands(environment.get("DAYBOOK_AXON_COMMANDS")));
  }

  private static boolean routesCommands(@Nullable String text) {
    return switch (text == null || text.isBlank() ? ROUTED : text.strip()) {
      case ROUTED -> true;
      case HERE -> false;
      default ->
          throw new IllegalArgumentException(
              "DAYBOOK_AXON_COMMANDS is `%s` or `%s`; seen `%s`".formatted(ROUTED, HERE, text));
    };
  }

  private static List<Address> addresses(String text) {
    List<Address> addresses = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (String each : text.split(",", -1)) {
      Address address = address(each.strip());
      if (address == null) {
        wrong.add("`" + each.strip() + "`");
      } else {
        addresses.add(address);
      }
    }
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException(
          "AXON_SERVERS is host:port, several with commas between (without a port: %d); seen %s"
              .formatted(PORT, String.join(", ", wrong)));
    }
    return addresses;
  }

  /** Null where it is none. */
  private static @Nullable Address address(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? text : text.substring(0, colon);
    if (host.isEmpty() || host.chars().anyMatch(c -> c <= ' ' || c == '/' || c == '@')) {
      return null;
    }
    if (colon < 0) {
      return new Address(host, PORT);
    }
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      return port < 1 || port > 65_535 ? null : new Address(host, port);
    } catch (NumberFormatException _) {
      return null;
    }
  }

  /** Where it is, without the token. */
  @Override
  public String toString() {
    return "%s, context `%s`"
        .formatted(String.join(", ", servers.stream().map(Address::toString).toList()), context);
  }
}

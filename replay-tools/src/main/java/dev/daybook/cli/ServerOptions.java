package dev.daybook.cli;

import dev.daybook.edge.BearerToken;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which server a command talks to, and as whom. */
final class ServerOptions {

  /** What a server's address looks like. */
  static final String ADDRESS = "an address such as http://127.0.0.1:8080";

  static final URI DEFAULT = URI.create("http://127.0.0.1:8080");

  @Option(
      names = "--server",
      paramLabel = "URL",
      defaultValue = "${env:DAYBOOK_SERVER:-http://127.0.0.1:8080}",
      description =
          "The server to ask. Default: DAYBOOK_SERVER, else http://127.0.0.1:8080. The token is"
              + " DAYBOOK_TOKEN, else the data folder's admin.token.")
  private URI server = DEFAULT;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:DAYBOOK_DATA:-data}",
      description =
          "The data folder whose admin.token to use. Default: DAYBOOK_DATA, else the folder data.")
  private Path data = Path.of("data");

  /** As if these were given. */
  static ServerOptions of(URI server, Path data) {
    ServerOptions options = new ServerOptions();
    options.server = server;
    options.data = data;
    return options;
  }

  Client client() {
    return new Client(address(), token());
  }

  /** The server, whoever asks it. */
  URI address() {
    if (!isAddress(server)) {
      throw Failure.usage("--server takes %s; seen `%s`".formatted(ADDRESS, server));
    }
    return server;
  }

  /** Scheme, host and port, and nothing behind them: paths are the server's own. */
  private static boolean isAddress(URI uri) {
    boolean http =
        "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
    return http
        && uri.getHost() != null
        && uri.getPort() <= 65_535
        && uri.getUserInfo() == null
        && (uri.getPath().isEmpty() || uri.getPath().equals("/"))
        && uri.getQuery() == null
        && uri.getFragment() == null;
  }

  Path data() {
    return data;
  }

  private String token() {
    String given = System.getenv("DAYBOOK_TOKEN");
    if (given != null && !given.isBlank()) {
      return checked("DAYBOOK_TOKEN", given.strip());
    }
    Path file = data.resolve("admin.token");
    try {
      return checked("`%s`".formatted(file), Files.readString(file).strip());
    } catch (IOException e) {
      throw Failure.couldNot(
          "no token: DAYBOOK_TOKEN is not set, and %s. Set DAYBOOK_TOKEN, or"
                  .formatted(Daybook.sentence(e))
              + " name the server's data folder with --data",
          e);
    }
  }

  /**
   * A token that is one, as far as can be seen; what is none may be another secret, and is not
   * told.
   */
  private static String checked(String where, String token) {
    try {
      return new BearerToken(token).text();
    } catch (IllegalArgumentException e) {
      throw Failure.couldNot("%s holds no token: %s".formatted(where, e.getMessage()));
    }
  }
}

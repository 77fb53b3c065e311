package dev.daybook.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which server a command talks to, and as whom. */
final class ServerOptions {

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

  Client client() {
    boolean http =
        "http".equalsIgnoreCase(server.getScheme()) || "https".equalsIgnoreCase(server.getScheme());
    if (!http || server.getHost() == null) {
      throw Failure.usage(
          "--server takes an address such as http://127.0.0.1:8080; seen `%s`".formatted(server));
    }
    return new Client(server, token());
  }

  Path data() {
    return data;
  }

  private String token() {
    String given = System.getenv("DAYBOOK_TOKEN");
    if (given != null && !given.isBlank()) {
      return given.strip();
    }
    Path file = data.resolve("admin.token");
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw Failure.couldNot(
          "no token: DAYBOOK_TOKEN is not set, and `%s` cannot be read (%s). Set DAYBOOK_TOKEN, or"
                  .formatted(file, reason(e))
              + " name the server's data folder with --data",
          e);
    }
  }

  private static String reason(IOException e) {
    return e instanceof NoSuchFileException ? "there is none" : e.toString();
  }
}

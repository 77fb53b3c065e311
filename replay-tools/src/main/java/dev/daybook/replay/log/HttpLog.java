package dev.daybook.replay.log;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A log on a server, asked without any token: it is for everybody. */
public final class HttpLog implements LogSource {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private final URI prefix;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * @param server {@code http://127.0.0.1:8080}, or an address with a path under which the log is
   */
  public HttpLog(URI server) {
    String address = server.toString();
    this.prefix = URI.create(address.endsWith("/") ? address : address + "/");
  }

  @Override
  public byte[] get(String path) throws IOException {
    HttpRequest request = HttpRequest.newBuilder(prefix.resolve(path)).timeout(ANSWER).build();
    try {
      HttpResponse<byte[]> response =
          http.send(
              request,
              HttpResponse.BodyHandlers.limiting(
                  HttpResponse.BodyHandlers.ofByteArray(), LogSource.LONGEST));
      return switch (response.statusCode()) {
        case 200 -> response.body();
        case 404 -> throw new NotThere(prefix.toString(), path);
        default ->
            throw new IOException(
                "%s answered %d to `%s`".formatted(prefix, response.statusCode(), path));
      };
    } catch (ConnectException e) {
      throw new IOException("no server answers at %s".formatted(prefix), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public String toString() {
    return prefix.toString();
  }
}

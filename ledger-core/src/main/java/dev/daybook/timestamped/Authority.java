package dev.daybook.timestamped;

import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.TimestampQuery;
import dev.daybook.seal.TimestampToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks a timestamp authority over HTTP.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3161#section-3.4">RFC 3161, 3.4</a>
 */
final class Authority implements AutoCloseable {

  private final URI url;
  private final Duration patience;
  private final HttpClient http;

  /**
   * @param patience how long one question may take, from connecting to the answer's last byte
   */
  Authority(URI url, Duration patience) {
    this.url = url;
    this.patience = patience;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(patience)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /**
   * A token that answers this question; whether to believe it is for the caller to say.
   *
   * @throws IOException when there is no answer
   * @throws dev.daybook.seal.SealRefused when the answer is none
   */
  TimestampToken ask(Checkpoint checkpoint) throws IOException, InterruptedException {
    TimestampQuery query = TimestampQuery.of(checkpoint);
    HttpRequest post =
        HttpRequest.newBuilder(url)
            .timeout(patience)
            .header("Content-Type", TimestampQuery.CONTENT_TYPE)
            .header("Accept", TimestampQuery.ANSWER_TYPE)
            .header("User-Agent", "daybook")
            .POST(BodyPublishers.ofByteArray(query.der()))
            .build();
    CompletableFuture<HttpResponse<byte[]>> coming =
        http.sendAsync(
            post, BodyHandlers.limiting(BodyHandlers.ofByteArray(), TimestampToken.MAX_BYTES));
    try {
      HttpResponse<byte[]> answer = coming.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (answer.statusCode() != 200) {
        throw new IOException("it answers " + answer.statusCode());
      }
      return query.token(answer.body());
    } catch (TimeoutException e) {
      throw new IOException("no answer within %d ms".formatted(patience.toMillis()), e);
    } catch (ExecutionException e) {
      throw new IOException("no answer: " + e.getCause(), e);
    } finally {
      coming.cancel(true);
    }
  }

  @Override
  public String toString() {
    return Timestamps.name(url);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}

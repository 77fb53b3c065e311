package dev.daybook.witnessed;

import dev.daybook.seal.AddCheckpoint;
import dev.daybook.seal.NoteSignature;
import dev.daybook.seal.SealRefused;
import dev.daybook.seal.SignedNote;
import dev.daybook.seal.VerifierKey;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks one witness, and believes only what its key signed. */
final class WitnessClient implements AutoCloseable {

  /** Longest answer that is read, in bytes: far more than a few signature lines. */
  static final int LONGEST = 1 << 16;

  private static final int LONGEST_TOLD = 200;

  private final VerifierKey witness;
  private final URI address;
  private final Duration patience;
  private final HttpClient http;

  /**
   * @param prefix the witness's own, as a policy has it
   * @param patience how long one question may take, from connecting to the answer's last byte
   */
  WitnessClient(VerifierKey witness, URI prefix, Duration patience) {
    this.witness = witness;
    String address = prefix.toString();
    this.address = URI.create(address + (address.endsWith("/") ? "" : "/") + "add-checkpoint");
    this.patience = patience;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(patience)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /** What a witness answered. */
  sealed interface Reply {

    /** It cosigned, and the cosignature verifies. */
    record Cosigned(NoteSignature cosignature) implements Reply {}

    /** It cosigned another size last. */
    record OtherSize(long size) implements Reply {}

    /** It says that the proof does not lead from what it cosigned to this. */
    record NotConsistent() implements Reply {}

    /** Anything else, in words that go behind the witness's name. */
    record Failed(String why) implements Reply {}
  }

  Reply ask(AddCheckpoint request) throws InterruptedException {
    HttpRequest post =
        HttpRequest.newBuilder(address)
            .timeout(patience)
            .header("User-Agent", "daybook")
            .POST(BodyPublishers.ofByteArray(request.body()))
            .build();
    CompletableFuture<HttpResponse<byte[]>> coming =
        http.sendAsync(post, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST));
    try {
      return reply(request, coming.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException _) {
      return new Reply.Failed("gives no answer within %d ms".formatted(patience.toMillis()));
    } catch (ExecutionException e) {
      return new Reply.Failed("gives no answer: " + told(e.getCause() == null ? e : e.getCause()));
    } finally {
      coming.cancel(true);
    }
  }

  private static String told(Throwable cause) {
    return switch (cause) {
      case ConnectException _ -> "nothing listens there";
      case IOException io when io.getMessage() != null -> io.getMessage();
      default -> cause.getClass().getSimpleName();
    };
  }

  private Reply reply(AddCheckpoint request, HttpResponse<byte[]> response) {
    try {
      return switch (response.statusCode()) {
        case 200 -> new Reply.Cosigned(cosignature(request, response.body()));
        case 409 -> new Reply.OtherSize(AddCheckpoint.parseSize(response.body()));
        case 422 -> new Reply.NotConsistent();
        case 404 -> new Reply.Failed("does not know this ledger" + said(response));
        case 403 -> new Reply.Failed("knows this ledger by other keys" + said(response));
        default ->
            new Reply.Failed("answers %d%s".formatted(response.statusCode(), said(response)));
      };
    } catch (SealRefused e) {
      return new Reply.Failed(
          "answers %d, and what is not to be believed: %s"
              .formatted(response.statusCode(), e.getMessage()));
    }
  }

  private NoteSignature cosignature(AddCheckpoint request, byte[] answer) {
    SignedNote note = request.cosigned(answer, List.of(witness));
    return note.signatures().getLast();
  }

  /** What it said of itself, in one line of printable characters. */
  private static String said(HttpResponse<byte[]> response) {
    String text = new String(response.body(), StandardCharsets.UTF_8).strip();
    String line = text.lines().findFirst().orElse("").replaceAll("\\p{C}", "?");
    return line.isEmpty()
        ? ""
        : ": " + (line.length() > LONGEST_TOLD ? line.substring(0, LONGEST_TOLD) + "…" : line);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}

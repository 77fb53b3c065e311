package dev.daybook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A server's HTTP door, with its refusals turned into sentences and exit codes. */
final class Client {

  private static final String ROOT = "/api/v1";

  /** Most items a server puts on one page. */
  static final int MAX_PAGE = 1_000;

  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** Longest wait for one answer; a document batch under load takes seconds at most. */
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private static final Pattern NEXT = Pattern.compile("<([^>]+)>\\s*;\\s*rel=\"?next\"?");

  private final URI server;
  private final String token;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private OptionalLong minimumPosition = OptionalLong.empty();
  private @Nullable Talk whenBehind;
  private @Nullable Talk moment;

  Client(URI server, String token) {
    this.server = server;
    this.token = token;
  }

  /** What a server answered. */
  record Answer(int status, JsonNode body, HttpResponse<byte[]> response) {

    Optional<String> header(String name) {
      return response.headers().firstValue(name);
    }
  }

  /** From now on, answers must be computed from {@code position} at least. */
  void see(long position) {
    minimumPosition = OptionalLong.of(position);
  }

  /**
   * From now on, answers must show all that is recorded by now, one's own last command included.
   * Where the views do not get there in time, they are shown as they stand, and {@code talk} says
   * so.
   */
  void seeAllUntilNow(Talk talk) {
    see(get("/ledger/head", Map.of()).path("position").asLong());
    whenBehind = talk;
  }

  /** Says once, beside the next answer, as of which moment it is. */
  void tellMoment(Talk talk) {
    moment = talk;
  }

  /** Asks for one thing; whatever is no success becomes a {@link Failure}. */
  JsonNode get(String path, Map<String, String> query) {
    return expectSuccess(ask(path, query)).body();
  }

  /** Whatever the server answers, a refusal too. */
  Answer raw(String path) {
    return send(request(path, Map.of()).GET());
  }

  /** Asks for a list, page after page, up to {@code limit} items. */
  ArrayNode list(String path, Map<String, String> query, int limit) {
    return listed(path, query, limit).items();
  }

  /**
   * A list as it was answered.
   *
   * @param first its first page, whose headers may say more of the whole
   */
  record Listed(ArrayNode items, Answer first) {}

  /** The same as {@link #list}, with what the first page's headers say. */
  Listed listed(String path, Map<String, String> query, int limit) {
    ArrayNode all = Json.array();
    Answer first = expectSuccess(ask(path, query));
    Answer page = first;
    while (true) {
      for (JsonNode item : page.body()) {
        if (all.size() == limit) {
          return new Listed(all, first);
        }
        all.add(item);
      }
      Matcher next = NEXT.matcher(page.header("Link").orElse(""));
      if (!next.find()) {
        return new Listed(all, first);
      }
      page = expectSuccess(send(to(server.resolve(next.group(1))).GET()));
    }
  }

  /** Sends a JSON body; the caller looks at the status itself. */
  Answer post(String path, Map<String, String> query, JsonNode body, @Nullable String key) {
    return post(
        path, query, "application/json", Json.line(body).getBytes(StandardCharsets.UTF_8), key);
  }

  Answer post(
      String path,
      Map<String, String> query,
      String contentType,
      byte[] body,
      @Nullable String key) {
    return post(path, query, contentType, body, key, Map.of());
  }

  Answer post(
      String path,
      Map<String, String> query,
      String contentType,
      byte[] body,
      @Nullable String key,
      Map<String, String> headers) {
    HttpRequest.Builder request =
        request(path, query)
            .header("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    headers.forEach(request::header);
    return send(request);
  }

  Answer delete(String path, Map<String, String> query) {
    return send(request(path, query).DELETE());
  }

  Answer expectSuccess(Answer answer) {
    if (answer.status() / 100 == 2) {
      return answer;
    }
    throw refused(answer);
  }

  /** What a refusal says, as a failure with the exit code that fits it. */
  Failure refused(Answer answer) {
    JsonNode problem = answer.body();
    StringBuilder text = new StringBuilder();
    String detail = problem.path("detail").asText("");
    String title = problem.path("title").asText("");
    text.append(
        !detail.isEmpty()
            ? detail
            : !title.isEmpty() ? title : "%s answered %d".formatted(server, answer.status()));
    for (JsonNode place : problem.path("problems")) {
      text.append("\n  ").append(place.path("message").asText());
      String fix = place.path("fix").asText("");
      if (!fix.isEmpty()) {
        text.append("; ").append(fix);
      }
    }
    String next = problem.path("next").asText("");
    if (!next.isEmpty()) {
      text.append("\nnext: ").append(next);
    }
    return Failure.refused(answer.status(), text.toString());
  }

  URI server() {
    return server;
  }

  private Answer ask(String path, Map<String, String> query) {
    Answer answer = send(request(path, query).GET());
    if (answer.status() == 504 && whenBehind != null && minimumPosition.isPresent()) {
      whenBehind.say(
          "the views are behind; this is as of position %s of %d"
              .formatted(
                  answer.header("Daybook-Position").orElse("?"), minimumPosition.getAsLong()));
      minimumPosition = OptionalLong.empty();
      return send(request(path, query).GET());
    }
    if (moment != null && answer.status() == 200 && answer.header("Daybook-Position").isPresent()) {
      moment.say(AnswerMoment.of(answer));
      moment = null;
    }
    return answer;
  }

  private HttpRequest.Builder request(String path, Map<String, String> query) {
    String absolute = path.startsWith("/") && !path.startsWith("//") ? path : "/" + path;
    String where = isAtRoot(absolute) ? absolute : ROOT + absolute;
    return to(server.resolve(where + queryString(query)));
  }

  private HttpRequest.Builder to(URI uri) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(ANSWER)
            .header("Authorization", "Bearer " + token)
            .header("Accept", "application/json, application/problem+json, */*;q=0.1");
    Reader.languages().header().ifPresent(tag -> request.header("Accept-Language", tag));
    minimumPosition.ifPresent(
        position -> request.header("Daybook-Min-Position", Long.toString(position)));
    return request;
  }

  private Answer send(HttpRequest.Builder builder) {
    HttpRequest request = builder.build();
    try {
      HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), body(response), response);
    } catch (ConnectException e) {
      throw Failure.couldNot(
          "no server answers at %s. Start one with `daybook serve`, or name another with --server"
                  .formatted(server)
              + " or DAYBOOK_SERVER",
          e);
    } catch (HttpTimeoutException e) {
      throw Failure.couldNot("%s did not answer in time".formatted(server), e);
    } catch (IOException e) {
      throw Failure.couldNot("%s: %s".formatted(server, e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.couldNot("interrupted", e);
    }
  }

  private static JsonNode body(HttpResponse<byte[]> response) throws IOException {
    Optional<String> type = response.headers().firstValue("Content-Type");
    if (response.body().length == 0 || type.filter(t -> t.contains("json")).isEmpty()) {
      return Json.object();
    }
    return Json.parse(response.body());
  }

  /** Health, metrics and the OpenAPI document stand outside the versioned interface. */
  private static boolean isAtRoot(String path) {
    return path.equals("/health") || path.equals("/prometheus") || path.startsWith("/openapi");
  }

  private static String queryString(Map<String, String> query) {
    return query.isEmpty()
        ? ""
        : query.entrySet().stream()
            .map(each -> encode(each.getKey()) + "=" + encode(each.getValue()))
            .collect(Collectors.joining("&", "?", ""));
  }

  /** One path segment or query value. */
  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}

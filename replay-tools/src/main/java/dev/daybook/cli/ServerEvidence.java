package dev.daybook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.replay.evidence.EvidenceSource;
import dev.daybook.replay.evidence.Question;
import dev.daybook.replay.log.HttpLog;
import dev.daybook.replay.verify.StoredEntry;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A server's ledger, read over HTTP by an auditor. */
final class ServerEvidence implements EvidenceSource {

  private final Client client;
  private final HttpLog log;

  ServerEvidence(Client client) {
    this.client = client;
    this.log = new HttpLog(client.server());
  }

  @Override
  public byte[] get(String path) throws IOException {
    return log.get(path);
  }

  @Override
  public List<StoredEntry> entries(long first, int limit) throws IOException {
    return EntryPages.page(client, first, limit);
  }

  @Override
  public Content content(String sha256) {
    Client.Answer answer = client.raw("/documents/" + sha256);
    return switch (answer.status()) {
      case 404 -> new Content.Absent();
      case 410 -> new Content.Erased();
      default -> {
        HttpResponse<byte[]> response = client.expectSuccess(answer).response();
        yield new Content.Bytes(
            response.body(),
            response.headers().firstValue("Daybook-Persons").stream()
                .flatMap(persons -> Stream.of(persons.split(",", -1)))
                .collect(Collectors.toSet()));
      }
    };
  }

  @Override
  public Map<Long, Personal> personal(long first, int limit, boolean disclose) {
    JsonNode page =
        client.get(
            "/ledger/personal",
            Map.of(
                "from",
                Long.toString(first),
                "limit",
                Integer.toString(limit),
                "openings",
                Boolean.toString(disclose)));
    Map<Long, Personal> personal = new HashMap<>();
    for (JsonNode entry : page) {
      personal.put(
          entry.path("position").asLong(),
          new Personal(texts(entry.path("payload")), texts(entry.path("metadata"))));
    }
    return personal;
  }

  @Override
  public Judged judged(long first, int limit) {
    JsonNode page =
        client.get(
            "/ledger/steps",
            Map.of("from", Long.toString(first), "limit", Integer.toString(limit)));
    Map<Long, Steps> decisions = new HashMap<>();
    for (JsonNode decision : page.path("decisions")) {
      decisions.put(decision.path("position").asLong(), steps(decision));
    }
    Map<String, byte[]> parts = new HashMap<>();
    for (Map.Entry<String, JsonNode> policy : page.path("policies").properties()) {
      parts.put(policy.getKey(), Base64.getDecoder().decode(policy.getValue().asText()));
    }
    return new Judged(decisions, parts, page.path("next").asLong(Long.MAX_VALUE));
  }

  private static Steps steps(JsonNode decision) {
    return switch (decision.path("none").asText()) {
      case "" ->
          new Steps.Taken(
              Base64.getDecoder().decode(decision.path("steps").asText()),
              decision.path("namesPersons").asBoolean(true));
      case "erased" -> new Steps.Erased();
      default -> new Steps.Absent();
    };
  }

  private static List<PersonalText> texts(JsonNode texts) {
    List<PersonalText> read = new ArrayList<>();
    for (JsonNode text : texts) {
      read.add(
          new PersonalText(
              text.path("at").asText(),
              words(text.path("persons")),
              words(text.path("erased")),
              text.has("opening")
                  ? Base64.getUrlDecoder().decode(text.path("opening").asText())
                  : null));
    }
    return read;
  }

  private static List<String> words(JsonNode array) {
    List<String> words = new ArrayList<>();
    array.forEach(word -> words.add(word.asText()));
    return words;
  }

  @Override
  public void recordDisclosure(Set<String> persons, String bundle, String reason)
      throws IOException {
    for (String person : persons) {
      String once = String.join("\n", bundle, person, reason);
      Client.Answer answer =
          client.post(
              "/commands",
              Map.of(),
              Json.object()
                  .put("command", "RecordDisclosure")
                  .put("subject", "person/" + person)
                  .put("bundle", bundle)
                  .put("reason", reason),
              UUID.nameUUIDFromBytes(once.getBytes(StandardCharsets.UTF_8)).toString());
      if (!answer.body().has("outcome")) {
        throw client.refused(answer);
      }
      if (answer.body().path("outcome").asText().equals("denied")) {
        throw new IOException(
            "that `%s` is disclosed was not recorded: %s"
                .formatted(person, answer.body().at("/findings/0/message").asText()));
      }
    }
  }

  @Override
  public List<Long> decisions(Question question, Set<String> subjects) {
    client.see(question.asOf());
    List<Long> positions = new ArrayList<>();
    if (subjects.isEmpty()) {
      addDecisions(positions, question, Map.of());
    }
    for (String subject : subjects) {
      addDecisions(positions, question, Map.of("subject", subject));
    }
    return positions;
  }

  /** Page after page, newest first, down to where the question begins. */
  private void addDecisions(List<Long> positions, Question question, Map<String, String> about) {
    Map<String, String> query = new LinkedHashMap<>(about);
    query.put("limit", Integer.toString(Client.MAX_PAGE));
    long before = question.asOf() + 1;
    while (true) {
      query.put("before", Long.toString(before));
      JsonNode page = client.get("/decisions", query);
      if (page.isEmpty()) {
        return;
      }
      for (JsonNode decision : page) {
        before = decision.path("position").asLong();
        if (question.asksFor(decision.path("subject").asText())) {
          positions.add(before);
        }
      }
      JsonNode last = page.get(page.size() - 1);
      if (question.from() != null
          && Instant.parse(last.path("recordedAt").asText()).isBefore(question.from())) {
        return;
      }
    }
  }

  @Override
  public List<Long> rotations() {
    List<Long> rotations = new ArrayList<>();
    for (JsonNode key : client.get("/ledger/keys", Map.of("all", "true"))) {
      if (key.path("from").asLong() > 0) {
        rotations.add(key.path("from").asLong());
      }
    }
    return rotations;
  }

  @Override
  public List<Timestamped> timestamps(long after) {
    List<Timestamped> timestamps = new ArrayList<>();
    for (JsonNode stamp : client.get("/ledger/timestamps", Map.of("after", Long.toString(after)))) {
      timestamps.add(
          new Timestamped(
              stamp.path("size").asLong(),
              stamp.path("certificate").asText(),
              Base64.getDecoder().decode(stamp.path("token").asText()),
              stamp.path("checkpoint").asText().getBytes(StandardCharsets.UTF_8)));
    }
    return timestamps;
  }

  /** The log's keys, and no witness. */
  @Override
  public byte[] trustPolicy() {
    StringBuilder policy = new StringBuilder();
    for (JsonNode key : client.get("/ledger/keys", Map.of())) {
      policy.append("log ").append(key.path("vkey").asText()).append('\n');
    }
    return policy.append("quorum none\n").toString().getBytes(StandardCharsets.UTF_8);
  }
}

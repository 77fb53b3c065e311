package dev.daybook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds out whom a command line means. */
final class Persons {

  private static final Pattern ID = Pattern.compile("(?:person/)?(per_[0-9a-f]{16})");

  private Persons() {}

  /** The surrogate id of who is called so, or whose id this is. */
  static String id(Client client, String called) {
    var id = ID.matcher(called);
    if (id.matches()) {
      return id.group(1);
    }
    Client.Answer answer =
        client.post("/persons/find", Map.of(), Json.object().put("called", called), null);
    JsonNode found = answer.body().path("id");
    if (found.isMissingNode()) {
      throw client.refused(answer);
    }
    return found.asText();
  }
}

package dev.daybook.api;

import static dev.daybook.api.TestServer.call;
import static dev.daybook.api.TestServer.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.Actor.Role;
import dev.daybook.edge.Doors;
import dev.daybook.edge.Doors.Door;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Asks every route this process serves, whoever wrote it: shut ones do not exist, the open ones are
 * these, and every other refuses whoever has no token or not the right one.
 */
class EveryRouteTest {

  private static final Set<String> OPEN =
      Set.of(
          "GET /health",
          "GET /health/{selector}",
          "GET /openapi",
          "HEAD /health",
          "HEAD /health/{selector}",
          "HEAD /openapi");

  private static List<Door> doors() {
    return TestServer.shared().part(Doors.class).all();
  }

  @Test
  void everyRouteSaysWhoMayCallIt() {
    assertThat(doors()).filteredOn(Door::isShut).isEmpty();
  }

  @Test
  void onlyTheseAskForNoToken() {
    assertThat(doors())
        .filteredOn(Door::isOpen)
        .extracting(Door::toString)
        .containsExactlyInAnyOrderElementsOf(OPEN);
  }

  @Test
  void everyOtherRouteRefusesWhoHasNoToken() {
    List<String> wrong = new ArrayList<>();
    for (Door door : doors()) {
      if (!door.isOpen()
          && call(door.examplePath()).as(null).method(door.method()).status() != 401) {
        wrong.add(door.toString());
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyOtherRouteRefusesWhoHasNotTheRole() {
    Map<Role, String> tokens = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      String word = role.name().toLowerCase(Locale.ROOT);
      tokens.put(role, token(word, null, word));
    }
    List<String> wrong = new ArrayList<>();
    for (Door door : doors()) {
      for (Map.Entry<Role, String> token : tokens.entrySet()) {
        int status = call(door.examplePath()).as(token.getValue()).method(door.method()).status();
        boolean refused = status == 403 || status == 401;
        if (!door.isOpen() && refused == door.admits(token.getKey())) {
          wrong.add("%s for %s: %d".formatted(door, token.getKey(), status));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }
}

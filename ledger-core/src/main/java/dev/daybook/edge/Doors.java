package dev.daybook.edge;

import dev.daybook.decision.Actor;
import dev.daybook.decision.Actor.Role;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/** Lists every route of this process and who may pass: what is read to check that none is open. */
@Singleton
public final class Doors {

  private final Router router;

  Doors(Router router) {
    this.router = router;
  }

  public List<Door> all() {
    return router
        .uriRoutes()
        .map(Doors::door)
        .distinct()
        .sorted((a, b) -> a.toString().compareTo(b.toString()))
        .toList();
  }

  private static Door door(UriRouteInfo<?, ?> route) {
    return new Door(
        route.getHttpMethodName(),
        route.getUriMatchTemplate().toPathString(),
        Doorkeeper.entry(route));
  }

  /** One route. */
  public static final class Door {
    private final String method;
    private final String path;
    private final Doorkeeper.Entry entry;

    private Door(String method, String path, Doorkeeper.Entry entry) {
      this.method = method;
      this.path = path;
      this.entry = entry;
    }

    public String method() {
      return method;
    }

    /** The path as its template: {@code /api/v1/tokens/{actor}}. */
    public String path() {
      return path;
    }

    /** A path that leads here, with every variable filled in. */
    public String examplePath() {
      return path.replaceAll("\\{[^}]*}", "x");
    }

    public boolean isOpen() {
      return entry instanceof Doorkeeper.Entry.Open;
    }

    public boolean isShut() {
      return entry instanceof Doorkeeper.Entry.Shut;
    }

    /** Whether a token of this role alone passes. */
    public boolean admits(Role role) {
      return switch (entry) {
        case Doorkeeper.Entry.Open() -> true;
        case Doorkeeper.Entry.Shut() -> false;
        case Doorkeeper.Entry.ForRoles(var roles) ->
            Doorkeeper.admits(roles, new Actor("", "", Actor.Kind.SERVICE, Set.of(role), null));
      };
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Door that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
      return toString().hashCode();
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }
}

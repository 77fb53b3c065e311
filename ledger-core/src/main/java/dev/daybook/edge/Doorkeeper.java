package dev.daybook.edge;

import dev.daybook.decision.Actor;
import dev.daybook.decision.Actor.Role;
import dev.daybook.mesh.Nearest;
import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.core.annotation.AnnotationValue;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.management.endpoint.annotation.Endpoint;
import io.micronaut.web.router.MethodBasedRouteInfo;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteInfo;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Stands before every endpoint: finds out who is asking, whether that actor may, and whether the
 * query parameters are ones the endpoint knows. Endpoints say who may with {@link Allowed} or
 * {@link Anyone}, and name each query parameter with {@link QueryValue}; one that says nothing is
 * shut.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class Doorkeeper implements Ordered {

  private static final String ACTOR = "daybook.actor";

  private final TokenDirectory tokens;
  private final Clock clock;
  private volatile IdentityHashMap<RouteInfo<?>, Door> doors = new IdentityHashMap<>();

  Doorkeeper(TokenDirectory tokens, Clock clock) {
    this.tokens = tokens;
    this.clock = clock;
  }

  @Override
  public int getOrder() {
    return ServerFilterPhase.SECURITY.order();
  }

  /** What one route asks for before it opens. */
  sealed interface Entry {
    record Open() implements Entry {}

    record ForRoles(Set<Role> roles) implements Entry {}

    record Shut() implements Entry {}
  }

  private record Door(Entry entry, Map<String, Taken> parameters) {}

  /**
   * How a query parameter is taken.
   *
   * @param repeatable whether it may be given several times
   * @param bound whether it looks something up; if not, whoever reads it says what it may be
   */
  private record Taken(boolean repeatable, boolean bound) {}

  @RequestFilter
  void ask(HttpRequest<?> request) {
    @Nullable RouteInfo<?> route = RouteAttributes.getRouteInfo(request).orElse(null);
    if (route == null) {
      authenticate(request);
      return;
    }
    Door door = door(route);
    switch (door.entry()) {
      case Entry.Open() -> {}
      case Entry.ForRoles(var roles) -> {
        Actor actor = authenticate(request);
        if (!admits(roles, actor)) {
          throw forbidden(actor, roles);
        }
        request.setAttribute(ACTOR, actor);
      }
      case Entry.Shut() ->
          throw new ProblemException(
              ProblemType.FORBIDDEN, "this endpoint does not say who may call it, so nobody may");
    }
    refuseUnknownParameters(request, door);
    RouteAttributes.getRouteMatch(request)
        .ifPresent(match -> refuseUnreadable(match.getVariableValues()));
  }

  /** Who sent an authenticated request. */
  static Actor actor(HttpRequest<?> request) {
    return request
        .getAttribute(ACTOR, Actor.class)
        .orElseThrow(() -> new IllegalStateException("an endpoint for anyone has no actor"));
  }

  static boolean admits(Set<Role> roles, Actor actor) {
    return roles.contains(Role.READER) || roles.stream().anyMatch(actor::may);
  }

  static Entry entry(RouteInfo<?> route) {
    AnnotationMetadata metadata = route.getAnnotationMetadata();
    if (metadata.hasAnnotation(Endpoint.class)) {
      return metadata.stringValue(Endpoint.class).orElse("").equals("health")
          ? new Entry.Open()
          : new Entry.ForRoles(EnumSet.of(Role.READER));
    }
    AnnotationMetadata declared = metadata.getDeclaredMetadata();
    AnnotationMetadata nearest =
        declared.hasAnnotation(Allowed.class) || declared.hasAnnotation(Anyone.class)
            ? declared
            : metadata;
    Role[] roles = nearest.enumValues(Allowed.class, Role.class);
    if (roles.length > 0) {
      return new Entry.ForRoles(EnumSet.copyOf(Arrays.asList(roles)));
    }
    return nearest.hasAnnotation(Anyone.class) ? new Entry.Open() : new Entry.Shut();
  }

  private Actor authenticate(HttpRequest<?> request) {
    @Nullable String header = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
    if (header == null) {
      throw unauthenticated(
          "the request carries no token",
          "send the header `Authorization: Bearer dbk_…`; the server's own token for the first"
              + " start is in the file admin.token in its data folder");
    }
    BearerToken token =
        BearerToken.ofHeader(header)
            .orElseThrow(
                () ->
                    unauthenticated(
                        "the Authorization header holds no Daybook token",
                        "write it as `Authorization: Bearer dbk_…`, 47 characters after"
                            + " `Bearer `"));
    return switch (tokens.find(token, clock.instant())) {
      case TokenDirectory.Answer.Known(var actor) -> actor;
      case TokenDirectory.Answer.Expired(var at) ->
          throw unauthenticated(
              "the token held until " + at, "ask an admin for a new one: daybook token create");
      case TokenDirectory.Answer.Unknown() ->
          throw unauthenticated(
              "the token was never issued by this ledger, or is revoked",
              "check the server's address, or ask an admin for a new one: daybook token create");
    };
  }

  private static ProblemException unauthenticated(String detail, String next) {
    return new ProblemException(ProblemType.UNAUTHENTICATED, detail, next)
        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"daybook\"");
  }

  private static ProblemException forbidden(Actor actor, Set<Role> wanted) {
    String words =
        wanted.stream()
            .map(role -> role.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(" or "));
    return new ProblemException(
            ProblemType.FORBIDDEN,
            "this needs the role %s; the token of `%s` has %s"
                .formatted(
                    words,
                    actor.name(),
                    actor.roles().stream()
                        .map(role -> role.name().toLowerCase(Locale.ROOT))
                        .sorted()
                        .collect(Collectors.joining(", "))),
            "ask an admin for a token with that role: daybook token create")
        .header(
            HttpHeaders.WWW_AUTHENTICATE,
            "Bearer realm=\"daybook\", error=\"insufficient_scope\", scope=\"" + words + "\"");
  }

  private Door door(RouteInfo<?> route) {
    Door known = doors.get(route);
    if (known != null) {
      return known;
    }
    Door fresh = new Door(entry(route), parameters(route));
    synchronized (this) {
      IdentityHashMap<RouteInfo<?>, Door> more = new IdentityHashMap<>(doors);
      more.put(route, fresh);
      doors = more;
    }
    return fresh;
  }

  private static Map<String, Taken> parameters(RouteInfo<?> route) {
    Map<String, Taken> names = new TreeMap<>();
    if (route instanceof MethodBasedRouteInfo<?, ?> method) {
      for (AnnotationValue<Parameter> described :
          route.getAnnotationMetadata().getAnnotationValuesByType(Parameter.class)) {
        if (described.enumValue("in", ParameterIn.class).orElse(null) == ParameterIn.QUERY) {
          described.stringValue("name").ifPresent(name -> names.put(name, new Taken(false, false)));
        }
      }
      for (Argument<?> argument : method.getTargetMethod().getArguments()) {
        if (argument.getAnnotationMetadata().hasAnnotation(QueryValue.class)) {
          names.put(
              argument
                  .getAnnotationMetadata()
                  .stringValue(QueryValue.class)
                  .filter(name -> !name.isEmpty())
                  .orElse(argument.getName()),
              new Taken(Collection.class.isAssignableFrom(argument.getType()), true));
        }
      }
    }
    return names;
  }

  private static void refuseUnknownParameters(HttpRequest<?> request, Door door) {
    @Nullable String query = request.getUri().getRawQuery();
    if (query == null || query.isEmpty()) {
      return;
    }
    for (Map.Entry<String, List<String>> parameter : request.getParameters()) {
      @Nullable Taken taken = door.parameters().get(parameter.getKey());
      if (taken == null) {
        throw unknownParameter(parameter.getKey(), door.parameters().keySet());
      }
      if (!taken.repeatable() && parameter.getValue().size() > 1) {
        throw new ProblemException(
            ProblemType.INVALID_PARAMETER,
            "`%s` is given %d times".formatted(parameter.getKey(), parameter.getValue().size()),
            "give it once");
      }
      if (taken.bound()) {
        parameter
            .getValue()
            .forEach(
                value ->
                    UrlValue.require(
                        "the query parameter `%s`".formatted(parameter.getKey()), value));
      }
    }
  }

  private static void refuseUnreadable(Map<String, Object> ofPath) {
    ofPath.forEach(
        (name, value) -> UrlValue.require("`%s` in the path".formatted(name), value.toString()));
  }

  private static ProblemException unknownParameter(String name, Collection<String> known) {
    String next =
        known.isEmpty()
            ? "this endpoint takes no query parameters"
            : "known here are " + String.join(", ", known);
    return new ProblemException(
        ProblemType.UNKNOWN_PARAMETER,
        "`%s` is no query parameter of this endpoint".formatted(Cut.to(name, 200)),
        Nearest.question(name, known).map(question -> question + " ").orElse("") + next);
  }
}

package dev.daybook.views.upkeep;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.daybook.decision.Actor.Role;
import dev.daybook.edge.Allowed;
import dev.daybook.moment.AsOf;
import dev.daybook.moment.TakesAsOf;
import dev.daybook.views.Answer;
import dev.daybook.views.Moment;
import dev.daybook.views.Moments;
import dev.daybook.views.Parked;
import dev.daybook.views.RebuildState;
import dev.daybook.views.Replayed;
import dev.daybook.views.ViewRebuilds;
import dev.daybook.views.Views;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/views}: where the views stand, and deriving one once more. */
@Controller("/api/v1/views")
@Allowed(Role.READER)
@Tag(name = "views")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ViewsController {

  private final Views views;
  private final ViewRebuilds rebuilds;
  private final Moments moments;

  ViewsController(Views views, ViewRebuilds rebuilds, Moments moments) {
    this.views = views;
    this.rebuilds = rebuilds;
    this.moments = moments;
  }

  /** A view and where it stands. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "View")
  record Standing(
      String name,
      @Schema(description = "counts up whenever its tables, or what an entry does to them, change")
          int version,
      @Schema(description = "up to which the ledger is in it") long position,
      @Schema(description = "entries it has yet to take in") long behind,
      @Schema(description = "entries it could not take in, and those that wait behind them")
          long parked,
      @Schema(description = "the last rebuild this node did; absent where it did none")
          @Nullable RebuildState rebuild) {}

  /** Lists the views, each with where it stands and how its last rebuild does. */
  @Get
  HttpResponse<List<Standing>> views() {
    Map<String, Long> parked =
        views.parked().stream()
            .filter(Parked::isOpen)
            .collect(Collectors.groupingBy(Parked::view, Collectors.counting()));
    return Answer.of(
        views.names().stream().map(name -> standing(name, parked.getOrDefault(name, 0L))).toList(),
        new Moment(views.position()));
  }

  private Standing standing(String name, long parked) {
    long position = views.position(List.of(name));
    return new Standing(
        name,
        rebuilds.version(name),
        position,
        Math.max(0, views.head() - position),
        parked,
        rebuilds.state(name).orElse(null));
  }

  /**
   * Lists what views could not take in, in order, with what waits behind it. An admin has them try
   * again, or go on without, by the commands RetryParked and SkipParked.
   */
  @Get("/parked")
  HttpResponse<List<Parked>> parkedEntries() {
    return Answer.of(views.parked(), new Moment(views.position()));
  }

  /**
   * Derives a view from the ledger alone, beside the one that answers are read from, and compares
   * the two row by row. Nothing that answers are read from changes, and nothing is recorded.
   *
   * <p>Counters have no past, and are compared only now.
   */
  @Post("/{view}/replay")
  @TakesAsOf
  @Allowed(Role.AUDITOR)
  HttpResponse<Replayed> replayView(HttpRequest<?> request, String view) {
    rebuilds.require(view);
    Moment moment = moments.asked(request, List.of(view));
    Replayed replayed =
        rebuilds.replay(
            view,
            AsOf.of(request) instanceof AsOf.Now
                ? OptionalLong.empty()
                : OptionalLong.of(moment.position()));
    return Answer.of(replayed, new Moment(replayed.position()));
  }

  /**
   * Begins to derive a view anew while answers are read from it as it is, or goes on where a
   * rebuild ended. The new tables take the place of the old once the same is in both.
   *
   * @param replace true to let them do so even where they are different
   */
  @Post("/{view}/rebuild")
  @Allowed(Role.ADMIN)
  HttpResponse<RebuildState> rebuildView(String view, @Nullable @QueryValue Boolean replace) {
    return HttpResponse.accepted().body(rebuilds.rebuild(view, Boolean.TRUE.equals(replace)));
  }

  /** Lets a rebuild rest. */
  @Post("/{view}/rebuild/pause")
  @Allowed(Role.ADMIN)
  HttpResponse<RebuildState> pauseRebuild(String view) {
    return HttpResponse.ok(rebuilds.pause(view));
  }

  /** Lets a rebuild go on that rests. */
  @Post("/{view}/rebuild/resume")
  @Allowed(Role.ADMIN)
  HttpResponse<RebuildState> resumeRebuild(String view) {
    return HttpResponse.ok(rebuilds.resume(view));
  }
}

package dev.daybook.api;

import dev.daybook.decision.Actor.Role;
import dev.daybook.edge.Allowed;
import dev.daybook.edge.Limit;
import dev.daybook.edge.Links;
import dev.daybook.edge.Page;
import dev.daybook.edge.Positions;
import dev.daybook.edge.ProblemException;
import dev.daybook.edge.ProblemType;
import dev.daybook.hindsight.PostureDiff;
import dev.daybook.hindsight.PostureDiff.Wanted;
import dev.daybook.hindsight.PostureDifference;
import dev.daybook.hindsight.PostureMoment;
import dev.daybook.mesh.SubjectName;
import dev.daybook.moment.AsOf;
import dev.daybook.moment.AskedMoment;
import dev.daybook.moment.TakesAsOf;
import dev.daybook.moment.Timeline;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/posture/diff}: what rules say otherwise at another moment, and what did it. */
@Controller("/api/v1/posture/diff")
@Allowed(Role.READER)
@Tag(name = "posture")
@ExecuteOn(TaskExecutors.BLOCKING)
final class PostureDiffController {

  private static final String FROM = "from";

  /** How long a request waits for those before. */
  private static final Duration WAIT = Duration.ofSeconds(20);

  private final Comparisons comparisons;
  private final Timeline timeline;
  private final Semaphore turns = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

  PostureDiffController(Comparisons comparisons, Timeline timeline) {
    this.comparisons = comparisons;
    this.timeline = timeline;
  }

  /**
   * Lists the rules that say something else of a product or contract as of asOf than as of from, by
   * subject, then rule, each with its reasons: what would have to be as it was for the rule to say
   * what it said, tried out by judging again.
   *
   * @param from the moment to compare with, written as asOf is
   * @param subject only of this one, product/sales.customer-360
   * @param domain only of this domain
   * @param policy only of this policy, or of one rule of it: minimum-documentation/has-owner
   * @param limit 1 to 1,000, 100 without it
   * @param after where the page before ended, see the header Link
   */
  @TakesAsOf
  @Get
  HttpResponse<List<PostureDifference>> postureDiff(
      HttpRequest<?> request,
      @QueryValue String from,
      @Nullable @QueryValue String subject,
      @Nullable @QueryValue String domain,
      @Nullable @QueryValue String policy,
      @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String after)
      throws InterruptedException {
    Limit most = Limit.of(limit);
    Wanted wanted = new Wanted(subject(subject), domain, policy);
    PostureMoment first = moment(FROM, AsOf.of(request, FROM));
    PostureMoment second = moment(AsOf.PARAMETER, AsOf.of(request));
    if (first.position() > second.position()) {
      throw new ProblemException(
          ProblemType.INVALID_PARAMETER,
          "`from` (%s) comes after the other moment, position %d after %d"
              .formatted(
                  from.substring(0, Math.min(60, from.length())),
                  first.position(),
                  second.position()),
          "give the earlier of the two as `from`");
    }
    String behind = "";
    if (after != null) {
      ComparedUpTo before = ComparedUpTo.parse(after);
      if (!timeline.isAt(first.position(), before.from())
          || !timeline.isAt(second.position(), before.to())) {
        throw before.ofOthers(first.position(), second.position());
      }
      first = new PostureMoment(first.position(), before.from());
      second = new PostureMoment(second.position(), before.to());
      behind = before.key();
    }
    if (!turns.tryAcquire(WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new ProblemException(
              ProblemType.OVERLOADED,
              "others have posture compared, as many at a time as there are processors",
              "ask again in some seconds")
          .header(HttpHeaders.RETRY_AFTER, "5");
    }
    try {
      return answer(request, first, second, page(first, second, wanted, behind, most));
    } finally {
      turns.release();
    }
  }

  private Page<PostureDifference> page(
      PostureMoment first, PostureMoment second, Wanted wanted, String behind, Limit most) {
    PostureDiff diff = comparisons.of(first, second);
    synchronized (diff) {
      return Page.of(
          diff.differences(wanted, behind, most.andOne()),
          most,
          last -> new ComparedUpTo(first.clock(), second.clock(), PostureDiff.key(last)).text());
    }
  }

  private static HttpResponse<List<PostureDifference>> answer(
      HttpRequest<?> request,
      PostureMoment first,
      PostureMoment second,
      Page<PostureDifference> page) {
    MutableHttpResponse<List<PostureDifference>> response =
        Positions.stamp(HttpResponse.ok(page.items()), second.position());
    return page.next()
        .map(
            next ->
                Links.next(
                    response,
                    request,
                    Map.of(
                        "after",
                        next,
                        FROM,
                        "" + first.position(),
                        AsOf.PARAMETER,
                        "" + second.position())))
        .orElse(response);
  }

  private PostureMoment moment(String parameter, AsOf asOf) {
    long position = timeline.position(new AskedMoment(parameter, asOf));
    return new PostureMoment(position, timeline.time(asOf, position));
  }

  private static @Nullable SubjectName subject(@Nullable String subject) {
    try {
      return subject == null ? null : SubjectName.parse(subject);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          ProblemType.INVALID_PARAMETER,
          "the query parameter `subject` cannot be `%s`"
              .formatted(subject.substring(0, Math.min(200, subject.length()))),
          String.valueOf(e.getMessage()));
    }
  }
}

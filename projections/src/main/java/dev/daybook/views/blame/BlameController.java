package dev.daybook.views.blame;

import dev.daybook.decision.Actor;
import dev.daybook.decision.Actor.Role;
import dev.daybook.edge.Allowed;
import dev.daybook.edge.Limit;
import dev.daybook.edge.Page;
import dev.daybook.edge.ProblemException;
import dev.daybook.edge.ProblemType;
import dev.daybook.moment.TakesAsOf;
import dev.daybook.views.Answer;
import dev.daybook.views.Asked;
import dev.daybook.views.Moment;
import dev.daybook.views.Moments;
import dev.daybook.views.blame.BlameQueries.Wanted;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/blame}: which entries made what views hold. */
@Controller("/api/v1/blame")
@Allowed(Role.READER)
@Tag(name = "ledger")
@ExecuteOn(TaskExecutors.BLOCKING)
final class BlameController {

  private final Moments moments;
  private final BlameQueries blame;

  BlameController(Moments moments, BlameQueries blame) {
    this.moments = moments;
    this.blame = blame;
  }

  /**
   * Tells of each cell that views hold about a subject which entry made it what it is: without that
   * entry it would be another. Derived from the ledger, not read from the views.
   *
   * @param subject product/sales.customer-360, and so on for every kind of subject; decision/ and
   *     an id; rule/minimum-documentation/has-owner for what is counted of its answers. An actor's
   *     are for auditors and admins
   * @param field only this column, or a place inside of one: owner, spec/outputPorts/sql
   * @param table only this table of the views; without it those that say what is, not what happened
   * @param limit 1 to 1,000, 100 without it
   * @param after how many to pass over, see the header Link
   */
  @TakesAsOf
  @Get
  HttpResponse<List<BlamedCell>> blame(
      HttpRequest<?> request,
      @Parameter(hidden = true) Actor actor,
      @QueryValue String subject,
      @Nullable @QueryValue String field,
      @Nullable @QueryValue String table,
      @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String after) {
    Limit most = Limit.of(limit);
    Blamed asked = Blamed.parse(subject);
    if (asked.isActor() && !actor.may(Role.AUDITOR)) {
      throw new ProblemException(
          ProblemType.FORBIDDEN,
          "what an actor may do is told to auditors and admins",
          "ask as one of them");
    }
    Moment moment = moments.asked(request, BlameQueries.VIEWS);
    List<BlamedCell> cells = blame.cells(moment, asked, new Wanted(table, field));
    int passed = after == null ? 0 : (int) Math.min(cells.size(), Asked.position("after", after));
    int end = Math.min(cells.size(), passed + most.items());
    return Answer.page(
        request,
        new Page<>(
            cells.subList(passed, end),
            end < cells.size() ? Optional.of(Integer.toString(end)) : Optional.empty()),
        "after",
        moment);
  }
}

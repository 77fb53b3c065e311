package dev.daybook.api;

import dev.daybook.decision.Actor.Role;
import dev.daybook.edge.Allowed;
import dev.daybook.edge.Positions;
import dev.daybook.edge.ProblemException;
import dev.daybook.edge.ProblemType;
import dev.daybook.mesh.Folded;
import dev.daybook.mesh.Nearest;
import dev.daybook.moment.AsOf;
import dev.daybook.moment.TakesAsOf;
import dev.daybook.moment.Timeline;
import dev.daybook.rules.CelGate;
import dev.daybook.rules.FieldCoverage;
import dev.daybook.rules.PastPolicies;
import dev.daybook.rules.Policy;
import dev.daybook.rules.PolicySet;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerFollower;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/coverage/fields}: which fields of documents rules read, and which none does. */
@Controller("/api/v1/coverage/fields")
@Allowed(Role.READER)
@Tag(name = "policies")
@ExecuteOn(TaskExecutors.BLOCKING)
final class FieldsReadController {

  /** How long an answer waits for the policies in force to be those of the position asked for. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final CelGate gate;
  private final LedgerFollower policies;
  private final PastPolicies past;
  private final Timeline timeline;

  FieldsReadController(CelGate gate, LedgerFollower policies, Ledger ledger, Timeline timeline) {
    this.gate = gate;
    this.policies = policies;
    this.past = new PastPolicies(ledger, gate);
    this.timeline = timeline;
  }

  /**
   * Tells of each field a product or contract document can have which rules in force read it. That
   * is told from their expressions; nothing is evaluated. A rule reads what its policy's
   * conditions, variables and labels read for it, and not what only a message does, or another fact
   * that is made of the document, such as lineage.
   *
   * @param policy only what rules of this policy read, pii-handling
   * @param unread true for the fields that no rule reads, without those inside another one
   */
  @TakesAsOf
  @Get
  HttpResponse<FieldsRead> fields(
      HttpRequest<?> request,
      @Nullable @QueryValue String policy,
      @Nullable @QueryValue Boolean unread)
      throws InterruptedException {
    AsOf asOf = AsOf.of(request);
    long position = asOf instanceof AsOf.Now ? now(request) : timeline.position(asOf);
    PolicySet set = asOf instanceof AsOf.Now ? gate.policies() : past.at(position).policies();
    FieldCoverage.Report read = FieldCoverage.of(wanted(set, policy));
    return Positions.stamp(
        HttpResponse.ok(
            new FieldsRead(
                set.position(),
                read.fields().size(),
                (int) read.fields().stream().filter(each -> !each.isRead()).count(),
                Boolean.TRUE.equals(unread) ? read.unread() : read.fields(),
                read.untold())),
        position);
  }

  /** The position up to which the gate knows what is in force, which may be waited for. */
  private long now(HttpRequest<?> request) throws InterruptedException {
    OptionalLong minimum = Positions.minimum(request);
    if (minimum.isPresent() && !policies.await(minimum.getAsLong(), PATIENCE)) {
      throw Positions.behind(minimum.getAsLong(), policies.position());
    }
    return policies.position();
  }

  private static List<Policy> wanted(PolicySet set, @Nullable String name) {
    if (name == null) {
      return set.policies();
    }
    List<Policy> wanted =
        set.policies().stream().filter(each -> Folded.same(each.name(), name)).toList();
    if (wanted.isEmpty()) {
      throw new ProblemException(
          ProblemType.INVALID_PARAMETER,
          "no policy in force is called `%s`"
              .formatted(name.substring(0, Math.min(200, name.length()))),
          Nearest.question(name, set.policies().stream().map(Policy::name).toList())
                  .map(question -> question + " ")
                  .orElse("")
              + "GET /api/v1/policies?state=active lists those that are");
    }
    return wanted;
  }
}

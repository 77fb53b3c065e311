package dev.daybook.views.contracts;

import dev.daybook.decision.Actor.Role;
import dev.daybook.edge.Allowed;
import dev.daybook.edge.Limit;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.moment.TakesAsOf;
import dev.daybook.views.Answer;
import dev.daybook.views.Asked;
import dev.daybook.views.Moment;
import dev.daybook.views.Moments;
import dev.daybook.views.SubjectAnswers;
import dev.daybook.views.contracts.ContractQueries.Contract;
import dev.daybook.views.contracts.ContractQueries.Filter;
import dev.daybook.views.contracts.ContractQueries.Summary;
import dev.daybook.views.contracts.ContractQueries.Version;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/contracts}: data contracts and their versions. */
@Controller("/api/v1/contracts")
@Allowed(Role.READER)
@Tag(name = "contracts")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ContractsController {

  private final Moments moments;
  private final ContractQueries contracts;
  private final SubjectAnswers answers;

  ContractsController(Moments moments, ContractQueries contracts, SubjectAnswers answers) {
    this.moments = moments;
    this.contracts = contracts;
    this.answers = answers;
  }

  /**
   * Lists contracts in the order of their names, each by its newest version.
   *
   * @param domain only of this domain
   * @param status only where the newest version stands there: draft, proposed, active, deprecated,
   *     retired or withdrawn
   * @param product only about this product, product/sales.customer-360
   * @param owner only of this owner
   * @param limit 1 to 1,000, 100 without it
   * @param after the last name of the page before, see the header Link
   */
  @TakesAsOf
  @Get
  HttpResponse<List<Summary>> contracts(
      HttpRequest<?> request,
      @Nullable @QueryValue String domain,
      @Nullable @QueryValue String status,
      @Nullable @QueryValue String product,
      @Nullable @QueryValue String owner,
      @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String after) {
    Filter filter =
        new Filter(
            domain,
            Asked.word("status", status, ContractQueries.STATUSES),
            Asked.filter("product", product, EnumSet.of(SubjectKind.PRODUCT)),
            owner);
    Moment moment = moment(request);
    return Answer.page(
        request, contracts.list(moment, filter, Limit.of(limit), after), "after", moment);
  }

  /**
   * Shows a contract: its newest version whole, and all versions in a line each. The header ETag
   * says where it stands; give it back as If-Match with what changes it.
   *
   * @param name the contract's name with its domain, sales.orders
   */
  @TakesAsOf
  @Get("/{name}")
  HttpResponse<Contract> contract(HttpRequest<?> request, String name) {
    Moment moment = moment(request);
    SubjectName contract = contract(name);
    return answers.of(
        contracts
            .contract(moment, contract)
            .orElseThrow(() -> Asked.notFound("Contract", name, moment, "GET /api/v1/contracts")),
        contract,
        moment);
  }

  /**
   * Shows one version of a contract.
   *
   * <p>The header ETag says where the whole contract stands.
   *
   * @param name the contract's name with its domain, sales.orders
   * @param version as it was published, 1.2.0
   */
  @TakesAsOf
  @Get("/{name}/versions/{version}")
  HttpResponse<Version> contractVersion(HttpRequest<?> request, String name, String version) {
    Moment moment = moment(request);
    SubjectName contract = contract(name);
    return answers.of(
        contracts
            .version(moment, contract, version)
            .orElseThrow(
                () ->
                    Asked.notFound(
                        "Contract version",
                        name + " " + version,
                        moment,
                        "GET /api/v1/contracts/" + name)),
        contract,
        moment);
  }

  private static SubjectName contract(String name) {
    return Asked.subject(SubjectKind.CONTRACT, name, "Contract");
  }

  private Moment moment(HttpRequest<?> request) {
    return moments.asked(request, ContractQueries.VIEWS);
  }
}

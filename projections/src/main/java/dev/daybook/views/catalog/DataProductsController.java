package dev.daybook.views.catalog;

import dev.daybook.decision.Actor.Role;
import dev.daybook.edge.Allowed;
import dev.daybook.edge.Limit;
import dev.daybook.edge.ProblemException;
import dev.daybook.edge.ProblemType;
import dev.daybook.edge.SmallBody;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.moment.TakesAsOf;
import dev.daybook.product.ProductSpec;
import dev.daybook.views.Answer;
import dev.daybook.views.Asked;
import dev.daybook.views.Moment;
import dev.daybook.views.Moments;
import dev.daybook.views.SubjectAnswers;
import dev.daybook.views.catalog.CatalogQueries.Filter;
import dev.daybook.views.catalog.CatalogQueries.Search;
import dev.daybook.views.lineage.Lineage;
import dev.daybook.views.lineage.LineageQueries;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/data-products}: the catalog, in the shapes data-mesh tools know. */
@Controller("/api/v1/data-products")
@Allowed(Role.READER)
@Tag(name = "data products")
@ExecuteOn(TaskExecutors.BLOCKING)
final class DataProductsController {

  /** Steps of lineage where nobody says how many. */
  private static final int DEPTH = 3;

  private final Moments moments;
  private final CatalogQueries catalog;
  private final LineageQueries lineage;
  private final SubjectAnswers answers;

  DataProductsController(
      Moments moments, CatalogQueries catalog, LineageQueries lineage, SubjectAnswers answers) {
    this.moments = moments;
    this.catalog = catalog;
    this.lineage = lineage;
    this.answers = answers;
  }

  /**
   * Lists data products in the order of their names.
   *
   * @param domain only of this domain
   * @param tier gold, silver or bronze; all without it
   * @param owner only of this owner: a team, a name or a mail address
   * @param lifecycle active, deprecated or retired; without it all but retired ones
   * @param limit 1 to 1,000, 100 without it
   * @param after the last name of the page before, see the header Link
   */
  @TakesAsOf
  @Get
  HttpResponse<List<ProductSummary>> dataProducts(
      HttpRequest<?> request,
      @Nullable @QueryValue String domain,
      @Nullable @QueryValue String tier,
      @Nullable @QueryValue String owner,
      @Nullable @QueryValue String lifecycle,
      @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String after) {
    Filter filter =
        new Filter(
            domain,
            Asked.word("tier", tier, ProductSpec.TIERS),
            owner,
            Asked.word("lifecycle", lifecycle, CatalogQueries.LIFECYCLES));
    Moment moment = moment(request);
    return Answer.page(
        request, catalog.list(moment, filter, Limit.of(limit), after), "after", moment);
  }

  /**
   * Shows a data product: its promises, its contracts, and its whole document. The header ETag says
   * where it stands; give it back as If-Match with what changes it.
   */
  @TakesAsOf
  @Get("/{domain}/{name}")
  HttpResponse<ProductDetail> dataProduct(HttpRequest<?> request, String domain, String name) {
    Moment moment = moment(request);
    return answers.of(find(moment, domain, name), product(domain, name), moment);
  }

  /**
   * Searches data products by words and filters; those that fit best come first. Where there is
   * more, the header Link leads on: send the same body there.
   *
   * @param skip results of the pages before, 0 to 10,000, see the header Link
   */
  @RequestBody(content = @Content(schema = @Schema(implementation = SearchRequest.class)))
  @SmallBody
  @TakesAsOf
  @Post("/search")
  HttpResponse<List<ProductSummary>> searchDataProducts(
      HttpRequest<?> request, @Body byte[] body, @Nullable @QueryValue Integer skip) {
    int before = skip == null ? 0 : skip;
    if (before < 0 || before > CatalogQueries.MAX_SKIP) {
      throw new ProblemException(
          ProblemType.INVALID_PARAMETER,
          "the query parameter `skip` cannot be `%d`".formatted(before),
          "it is 0 to %,d; ask for something narrower to see the rest"
              .formatted(CatalogQueries.MAX_SKIP));
    }
    Search search = SearchRequest.read(body);
    Moment moment = moment(request);
    return Answer.page(request, catalog.search(moment, search, before), "skip", moment);
  }

  /**
   * Shows what a data product is made of and what is made of it.
   *
   * @param depth steps to go, 1 to 20
   */
  @TakesAsOf
  @Get("/{domain}/{name}/lineage")
  HttpResponse<Lineage> dataProductLineage(
      HttpRequest<?> request, String domain, String name, @Nullable @QueryValue Integer depth) {
    int steps = depth == null ? DEPTH : depth;
    if (steps < 1 || steps > LineageQueries.MAX_DEPTH) {
      throw new ProblemException(
          ProblemType.INVALID_PARAMETER,
          "`depth` cannot be %d".formatted(steps),
          "it is 1 to %d".formatted(LineageQueries.MAX_DEPTH));
    }
    Moment moment = moments.asked(request, LineageQueries.VIEWS);
    find(moment, domain, name);
    return Answer.of(lineage.of(moment, product(domain, name), steps), moment);
  }

  private ProductDetail find(Moment moment, String domain, String name) {
    return catalog
        .product(moment, product(domain, name))
        .orElseThrow(
            () ->
                Asked.notFound(
                    "Data product", domain + "." + name, moment, "GET /api/v1/data-products"));
  }

  private static SubjectName product(String domain, String name) {
    return Asked.subject(SubjectKind.PRODUCT, domain + "." + name, "Data product");
  }

  private Moment moment(HttpRequest<?> request) {
    return moments.asked(request, CatalogQueries.VIEWS);
  }
}

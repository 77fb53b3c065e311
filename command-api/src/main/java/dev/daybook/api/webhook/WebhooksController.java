package dev.daybook.api.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.daybook.decision.Actor.Role;
import dev.daybook.edge.Allowed;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/webhooks}: who is told, and whether it works. */
@Controller("/api/v1/webhooks")
@Allowed(Role.AUDITOR)
@Tag(name = "webhooks")
@ExecuteOn(TaskExecutors.BLOCKING)
final class WebhooksController {

  private final Webhooks webhooks;

  WebhooksController(Webhooks webhooks) {
    this.webhooks = webhooks;
  }

  /** Where one address stands. */
  @Schema(name = "Webhook")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Told(
      @Schema(description = "its host; its path may be a secret") String host,
      @Schema(description = "the first eight hex digits of its SHA-256") String digest,
      @Schema(description = "whether the node that answers tells it; else another node does")
          boolean here,
      @Schema(description = "everything up to this ledger position was told or given up")
          long position,
      @Schema(description = "how often the next one was tried in vain") int tries,
      long delivered,
      @Schema(description = "what was tried too often and never told") long givenUp,
      @Nullable Instant deliveredAt,
      @Schema(description = "why the last try failed; absent when it did not")
          @Nullable String failure) {}

  /** Lists the addresses that are told of denials and of what waits for approval. */
  @Get
  List<Told> webhooks() {
    return webhooks.endpoints().stream().map(WebhooksController::told).toList();
  }

  private static Told told(Endpoint endpoint) {
    State state =
        endpoint.isTelling() ? endpoint.state().orElseGet(endpoint::kept) : endpoint.kept();
    return new Told(
        endpoint.name(),
        endpoint.digest(),
        endpoint.isTelling(),
        state.position(),
        state.tries(),
        state.delivered(),
        state.givenUp(),
        state.deliveredAt(),
        state.failure());
  }
}

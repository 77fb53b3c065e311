package dev.daybook.views.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.daybook.decision.Actor.Role;
import dev.daybook.edge.Allowed;
import dev.daybook.edge.Limit;
import dev.daybook.edge.Page;
import dev.daybook.edge.ProblemException;
import dev.daybook.edge.ProblemType;
import dev.daybook.moment.TakesAsOf;
import dev.daybook.moment.Timeline;
import dev.daybook.store.AxonServerSettings;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import dev.daybook.store.LedgerHead;
import dev.daybook.store.StoreUnavailable;
import dev.daybook.views.Answer;
import dev.daybook.views.Json;
import dev.daybook.views.Moment;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/v1/ledger}: entries as they were recorded. Payloads hold all that was ever said, so
 * entries are for auditors; views are what everybody reads.
 */
@Controller("/api/v1/ledger")
@Allowed(Role.READER)
@Tag(name = "ledger")
@ExecuteOn(TaskExecutors.BLOCKING)
final class LedgerController {

  private final Ledger ledger;
  private final Timeline timeline;

  LedgerController(Ledger ledger, Timeline timeline) {
    this.ledger = ledger;
    this.timeline = timeline;
  }

  /** Where the ledger stands. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Schema(name = "LedgerHead")
  record Head(
      @Schema(description = "the ledger's name in its leaves") String origin,
      @Schema(description = "position of the last entry; 0 while there is none") long position,
      Instant recordedAt,
      @Schema(description = "position of the last entry that changed the policies in force")
          long policyPosition,
      @Schema(description = "counts restores of the database") long epoch) {}

  /** Where a ledger's events live. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "EventStore")
  record Store(
      @Schema(description = "`postgres` or `axon-server`") String store,
      @Schema(description = "where Axon Server is") @Nullable String server,
      @Schema(description = "how many events it holds; absent while it does not answer")
          @Nullable Long events,
      @Schema(description = "position of the ledger's last entry") long position,
      @Schema(description = "why it does not answer, while it does not") @Nullable String why) {}

  /** An entry, whose payload and metadata are the very bytes its leaf digests. */
  @Schema(name = "LedgerEntry")
  record Entry(
      long position,
      UUID eventId,
      String stream,
      long sequence,
      String type,
      int revision,
      Instant recordedAt,
      @Schema(implementation = Object.class) Json payload,
      @Schema(implementation = Object.class) Json metadata,
      @Schema(implementation = Object.class, description = "the statement that is sealed")
          Json leaf) {

    static Entry of(LedgerEntry entry) {
      return new Entry(
          entry.position(),
          entry.eventId(),
          entry.stream(),
          entry.sequence(),
          entry.type(),
          entry.revision(),
          entry.recordedAt(),
          json(entry.payload()),
          json(entry.metadataJson()),
          json(entry.leaf()));
    }

    private static Json json(byte[] bytes) {
      return new Json(new String(bytes, StandardCharsets.UTF_8));
    }
  }

  /** A moment of the ledger. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "LedgerMoment")
  record Told(
      @Schema(description = "the last position recorded by then; 0 before the first") long position,
      @Schema(description = "when that was recorded; absent before the first")
          @Nullable Instant recordedAt) {}

  /** Tells which position of the ledger a moment is: what a time, a day or a tag comes to. */
  @TakesAsOf
  @Get("/moment")
  HttpResponse<Told> ledgerMoment(HttpRequest<?> request) {
    long position = timeline.asked(request);
    return Answer.of(
        new Told(position, ledger.recordedAt(position).orElse(null)), new Moment(position));
  }

  /** Tells where the ledger stands. */
  @Get("/head")
  HttpResponse<Head> ledgerHead() {
    LedgerHead head = ledger.head();
    return Answer.of(
        new Head(
            ledger.origin(),
            head.position(),
            head.recordedAt(),
            head.policyPosition(),
            head.epoch()),
        new Moment(head.position()));
  }

  /**
   * Tells where events live, and how far the ledger has followed them there if that is Axon Server.
   */
  @Get("/event-store")
  HttpResponse<Store> eventStore() {
    long position = ledger.head().position();
    return Answer.of(store(position), new Moment(position));
  }

  private Store store(long position) {
    String server = ledger.axonServer().map(AxonServerSettings::toString).orElse(null);
    if (server == null) {
      return new Store("postgres", null, null, position, null);
    }
    try {
      return new Store("axon-server", server, ledger.eventsInAxonServer(), position, null);
    } catch (StoreUnavailable e) {
      return new Store("axon-server", server, null, position, e.getMessage());
    }
  }

  /**
   * Lists entries in their order; a page ends at 8 MiB.
   *
   * @param from position of the first, 1 without it
   * @param limit 1 to 1,000, 100 without it
   */
  @TakesAsOf
  @Get("/entries")
  @Allowed(Role.AUDITOR)
  HttpResponse<List<Entry>> ledgerEntries(
      HttpRequest<?> request,
      @Nullable @QueryValue Long from,
      @Nullable @QueryValue Integer limit) {
    long first = first(from);
    Limit bound = Limit.of(limit);
    Moment moment = new Moment(timeline.asked(request));
    List<LedgerEntry> found = upTo(moment, ledger.entries(first, bound.items()));
    List<Entry> entries = found.stream().map(Entry::of).toList();
    return Answer.unchanging(request, new Page<>(entries, next(found, moment)), "from", moment);
  }

  /** Those that had been recorded by then. */
  static List<LedgerEntry> upTo(Moment moment, List<LedgerEntry> entries) {
    return entries.stream().filter(entry -> entry.position() <= moment.position()).toList();
  }

  /** Where a page begins. */
  static long first(@Nullable Long from) {
    long first = from == null ? 1 : from;
    if (first < 1) {
      throw new ProblemException(
          ProblemType.INVALID_PARAMETER,
          "`from` cannot be %d".formatted(first),
          "positions begin at 1");
    }
    return first;
  }

  /** Positions have no gaps, so there is more unless the last one stands here. */
  static Optional<String> next(List<LedgerEntry> entries, Moment moment) {
    return entries.isEmpty() || entries.getLast().position() >= moment.position()
        ? Optional.empty()
        : Optional.of(Long.toString(entries.getLast().position() + 1));
  }

  /** Shows one entry. */
  @TakesAsOf
  @Get("/entries/{position}")
  @Allowed(Role.AUDITOR)
  HttpResponse<Entry> ledgerEntry(HttpRequest<?> request, long position) {
    Moment moment = new Moment(timeline.asked(request));
    LedgerEntry entry =
        ledger
            .entry(position)
            .filter(found -> found.position() <= moment.position())
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemType.NOT_FOUND,
                        "Entry not found",
                        "positions go from 1 to %d".formatted(moment.position())));
    return Answer.of(Entry.of(entry), moment);
  }
}

package dev.daybook.views.ledger;

import dev.daybook.decision.Actor.Role;
import dev.daybook.edge.Allowed;
import dev.daybook.edge.Limit;
import dev.daybook.edge.Page;
import dev.daybook.moment.TakesAsOf;
import dev.daybook.moment.Timeline;
import dev.daybook.personal.envelope.Opening;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import dev.daybook.views.Answer;
import dev.daybook.views.Moment;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/ledger/personal}: where entries name persons, without naming them. */
@Controller("/api/v1/ledger/personal")
@Allowed(Role.AUDITOR)
@Tag(name = "ledger")
@ExecuteOn(TaskExecutors.BLOCKING)
final class PersonalController {

  private final Ledger ledger;
  private final Timeline timeline;

  PersonalController(Ledger ledger, Timeline timeline) {
    this.ledger = ledger;
    this.timeline = timeline;
  }

  /** The personal texts of an entry. */
  @Schema(name = "PersonalTexts")
  record Texts(long position, List<Text> payload, List<Text> metadata) {

    static Texts of(Ledger ledger, LedgerEntry entry, boolean opened) {
      return new Texts(
          entry.position(),
          texts(ledger.payloadOpenings(entry), opened),
          texts(ledger.metadataOpenings(entry), opened));
    }

    private static List<Text> texts(List<Opening> openings, boolean opened) {
      return openings.stream().map(opening -> Text.of(opening, opened)).toList();
    }
  }

  /** A text that names persons. */
  @Schema(name = "PersonalText")
  record Text(
      @Schema(description = "JSON pointer of the text", example = "/owner/mail") String at,
      @Schema(description = "surrogate ids of all whom it names") List<String> persons,
      @Schema(description = "those of them who were erased: nobody reads the text any more")
          List<String> erased,
      @Schema(
              description =
                  "what opens this text and no other, 32 bytes in unpadded base64url; where it was"
                      + " asked for")
          @Nullable String opening) {

    static Text of(Opening opening, boolean opened) {
      byte[] key = opening.key();
      return new Text(
          opening.at(),
          opening.persons(),
          opening.erased(),
          key == null || !opened
              ? null
              : Base64.getUrlEncoder().withoutPadding().encodeToString(key));
    }
  }

  /**
   * Lists the texts of entries that are encrypted for the persons they name, by surrogate id. Only
   * entries that have some are listed; a page looks at as many entries as one of `/ledger/entries`.
   *
   * @param from position of the first entry to look at, 1 without it
   * @param limit 1 to 1,000 entries to look at, 100 without it
   * @param openings whether to tell what opens each text
   */
  @TakesAsOf
  @Get
  HttpResponse<List<Texts>> personalTexts(
      HttpRequest<?> request,
      @Nullable @QueryValue Long from,
      @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue Boolean openings) {
    long first = LedgerController.first(from);
    Limit bound = Limit.of(limit);
    Moment moment = new Moment(timeline.asked(request));
    List<LedgerEntry> entries = LedgerController.upTo(moment, ledger.entries(first, bound.items()));
    List<Texts> texts = new ArrayList<>();
    for (LedgerEntry entry : entries) {
      Texts found = Texts.of(ledger, entry, Boolean.TRUE.equals(openings));
      if (!found.payload().isEmpty() || !found.metadata().isEmpty()) {
        texts.add(found);
      }
    }
    return Answer.unchanging(
            request, new Page<>(texts, LedgerController.next(entries, moment)), "from", moment)
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }
}

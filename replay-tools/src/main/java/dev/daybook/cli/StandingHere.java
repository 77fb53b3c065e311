package dev.daybook.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.daybook.edge.ProblemException;
import dev.daybook.moment.AskedMoment;
import dev.daybook.moment.Timeline;
import dev.daybook.replay.verify.Progress;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerBroken;
import dev.daybook.store.StartRefused;
import dev.daybook.store.StoreUnavailable;
import dev.daybook.views.StandingViews;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The views in a data folder, held against its ledger in this process. */
final class StandingHere {

  private StandingHere() {}

  /**
   * Derives views and compares them.
   *
   * @param names of the views; none for all
   * @param asOf the moment to compare them at; null for where each of them stands
   */
  static ArrayNode replayed(
      LedgerPlace place,
      List<String> names,
      @Nullable AskedMoment asOf,
      Talk talk,
      Progress progress) {
    try (Ledger ledger = place.open();
        StandingViews views = StandingViews.of(ledger)) {
      OptionalLong position =
          asOf == null
              ? OptionalLong.empty()
              : OptionalLong.of(new Timeline(ledger).position(asOf));
      List<String> all = names.isEmpty() ? views.names() : names;
      ArrayNode replayed = Json.array();
      for (String view : all) {
        long behind = views.behind(view);
        if (asOf == null && behind > 0) {
          talk.say(
              "%s has yet to take in the last %d entries; it is compared where it stands"
                  .formatted(view, behind));
        }
        replayed.add(Json.tree(views.replay(view, position)));
        progress.at(replayed.size(), all.size());
      }
      return replayed;
    } catch (ProblemException e) {
      throw Failure.refused(e);
    } catch (LedgerBroken e) {
      throw Failure.no("%s; `daybook verify` tells what else is wrong".formatted(e.getMessage()));
    } catch (StoreUnavailable | StartRefused e) {
      throw Failure.couldNot(String.valueOf(e.getMessage()), e);
    }
  }
}

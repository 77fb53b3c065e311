package dev.daybook.store;

import io.axoniq.axonserver.grpc.event.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.axonframework.modelling.command.ConcurrencyException;

/**
 * Events get their order from Axon Server, and their places once the ledger has followed it there.
 *
 * <p>Axon Server refuses an append whose sequences do not continue their streams, and that is all
 * it checks. The rest is looked up before, so it holds up to what happens between looking and
 * appending: whether the policies are those the command was judged under, and where streams end
 * that the append does not continue. Of a stream's first event Axon Server looks at its latest
 * segments only; the ledger knows all before them.
 *
 * <p>What events cite by digest is kept before they are appended: what nobody came to cite stays.
 */
final class AxonServerOrder implements Recording {

  private final AxonServer server;
  private final Duration followedWithin;
  private final DataSource pool;
  private final EntryReader reader;
  private final HeadSignal signal;
  private final AwaitedPlaces places;
  private final String origin;

  AxonServerOrder(
      AxonServer server,
      DataSource pool,
      EntryReader reader,
      HeadSignal signal,
      AwaitedPlaces places,
      String origin) {
    this.server = server;
    this.followedWithin = server.settings().followedWithin();
    this.pool = pool;
    this.reader = reader;
    this.signal = signal;
    this.places = places;
    this.origin = origin;
  }

  @Override
  public Optional<Receipt> append(Proposal proposal) {
    lookAround(proposal);
    keep(proposal.contents());
    try (AwaitedPlaces.Awaited awaited = places.expect(proposal)) {
      try {
        server.append(AxonServerForm.of(origin, proposal));
      } catch (AxonServer.SequenceTaken taken) {
        throw moved(proposal);
      } catch (StoreUnavailable e) {
        if (!isThere(proposal)) {
          throw new StoreUnavailable(
              "%s; whether the entries were recorded is not known: repeat the command with the same id to find out"
                  .formatted(e.getMessage()),
              e);
        }
      }
      return awaited.await(followedWithin);
    }
  }

  /** Axon Server's end of the stream, once the ledger has come to it. */
  @Override
  public Standing standing(String stream) {
    long last = server.lastSequence(stream);
    Standing standing = awaitFollowed(stream, last);
    if (standing.lastSequence() < last) {
      throw new StoreUnavailable(
          "`%s` ends at %d in Axon Server and the ledger has not come to it within %d ms; try again"
              .formatted(stream, last, followedWithin.toMillis()));
    }
    return standing;
  }

  private Standing awaitFollowed(String stream, long sequence) {
    long deadline = System.nanoTime() + followedWithin.toNanos();
    Standing standing = reader.standing(stream);
    try {
      while (standing.lastSequence() < sequence
          && signal.awaitPast(standing.position(), deadline - System.nanoTime())) {
        standing = reader.standing(stream);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return standing;
  }

  /** What Axon Server does not check. */
  private void lookAround(Proposal proposal) {
    long policyPosition = reader.head().policyPosition();
    Map<String, Long> followed = followed(proposal);
    for (Map.Entry<String, Long> expected : proposal.expectedHeads().entrySet()) {
      String stream = expected.getKey();
      long last = followed.getOrDefault(stream, StreamHeads.NONE);
      if (!proposal.newHeads().containsKey(stream)) {
        last = Math.max(last, server.lastSequence(stream));
        if (last != expected.getValue()) {
          throw movedTo(stream, last, expected.getValue());
        }
      } else if (last > expected.getValue()) {
        throw movedTo(stream, last, expected.getValue());
      }
    }
    if (proposal.judgedUnder() < policyPosition) {
      throw new PoliciesMoved(proposal.judgedUnder(), policyPosition);
    }
  }

  /** Where the streams end in the ledger so far; nothing of those that do not begin there. */
  private Map<String, Long> followed(Proposal proposal) {
    Map<String, Long> heads = new HashMap<>();
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(Sql.STREAM_HEADS)) {
      statement.setArray(
          1,
          connection.createArrayOf(
              "text", proposal.expectedHeads().keySet().toArray(String[]::new)));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          heads.put(rows.getString(1), rows.getLong(2));
        }
      }
    } catch (SQLException e) {
      throw new StoreUnavailable("the ledger cannot be read: " + e.getMessage(), e);
    }
    return heads;
  }

  /** Why Axon Server refused: whoever was first is in the ledger when this says so. */
  private RuntimeException moved(Proposal proposal) {
    for (Map.Entry<String, Long> expected : proposal.expectedHeads().entrySet()) {
      String stream = expected.getKey();
      long last = server.lastSequence(stream);
      if (last != expected.getValue()) {
        if (stream.startsWith(Proposal.DECISION)
            && awaitFollowed(stream, last).lastSequence() < last) {
          return new StoreUnavailable(
              "the command was decided before, and the ledger has not come to its decision within %d ms; try again"
                  .formatted(followedWithin.toMillis()));
        }
        return movedTo(stream, last, expected.getValue());
      }
    }
    return new ConcurrencyException("a stream moved; read it again and decide anew");
  }

  private static RuntimeException movedTo(String stream, long last, long expected) {
    return expected == StreamHeads.NONE && stream.startsWith(Proposal.DECISION)
        ? new DecisionExists(Proposal.decisionId(stream))
        : new ConcurrencyException(
            "`%s` ends at %d, not at %d: somebody else continued it; read it again and decide anew"
                .formatted(stream, last, expected));
  }

  /** Whether an append whose answer was lost arrived all the same. */
  private boolean isThere(Proposal proposal) {
    Proposal.Event first = proposal.events().getFirst();
    try {
      return server.stream(first.stream(), first.sequence()).stream()
          .findFirst()
          .map(Event::getMessageIdentifier)
          .map(UUID::fromString)
          .filter(first.id()::equals)
          .isPresent();
    } catch (StoreUnavailable _) {
      return false; // nobody knows
    }
  }

  private void keep(List<Proposal.Content> contents) {
    if (contents.isEmpty()) {
      return;
    }
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(Sql.KEEP_CONTENTS)) {
      statement.setArray(
          1,
          connection.createArrayOf(
              "bytea",
              contents.stream()
                  .map(content -> HexFormat.of().parseHex(content.sha256()))
                  .toArray(byte[][]::new)));
      statement.setArray(
          2,
          connection.createArrayOf(
              "text", contents.stream().map(Proposal.Content::persons).toArray(String[]::new)));
      statement.setArray(
          3,
          connection.createArrayOf(
              "bytea", contents.stream().map(Proposal.Content::bytes).toArray(byte[][]::new)));
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new StoreUnavailable("what is cited cannot be kept: " + e.getMessage(), e);
    }
  }
}

package dev.daybook.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.daybook.replay.verify.Contents;
import dev.daybook.replay.verify.StoredEntry;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Entries as {@code GET /ledger/entries} lists them, page after page. Payload, metadata and leaf
 * are cut out of the answer as the very bytes that were sent, for those are what was hashed.
 */
final class EntryPages implements Contents {

  private static final JsonFactory JSON = new JsonFactory();

  private final Client client;
  private final Deque<StoredEntry> page = new ArrayDeque<>();
  private long next;

  /**
   * @param first the first position that is wanted
   */
  EntryPages(Client client, long first) {
    this.client = client;
    this.next = first;
  }

  /** Whether this client's token may read entries. */
  static boolean mayRead(Client client) {
    Client.Answer answer = client.raw("/ledger/entries?limit=1");
    if (answer.status() == 401 || answer.status() == 403) {
      return false;
    }
    client.expectSuccess(answer);
    return true;
  }

  @Override
  public @Nullable StoredEntry next() throws IOException {
    if (page.isEmpty()) {
      page.addAll(page(client, next, Client.MAX_PAGE));
    }
    StoredEntry entry = page.poll();
    next++;
    return entry;
  }

  /**
   * One page.
   *
   * @param first position of the first
   * @param limit 1 to {@value Client#MAX_PAGE}
   */
  static List<StoredEntry> page(Client client, long first, int limit) throws IOException {
    Client.Answer answer =
        client.expectSuccess(
            client.raw("/ledger/entries?from=%d&limit=%d".formatted(first, limit)));
    return read(answer.response().body());
  }

  private static List<StoredEntry> read(byte[] json) throws IOException {
    List<StoredEntry> page = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw new IOException("the server answers something else than a list of entries");
      }
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        page.add(new Reader(json).entry(parser));
      }
      return page;
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IOException("the server lists something that is no entry: " + e.getMessage(), e);
    }
  }

  /** What is there of one entry so far. */
  private static final class Reader {
    private final byte[] json;
    private long position;
    private UUID event = new UUID(0, 0);
    private String stream = "";
    private long sequence;
    private String type = "";
    private int revision;
    private Instant recordedAt = Instant.MIN;
    private byte[] payload = {};
    private byte[] metadata = {};
    private byte[] leaf = {};

    Reader(byte[] json) {
      this.json = json;
    }

    StoredEntry entry(JsonParser parser) throws IOException {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case "position" -> position = parser.getLongValue();
          case "eventId" -> event = UUID.fromString(parser.getText());
          case "stream" -> stream = parser.getText();
          case "sequence" -> sequence = parser.getLongValue();
          case "type" -> type = parser.getText();
          case "revision" -> revision = parser.getIntValue();
          case "recordedAt" -> recordedAt = Instant.parse(parser.getText());
          case "payload" -> payload = bytes(parser);
          case "metadata" -> metadata = bytes(parser);
          case "leaf" -> leaf = bytes(parser);
          default -> parser.skipChildren();
        }
      }
      return new StoredEntry(
          position, event, stream, sequence, type, revision, recordedAt, payload, metadata, leaf);
    }

    /** The value the parser stands at, as it was sent. */
    private byte[] bytes(JsonParser parser) throws IOException {
      int from = (int) parser.currentTokenLocation().getByteOffset();
      parser.skipChildren();
      parser.finishToken();
      return Arrays.copyOfRange(json, from, (int) parser.currentLocation().getByteOffset());
    }
  }
}

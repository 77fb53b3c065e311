package dev.daybook.store;

import com.google.protobuf.ByteString;
import io.axoniq.axonserver.grpc.MetaDataValue;
import io.axoniq.axonserver.grpc.SerializedObject;
import io.axoniq.axonserver.grpc.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * How events stand in Axon Server: the payload's bytes as the ledger keeps them, by wire name and
 * revision, with the metadata's bytes, the ledger's name, and how many events of the same append
 * follow. So what is copied is what was recorded, to the byte, and an append comes to the ledger
 * whole.
 */
final class AxonServerForm {

  private static final String METADATA = "daybook.metadata";
  private static final String ORIGIN = "daybook.origin";
  private static final String FOLLOWING = "daybook.following";

  /**
   * An event as Axon Server gave it out.
   *
   * @param following how many of the same append come after it
   */
  record Copied(Proposal.Raw raw, long following) {}

  private AxonServerForm() {}

  /** The events of one append, in its order. */
  static List<Event> of(String origin, Proposal proposal) {
    List<Event> events = new ArrayList<>(proposal.events().size());
    int following = proposal.events().size();
    for (Proposal.Event event : proposal.events()) {
      following--;
      events.add(
          Event.newBuilder()
              .setMessageIdentifier(event.id().toString())
              .setAggregateIdentifier(event.stream())
              .setAggregateSequenceNumber(event.sequence())
              .setAggregateType(type(event.stream()))
              .setTimestamp(System.currentTimeMillis())
              .setPayload(
                  bytes(
                      event.kind().name(),
                      Integer.toString(event.kind().revision()),
                      event.payload()))
              .putMetaData(
                  METADATA,
                  MetaDataValue.newBuilder()
                      .setBytesValue(bytes(METADATA, "1", event.metadata()))
                      .build())
              .putMetaData(ORIGIN, MetaDataValue.newBuilder().setTextValue(origin).build())
              .putMetaData(FOLLOWING, MetaDataValue.newBuilder().setNumberValue(following).build())
              .build());
    }
    return events;
  }

  /** Never empty: Axon Server checks no sequence of what has no type. */
  private static String type(String stream) {
    int slash = stream.indexOf('/');
    return slash < 1 ? stream : stream.substring(0, slash);
  }

  private static SerializedObject bytes(String type, String revision, byte[] data) {
    return SerializedObject.newBuilder()
        .setType(type)
        .setRevision(revision)
        .setData(ByteString.copyFrom(data))
        .build();
  }

  /**
   * Reads an event.
   *
   * @throws LedgerBroken when it is none of this ledger's
   */
  static Copied read(String origin, EventTypes types, Event event) {
    MetaDataValue from = event.getMetaDataMap().get(ORIGIN);
    if (from == null) {
      throw foreign(event, "no ledger's");
    }
    if (!from.getTextValue().equals(origin)) {
      throw foreign(event, "of the ledger `%s`".formatted(from.getTextValue()));
    }
    EventTypes.Kind kind =
        types
            .named(event.getPayload().getType())
            .orElseThrow(
                () ->
                    foreign(
                        event,
                        "a `%s`, which this Daybook does not know: use the version that wrote it"
                            .formatted(event.getPayload().getType())));
    return new Copied(
        new Proposal.Raw(
            UUID.fromString(event.getMessageIdentifier()),
            event.getAggregateIdentifier(),
            event.getAggregateSequenceNumber(),
            new EventTypes.Kind(
                kind.name(),
                Integer.parseInt(event.getPayload().getRevision()),
                kind.event(),
                kind.changesPolicies()),
            event.getPayload().getData().toByteArray(),
            event.getMetaDataOrThrow(METADATA).getBytesValue().getData().toByteArray()),
        event.getMetaDataOrThrow(FOLLOWING).getNumberValue());
  }

  private static LedgerBroken foreign(Event event, String whose) {
    return new LedgerBroken(
        "Axon Server's event %s (`%s` number %d) is %s; a ledger needs a context of its own"
            .formatted(
                event.getMessageIdentifier(),
                event.getAggregateIdentifier(),
                event.getAggregateSequenceNumber(),
                whose));
  }
}

package dev.daybook.store;

import com.google.protobuf.ByteString;
import io.axoniq.axonserver.connector.Registration;
import io.axoniq.axonserver.connector.command.CommandChannel;
import io.axoniq.axonserver.grpc.ErrorMessage;
import io.axoniq.axonserver.grpc.MetaDataValue;
import io.axoniq.axonserver.grpc.ProcessingInstruction;
import io.axoniq.axonserver.grpc.ProcessingKey;
import io.axoniq.axonserver.grpc.SerializedObject;
import io.axoniq.axonserver.grpc.command.Command;
import io.axoniq.axonserver.grpc.command.CommandResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commands as Axon Server routes them: it finds the node by hashing the key among those that take
 * commands, and tells at once when that node's connection is lost.
 */
final class AxonServerCommands implements CommandRoute {

  private static final Logger LOG = LoggerFactory.getLogger(AxonServerCommands.class);

  /** What nodes register for. Another number where the messages are other ones. */
  private static final String NAME = "dev.daybook.Command/1";

  private static final String ASKED = "asked";
  private static final String ANSWERED = "answered";
  private static final String NOT_UNDERSTOOD = "daybook: not understood";

  /** Share of the keys that comes to this node, beside the others' shares; Axon's own default. */
  private static final int SHARE = 100;

  /** Largest message either way, sealed, in bytes: half of what Axon Server takes by default. */
  static final int LARGEST = 2 << 20;

  /** How long the other node's answer may take. Judging takes its wall-clock deadline at most. */
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

  /** How long nobody is asked after an answer that did not come. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private static final Duration END_WITHIN = Duration.ofSeconds(10);

  private final CommandChannel channel;
  private final NodeSeal seal;
  private volatile long pausedUntil = System.nanoTime();
  private volatile boolean complained;

  AxonServerCommands(CommandChannel channel, NodeSeal seal) {
    this.channel = channel;
    this.seal = seal;
  }

  @Override
  public Optional<byte[]> ask(String key, byte[] message) throws InterruptedException {
    if (message.length + NodeSeal.OVERHEAD > LARGEST || System.nanoTime() - pausedUntil < 0) {
      return Optional.empty();
    }
    String id = UUID.randomUUID().toString();
    CompletableFuture<CommandResponse> asked =
        channel.sendCommand(
            Command.newBuilder()
                .setMessageIdentifier(id)
                .setName(NAME)
                .setTimestamp(System.currentTimeMillis())
                .setPayload(sealed(ASKED, id, message))
                .addProcessingInstructions(
                    ProcessingInstruction.newBuilder()
                        .setKey(ProcessingKey.ROUTING_KEY)
                        .setValue(MetaDataValue.newBuilder().setTextValue(key)))
                .build());
    try {
      CommandResponse response = asked.get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
      if (!response.getErrorCode().isEmpty()) {
        return unanswered(response.getErrorCode() + " " + response.getErrorMessage().getMessage());
      }
      complained = false;
      return seal.open(what(ANSWERED, id), response.getPayload().getData().toByteArray());
    } catch (ExecutionException e) {
      return unanswered(String.valueOf(e.getCause() == null ? e : e.getCause()));
    } catch (TimeoutException _) {
      asked.cancel(true);
      pausedUntil = System.nanoTime() + PAUSE.toNanos();
      return unanswered("no answer within %d s".formatted(ANSWER_WITHIN.toSeconds()));
    }
  }

  private Optional<byte[]> unanswered(String why) {
    if (complained) {
      LOG.debug("a command is judged here: {}", why);
    } else {
      complained = true;
      LOG.warn("commands that no other node answers are judged here: {}", why);
    }
    return Optional.empty();
  }

  @Override
  public Subscription take(Function<byte[], Optional<byte[]>> answers) {
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    Registration registration =
        channel.registerCommandHandler(
            command -> CompletableFuture.supplyAsync(() -> answer(command, answers), threads),
            SHARE,
            NAME);
    return () -> {
      try {
        // What was sent to this node before comes before the answer to this.
        registration.cancel().get(END_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        threads.shutdown();
        if (!threads.awaitTermination(END_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
          LOG.warn("commands of other nodes are left unanswered; they judge them");
        }
      } catch (ExecutionException | TimeoutException e) {
        LOG.debug("Axon Server sends commands until it sees that this node is gone", e);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    };
  }

  private CommandResponse answer(Command command, Function<byte[], Optional<byte[]>> answers) {
    String id = command.getMessageIdentifier();
    CommandResponse.Builder response =
        CommandResponse.newBuilder()
            .setMessageIdentifier(UUID.randomUUID().toString())
            .setRequestIdentifier(id);
    return seal.open(what(ASKED, id), command.getPayload().getData().toByteArray())
        .flatMap(answers)
        .filter(answer -> answer.length + NodeSeal.OVERHEAD <= LARGEST)
        .map(answer -> response.setPayload(sealed(ANSWERED, id, answer)))
        .orElseGet(
            () ->
                response
                    .setErrorCode(NOT_UNDERSTOOD)
                    .setErrorMessage(ErrorMessage.newBuilder().setMessage("by this node")))
        .build();
  }

  private SerializedObject sealed(String kind, String id, byte[] message) {
    return SerializedObject.newBuilder()
        .setType(NAME)
        .setData(ByteString.copyFrom(seal.seal(what(kind, id), message)))
        .build();
  }

  /** An answer opens as the answer to the very message it was given to. */
  private static String what(String kind, String id) {
    return kind + "\n" + id;
  }
}

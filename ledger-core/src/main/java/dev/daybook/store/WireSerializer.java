package dev.daybook.store;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.json.JacksonSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Axon's door to {@link EventTypes}: events go by wire name and revision and are upcast when read;
 * what else Axon keeps (tokens) is plain JSON.
 */
final class WireSerializer extends JacksonSerializer {

  private final EventTypes types;

  private WireSerializer(Builder builder, EventTypes types) {
    super(builder);
    this.types = types;
  }

  static WireSerializer over(EventTypes types) {
    return new WireSerializer(
        JacksonSerializer.builder().objectMapper(JsonMapper.builder().build()), types);
  }

  @Override
  public <T> SerializedObject<T> serialize(
      @Nullable Object object, Class<T> expectedRepresentation) {
    if (object == null || !types.knows(object.getClass())) {
      return super.serialize(object, expectedRepresentation);
    }
    T content = getConverter().convert(types.encode(object), expectedRepresentation);
    return new SimpleSerializedObject<>(
        content, expectedRepresentation, typeForClass(object.getClass()));
  }

  @Override
  @SuppressWarnings("TypeParameterUnusedInFormals") // Axon's signature
  public <S, T> T deserialize(SerializedObject<S> serialized) {
    SerializedType type = serialized.getType();
    if (types.named(type.getName()).isEmpty()) {
      return super.deserialize(serialized);
    }
    SerializedObject<byte[]> bytes = getConverter().convert(serialized, byte[].class);
    try {
      @SuppressWarnings("unchecked") // the caller names the type it asked for
      T event = (T) types.decode(type.getName(), revision(type), bytes.getData());
      return event;
    } catch (IllegalStateException e) {
      throw new SerializationException(
          "cannot read `%s`: %s"
              .formatted(type.getName(), new String(bytes.getData(), StandardCharsets.UTF_8)),
          e);
    }
  }

  private static int revision(SerializedType type) {
    String revision = type.getRevision();
    return revision == null ? 1 : Integer.parseInt(revision);
  }

  @Override
  @SuppressWarnings("rawtypes") // Axon's signature
  public Class classForType(SerializedType type) {
    return types
        .named(type.getName())
        .<Class>map(EventTypes.Kind::event)
        .orElseGet(() -> super.classForType(type));
  }

  @Override
  @SuppressWarnings("rawtypes") // Axon's signature
  public SerializedType typeForClass(@Nullable Class type) {
    if (type == null || !types.knows(type)) {
      return super.typeForClass(type);
    }
    EventTypes.Kind kind = types.of(type);
    return new SimpleSerializedType(kind.name(), Integer.toString(kind.revision()));
  }
}

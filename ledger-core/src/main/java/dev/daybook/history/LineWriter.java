package dev.daybook.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.daybook.seal.LeafEntry;
import dev.daybook.seal.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Writes a history: JSON objects, a line each, the last of which has the digest of all others. */
final class LineWriter {

  private static final JsonFactory FACTORY = new JsonFactory();

  private final OutputStream out;
  private final MessageDigest digest = Sha256.begun();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final JsonGenerator json;
  private long lines;

  LineWriter(OutputStream out) throws IOException {
    this.out = out;
    this.json = FACTORY.createGenerator(line);
    json.setRootValueSeparator(null);
  }

  LineWriter begin(Kind kind) throws IOException {
    json.writeStartObject();
    return text("kind", kind.word());
  }

  LineWriter text(String name, String value) throws IOException {
    json.writeStringField(name, value);
    return this;
  }

  LineWriter number(String name, long value) throws IOException {
    json.writeNumberField(name, value);
    return this;
  }

  /** A time to the microsecond, as a leaf has it. */
  LineWriter time(String name, Instant value) throws IOException {
    return text(name, LeafEntry.time(value));
  }

  LineWriter hex(String name, byte[] value) throws IOException {
    return text(name, HexFormat.of().formatHex(value));
  }

  LineWriter base64(String name, byte[] value) throws IOException {
    json.writeFieldName(name);
    json.writeBinary(value);
    return this;
  }

  /** Bytes as text where they are UTF-8, for who reads it; else in base64. */
  LineWriter textOrBase64(byte[] value) throws IOException {
    Optional<String> text = utf8(value);
    return text.isPresent() ? text("text", text.get()) : base64("base64", value);
  }

  private static Optional<String> utf8(byte[] value) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString());
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }

  LineWriter texts(String name, List<String> values) throws IOException {
    json.writeFieldName(name);
    json.writeArray(values.toArray(String[]::new), 0, values.size());
    return this;
  }

  /** A JSON object byte by byte as it is kept, which has no line breaks. */
  LineWriter object(String name, byte[] value) throws IOException {
    json.writeFieldName(name);
    json.writeRawValue(new String(value, StandardCharsets.UTF_8));
    return this;
  }

  void end() throws IOException {
    json.writeEndObject();
    json.flush();
    line.write('\n');
    byte[] bytes = line.toByteArray();
    line.reset();
    digest.update(bytes);
    out.write(bytes);
    lines++;
  }

  /** Writes the last line. */
  void close() throws IOException {
    begin(Kind.END).number("lines", lines).hex("sha256", digest.digest()).end();
    out.flush();
  }
}

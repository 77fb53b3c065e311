package dev.daybook.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where data goes, remembering whether all of it got there: writers above it swallow their errors.
 * A reader that has seen enough and closed its pipe, as {@code head} does, is no error.
 */
final class DataOut extends FilterOutputStream {

  private @Nullable IOException failure;

  DataOut(OutputStream out) {
    super(out);
  }

  /** Why the data is not all there, if so. */
  Optional<String> failure() {
    return Optional.ofNullable(failure)
        .map(e -> e.getMessage() == null ? e.toString() : e.getMessage());
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    try {
      out.write(bytes, from, length);
    } catch (IOException e) {
      remember(e);
      throw e;
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException e) {
      remember(e);
      throw e;
    }
  }

  private void remember(IOException e) {
    if (failure == null && !"Broken pipe".equals(e.getMessage())) {
      failure = e;
    }
  }
}

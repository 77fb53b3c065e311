package dev.daybook.document;

import org.jspecify.annotations.Nullable;

/**
 * Where a value stands in its document: the step that leads to it, and whence. The JSON pointer
 * (RFC 6901) is put together only when somebody asks for it, because together the pointers of a
 * document's values can be thousands of times as long as the document.
 *
 * @param step a key or an index, without escapes
 * @param length of the pointer, in UTF-16 units
 */
public record Pointer(@Nullable Pointer parent, String step, int length) {

  /** The whole document: the empty pointer. */
  public static final Pointer ROOT = new Pointer(null, "", 0);

  public Pointer to(String key) {
    return new Pointer(this, key, length + 1 + escape(key).length());
  }

  public Pointer to(int index) {
    return to(Integer.toString(index));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(length);
    write(text);
    return text.toString();
  }

  private void write(StringBuilder text) {
    if (parent != null) {
      parent.write(text);
      text.append('/').append(escape(step));
    }
  }

  private static String escape(String step) {
    if (step.indexOf('~') < 0 && step.indexOf('/') < 0) {
      return step;
    }
    return step.replace("~", "~0").replace("/", "~1");
  }
}

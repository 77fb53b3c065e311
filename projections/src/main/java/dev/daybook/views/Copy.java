package dev.daybook.views;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Writes many rows at once. */
final class Copy {

  private Copy() {}

  static void in(
      Connection connection, String table, String keys, List<String> columns, StringBuilder lines)
      throws SQLException {
    if (lines.isEmpty()) {
      return;
    }
    byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
    CopyIn copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn(
                "COPY views.%s (%s, %s) FROM STDIN"
                    .formatted(table, keys, String.join(", ", columns)));
    copy.writeToCopy(bytes, 0, bytes.length);
    copy.endCopy();
  }
}

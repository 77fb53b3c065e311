package dev.daybook.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * The migrations one jar brings for one schema, and whether the schema has seen exactly these.
 * Where it has, which is at every start but the first after an update, Flyway need not be asked: it
 * takes a fifth of a second to find out the same.
 *
 * @param checksums by version, as Flyway takes them: CRC-32 of the lines without their ends
 */
record Migrations(Map<String, Integer> checksums) {

  private static final String CLASSPATH = "classpath:";
  private static final Pattern NAME = Pattern.compile("V([0-9]+)__[a-z_]+\\.sql");

  Migrations {
    checksums = Map.copyOf(checksums);
  }

  /** Those in a folder on the class path, {@code classpath:db/views}. */
  static Migrations in(String location) {
    String folder = location.substring(CLASSPATH.length());
    Map<String, Integer> checksums = new HashMap<>();
    try {
      for (String file : files(folder)) {
        Matcher name = NAME.matcher(file);
        if (name.matches()) {
          checksums.put(name.group(1), checksum(url(folder + "/" + file)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Migrations(checksums);
  }

  /** Whether these and no others were done; false too when that cannot be told. */
  boolean areDone(Connection connection, String schema) {
    try {
      return !checksums.isEmpty() && checksums.equals(done(connection, schema));
    } catch (SQLException _) {
      return false; // Flyway finds out, and says why
    }
  }

  /**
   * Why a schema cannot be read as it is, by who does not change it; empty where these and no
   * others were done.
   */
  Optional<String> refusal(Connection connection, String schema) throws SQLException {
    Map<String, Integer> done = done(connection, schema);
    if (done.equals(checksums)) {
      return Optional.empty();
    }
    if (done.isEmpty()) {
      return Optional.of(
          "there is no schema `%s`; start a server there first, which makes it".formatted(schema));
    }
    int seen = newest(done);
    int known = newest(checksums);
    if (seen > known) {
      return Optional.of(
          "the schema `%s` is a newer Daybook's: it is at version %d, and this Daybook reads %d; read it with the Daybook that served it last"
              .formatted(schema, seen, known));
    }
    if (seen < known) {
      return Optional.of(
          "the schema `%s` is an older Daybook's: it is at version %d, and this Daybook reads %d; read it with the Daybook that served it last, or start a server of this one, which brings it up to date"
              .formatted(schema, seen, known));
    }
    return Optional.of(
        "the schema `%s` was not made by this Daybook's migrations; read it with the Daybook that served it last"
            .formatted(schema));
  }

  private static int newest(Map<String, Integer> checksums) {
    return checksums.keySet().stream().mapToInt(Integer::parseInt).max().orElse(0);
  }

  private static Map<String, Integer> done(Connection connection, String schema)
      throws SQLException {
    Map<String, Integer> done = new HashMap<>();
    String history = "\"%s\".flyway_schema_history".formatted(schema);
    try (PreparedStatement there = connection.prepareStatement("SELECT to_regclass(?)")) {
      there.setString(1, history);
      try (ResultSet row = there.executeQuery()) {
        if (!row.next() || row.getString(1) == null) {
          return done;
        }
      }
    }
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT version, CASE WHEN success THEN checksum END AS checksum FROM "
                    + history
                    + " WHERE version IS NOT NULL");
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        done.put(rows.getString("version"), rows.getInt("checksum"));
      }
    }
    return done;
  }

  private static URL url(String resource) throws IOException {
    URL url = Migrations.class.getClassLoader().getResource(resource);
    if (url == null) {
      throw new IOException("there is no `%s` on the class path".formatted(resource));
    }
    return url;
  }

  private static List<String> files(String folder) throws IOException {
    URL url = url(folder);
    if (url.openConnection() instanceof JarURLConnection jar) {
      String prefix = folder + "/";
      return jar.getJarFile().stream()
          .map(JarEntry::getName)
          .filter(name -> name.startsWith(prefix))
          .map(name -> name.substring(prefix.length()))
          .toList();
    }
    try (Stream<Path> files = Files.list(Path.of(new URI(url.toString())))) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private static int checksum(URL file) throws IOException {
    CRC32 crc = new CRC32();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(file.openStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        crc.update(line.getBytes(StandardCharsets.UTF_8));
      }
    }
    return (int) crc.getValue();
  }
}

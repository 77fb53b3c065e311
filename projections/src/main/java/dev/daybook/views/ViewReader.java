package dev.daybook.views;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.Arguments;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatements;

/** Reads views: a statement from a {@code .sql} file, named parameters, rows as records. */
public final class ViewReader {

  private final Jdbi jdbi;

  public ViewReader(Views views) {
    this.jdbi = Jdbi.create(views.dataSource());
    jdbi.getConfig(SqlStatements.class).setUnusedBindingAllowed(false);
    jdbi.getConfig(Arguments.class).setBindingNullToPrimitivesPermitted(false);
    jdbi.registerArrayType(String.class, "text");
    jdbi.registerColumnMapper(
        Json.class,
        (rows, column, _) -> {
          String text = rows.getString(column);
          return text == null ? null : new Json(text);
        });
  }

  /**
   * All rows of {@code name.sql} beside {@code beside}.
   *
   * @param parameters of them, a list of texts is bound as an array
   */
  public <T extends Record> List<T> list(
      Class<?> beside, String name, Params parameters, Class<T> row) {
    return jdbi.withHandle(
        handle -> {
          try (Query query = handle.createQuery(Sql.of(beside, name))) {
            parameters
                .values()
                .forEach(
                    (key, value) -> {
                      if (value instanceof List<?> texts) {
                        query.bindArray(key, String.class, texts.toArray());
                      } else {
                        query.bind(key, value);
                      }
                    });
            return query.map(ConstructorMapper.of(row)).list();
          }
        });
  }

  /** The one row of {@code name.sql}, if there is one. */
  public <T extends Record> Optional<T> first(
      Class<?> beside, String name, Params parameters, Class<T> row) {
    return list(beside, name, parameters, row).stream().findFirst();
  }
}

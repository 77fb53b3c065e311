package dev.daybook.views;

import dev.daybook.store.StoreUnavailable;
import dev.daybook.store.Unreachable;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.argument.Arguments;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.mapper.ColumnMapper;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;

/**
 * Reads views: a statement from a {@code .sql} file, named parameters, rows as records, in which a
 * list of records is a {@code jsonb} column.
 */
public final class ViewReader {

  private final Jdbi jdbi;

  public ViewReader(Views views) {
    this.jdbi = Jdbi.create(views.dataSource());
    jdbi.getConfig(SqlStatements.class).setUnusedBindingAllowed(false);
    jdbi.getConfig(Arguments.class).setBindingNullToPrimitivesPermitted(false);
    // What was asked for stays out of messages, which end up in logs.
    jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
    jdbi.registerArrayType(String.class, "text");
    jdbi.registerColumnMapper(
        Json.class,
        (rows, column, _) -> {
          String text = rows.getString(column);
          return text == null ? null : new Json(text);
        });
    jdbi.registerColumnMapper(ViewReader::records);
  }

  /** Reads a list of records from JSON; knows nothing of any other type. */
  private static Optional<ColumnMapper<?>> records(Type type, ConfigRegistry config) {
    if (type instanceof ParameterizedType list
        && list.getRawType() == List.class
        && list.getActualTypeArguments()[0] instanceof Class<?> element
        && element.isRecord()) {
      return Optional.of((rows, column, _) -> Json.list(rows.getString(column), element));
    }
    return Optional.empty();
  }

  /**
   * All rows of {@code name.sql} beside {@code beside}.
   *
   * @param parameters of them, a list of texts is bound as an array
   * @throws StoreUnavailable when the database cannot be reached
   */
  public <T extends Record> List<T> list(
      Class<?> beside, String name, Params parameters, Class<T> row) {
    try {
      return read(Sql.of(beside, name), parameters, row);
    } catch (JdbiException e) {
      throw e.getCause() instanceof SQLException sql && Unreachable.is(sql)
          ? new StoreUnavailable("the views cannot be read: " + sql.getMessage(), sql)
          : e;
    }
  }

  private <T extends Record> List<T> read(String sql, Params parameters, Class<T> row) {
    return jdbi.withHandle(
        handle -> {
          try (Query query = handle.createQuery(sql)) {
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

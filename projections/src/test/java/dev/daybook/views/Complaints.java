package dev.daybook.views;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What a class warns of while this is open. */
final class Complaints implements AutoCloseable {

  private final Logger logger;
  private final ListAppender<ILoggingEvent> heard = new ListAppender<>();

  Complaints(Class<?> of) {
    this.logger = (Logger) LoggerFactory.getLogger(of);
    heard.start();
    logger.addAppender(heard);
  }

  List<String> all() {
    return List.copyOf(heard.list).stream()
        .filter(said -> said.getLevel().isGreaterOrEqual(Level.WARN))
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  @Override
  public void close() {
    logger.detachAppender(heard);
  }
}

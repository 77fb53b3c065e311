package dev.daybook.edge;

import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.AbstractHealthIndicator;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A health check that asks the database. Where a request waits for one that is away, this says
 * within {@value #PATIENCE_SECONDS} s that it is down: whoever probes does not wait long.
 */
public abstract class DatabaseHealth extends AbstractHealthIndicator<Map<String, Object>> {

  private static final long PATIENCE_SECONDS = 2;

  /** What is to be told of it while it is up; throws while it is not. */
  protected abstract Map<String, Object> ask();

  @Override
  protected final Map<String, Object> getHealthInformation() {
    FutureTask<Map<String, Object>> asked = new FutureTask<>(this::ask);
    Thread.ofVirtual().name("daybook-health").start(asked);
    try {
      Map<String, Object> answer = asked.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      healthStatus = HealthStatus.UP;
      return answer;
    } catch (TimeoutException _) {
      return down("no answer within %d s".formatted(PATIENCE_SECONDS));
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      return down(String.valueOf(cause == null ? e.getMessage() : cause.getMessage()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return down("interrupted");
    } finally {
      asked.cancel(true);
    }
  }

  private Map<String, Object> down(String why) {
    healthStatus = HealthStatus.DOWN;
    return Map.of("why", why);
  }
}

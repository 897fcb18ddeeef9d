package io.mapscope.otel.pipeline;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the SDK's log off the user's console: one line for the first warning, the rest on debug
 * level, no stack traces.
 *
 * <p>Implementation note. The SDK logs by java.util.logging, whose default is the console, and a
 * collector that is away gives a stack trace per signal and minute; so does the Prometheus server
 * when a scraper goes away in the middle. Its loggers are the JVM's and cannot be told apart by
 * exporter, so while a pipeline is open the records of {@code io.opentelemetry} and {@code
 * io.prometheus} go to SLF4J, those of an SDK of the program's own too; afterwards they go where
 * they went before. What failed is counted in any case, by {@link ExportCount}.
 */
final class SdkLog extends Handler {

  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(SdkLog.class);

  // Held strongly: java.util.logging forgets a logger, and its handlers, that nobody refers to.
  private static final List<Logger> LOGGERS =
      List.of(Logger.getLogger("io.opentelemetry"), Logger.getLogger("io.prometheus"));
  private static final Object LOCK = new Object();
  private static SdkLog installed;
  private static final Map<Logger, Boolean> PARENT_BEFORE = new HashMap<>();
  private static int users;

  // Of all pipelines since the last time when there was none: a late message may be of any.
  private static final List<Secrets> SECRETS = new CopyOnWriteArrayList<>();

  private boolean warned;

  private SdkLog() {}

  static void acquire(Secrets secrets) {
    synchronized (LOCK) {
      SECRETS.add(secrets);
      if (users++ == 0) {
        installed = new SdkLog();
        for (Logger logger : LOGGERS) {
          PARENT_BEFORE.put(logger, logger.getUseParentHandlers());
          logger.addHandler(installed);
          logger.setUseParentHandlers(false);
        }
      }
    }
  }

  static void release() {
    synchronized (LOCK) {
      if (--users == 0) {
        SECRETS.clear();
        for (Logger logger : LOGGERS) {
          logger.removeHandler(installed);
          logger.setUseParentHandlers(PARENT_BEFORE.get(logger));
        }
        installed = null;
      }
    }
  }

  @Override
  public synchronized void publish(LogRecord message) {
    if (message.getLevel().intValue() >= Level.WARNING.intValue() && !warned) {
      warned = true;
      LOG.warn("OpenTelemetry: {} (later messages on debug level)", firstLine(message));
    } else {
      LOG.debug("OpenTelemetry: {}", firstLine(message));
    }
  }

  private static String firstLine(LogRecord message) {
    String text = String.valueOf(message.getMessage());
    String line = text.lines().findFirst().orElse("");
    for (Secrets secrets : SECRETS) {
      line = secrets.blot(line);
    }
    return line;
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}

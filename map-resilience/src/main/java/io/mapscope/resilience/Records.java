package io.mapscope.resilience;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.spi.LoggingEventBuilder;

/** Makes the records of an audit log. Never throws. */
record Records(
    Logger logger,
    KeyDigest digest,
    Supplier<String> principal,
    Supplier<String> traceId,
    LongAdder failures) {

  private static final String UNAVAILABLE = "unavailable";

  boolean areWanted() {
    try {
      return logger.isInfoEnabled();
    } catch (Throwable e) {
      failures.increment();
      return true; // Then the record may fail too, which counts it.
    }
  }

  /** Makes a record of an operation that has thrown something or null. */
  void make(String map, Operation operation, Object key, Throwable thrown, long nanos) {
    try {
      LoggingEventBuilder record =
          logger
              .atInfo()
              .addKeyValue("hashmap.name", map)
              .addKeyValue("hashmap.operation", operation.label)
              .addKeyValue("audit.principal", tried(principal::get))
              .addKeyValue("trace_id", tried(traceId::get))
              .addKeyValue("audit.key_digest", key == null ? "" : tried(() -> digest.of(key)))
              .addKeyValue("audit.outcome", outcome(thrown));
      if (thrown != null) {
        record = record.addKeyValue("audit.error", thrown.getClass().getName());
      }
      record.addKeyValue("audit.duration_nanos", nanos).log("map operation");
    } catch (Throwable e) {
      failures.increment();
    }
  }

  private String tried(Callable<String> text) {
    try {
      return text.call();
    } catch (Throwable e) {
      failures.increment();
      return UNAVAILABLE;
    }
  }

  private static String outcome(Throwable thrown) {
    if (thrown == null) {
      return "done";
    }
    if (thrown instanceof BreakerOpenException) {
      return "rejected";
    }
    return thrown instanceof OperationAbandonedException ? "abandoned" : "failed";
  }
}

package io.mapscope.resilience;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.spi.LoggingEventAware;

/** Keeps the key-value pairs of what is logged. */
final class CapturingLogger extends LegacyAbstractLogger implements LoggingEventAware {

  private static final long serialVersionUID = 1L;

  final transient List<Map<String, String>> records = new ArrayList<>();

  List<String> all(String key) {
    return records.stream().map(record -> record.get(key)).toList();
  }

  @Override
  public void log(LoggingEvent event) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (KeyValuePair pair : event.getKeyValuePairs()) {
      pairs.put(pair.key, String.valueOf(pair.value));
    }
    pairs.put("(all)", event.getMessage() + event.getKeyValuePairs() + event.getThrowable());
    records.add(pairs);
  }

  @Override
  protected String getFullyQualifiedCallerName() {
    return CapturingLogger.class.getName();
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level, Marker marker, String pattern, Object[] arguments, Throwable throwable) {
    throw new AssertionError("not by key-value pairs");
  }

  @Override
  public boolean isTraceEnabled() {
    return false;
  }

  @Override
  public boolean isDebugEnabled() {
    return false;
  }

  @Override
  public boolean isInfoEnabled() {
    return true;
  }

  @Override
  public boolean isWarnEnabled() {
    return true;
  }

  @Override
  public boolean isErrorEnabled() {
    return true;
  }
}

package io.mapscope.otel;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What Mapscope warns of, as long as it is open. */
public final class Logged extends Handler {

  private static final Logger OURS = Logger.getLogger("io.mapscope");

  private final List<String> warnings = new CopyOnWriteArrayList<>();

  public Logged() {
    setFormatter(new SimpleFormatter());
    setLevel(Level.WARNING);
    OURS.addHandler(this);
  }

  public List<String> warnings() {
    return warnings;
  }

  @Override
  public void publish(LogRecord message) {
    if (isLoggable(message)) {
      warnings.add(getFormatter().formatMessage(message));
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    OURS.removeHandler(this);
  }
}

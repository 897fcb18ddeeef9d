package io.mapscope.otel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SdkLogTest {

  private static final Logger ROOT = Logger.getLogger("");
  private static final Logger EXPORTER = Logger.getLogger("io.opentelemetry.exporter.Test");
  private static final Logger SERVER = Logger.getLogger("io.prometheus.Test");

  private final List<String> console = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord message) {
          // Ours come here too, by SLF4J.
          if (!message.getLoggerName().equals(SdkLog.class.getName())) {
            console.add(message.getMessage());
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    ROOT.addHandler(handler);
  }

  @AfterEach
  void stopListening() {
    ROOT.removeHandler(handler);
  }

  @Test
  void keepsTheSdksWarningsOffTheConsoleWhileAPipelineIsOpen() {
    SdkLog.acquire(Secrets.of(Map.of()));
    SdkLog.acquire(Secrets.of(Map.of()));
    try {
      EXPORTER.log(Level.WARNING, "failed to export", new IllegalStateException("refused"));
      SERVER.log(Level.SEVERE, "scraper has gone", new IllegalStateException("closed"));
      SdkLog.release();
      EXPORTER.log(Level.SEVERE, "still failing");
      assertThat(console).isEmpty();
    } finally {
      SdkLog.release();
    }
    EXPORTER.warning("of the program's own SDK");
    assertThat(console).containsExactly("of the program's own SDK");
  }
}

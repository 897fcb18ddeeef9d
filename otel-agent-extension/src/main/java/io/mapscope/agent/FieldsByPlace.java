package io.mapscope.agent;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the exporter take the fields of events from their places.
 *
 * <p>Implementation note. To search them by name is half of what mapping a running program costs,
 * and a library cannot avoid it: the JDK has to open a package to it, as {@code --add-opens} does.
 * An agent may. The one that loads this extension keeps the JVM's {@link Instrumentation} in a
 * class that is none of its interfaces for extensions; so it is asked by name, and where it has
 * moved, the exporter searches by name as it does elsewhere. Opened is one package, to the exporter
 * only.
 */
final class FieldsByPlace {

  private static final Logger LOG = LoggerFactory.getLogger(FieldsByPlace.class);

  private static final String HOLDER = "io.opentelemetry.javaagent.bootstrap.InstrumentationHolder";

  private FieldsByPlace() {}

  /** Opens the package to a module; to be called before the exporter's first event. */
  static void openTo(Module exporter) {
    try {
      Instrumentation instrumentation =
          (Instrumentation)
              Class.forName(HOLDER, true, null).getMethod("getInstrumentation").invoke(null);
      instrumentation.redefineModule(
          RecordedEvent.class.getModule(),
          Set.of(),
          Map.of(),
          Map.of(RecordedEvent.class.getPackageName(), Set.of(exporter)),
          Set.of(),
          Map.of());
    } catch (ReflectiveOperationException | RuntimeException | LinkageError failure) {
      LOG.info("Mapscope searches the fields of events by name: {}", failure.toString());
    }
  }
}

package io.mapscope.agent;

import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import java.util.List;

/** Brings the active span to the events of maps; {@code mapscope} is its name in the agent. */
public final class ActiveTraceModule extends InstrumentationModule {

  /** For the agent. */
  public ActiveTraceModule() {
    super("mapscope");
  }

  @Override
  public List<TypeInstrumentation> typeInstrumentations() {
    return List.of(new ActiveTraceInstrumentation());
  }
}

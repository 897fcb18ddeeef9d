package io.mapscope.agent;

import static net.bytebuddy.matcher.ElementMatchers.named;

import io.mapscope.events.MapEvent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;

/**
 * Fills the trace fields of an event where the program's own hook would.
 *
 * <p>Implementation note. The program loads its own copy of the event classes, which this extension
 * cannot reach, and cannot see the agent's. So the agent writes the advice below into the program's
 * {@code ActiveTrace.stamp}, where both are in sight: the event as the program knows it, and
 * OpenTelemetry's API as the agent puts it before all class loaders. A hook that the program itself
 * has installed is asked afterwards and has the last word.
 */
final class ActiveTraceInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("io.mapscope.events.ActiveTrace");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyTransformer(
        (builder, type, loader, module, domain) -> {
          ProgramClasses.seen(loader);
          return builder;
        });
    transformer.applyAdviceToMethod(
        named("stamp"), ActiveTraceInstrumentation.class.getName() + "$StampAdvice");
  }

  /** Copied into the program: names nothing of this extension. */
  @SuppressWarnings("unused")
  static final class StampAdvice {

    private StampAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void stamp(@Advice.Argument(0) MapEvent event) {
      SpanContext active = Span.current().getSpanContext();
      if (active.isValid()) {
        String trace = active.getTraceId();
        event.setTrace(
            Long.parseUnsignedLong(trace, 0, 16, 16),
            Long.parseUnsignedLong(trace, 16, 32, 16),
            Long.parseUnsignedLong(active.getSpanId(), 16),
            active.isSampled());
      }
    }
  }
}

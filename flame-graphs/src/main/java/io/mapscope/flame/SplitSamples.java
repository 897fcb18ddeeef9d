package io.mapscope.flame;

import java.io.IOException;
import one.convert.Arguments;
import one.convert.CallStack;
import one.convert.FlameGraph;
import one.convert.Frame;
import one.convert.JfrConverter;
import one.jfr.JfrReader;
import one.jfr.StackTrace;
import one.jfr.event.AllocationSample;
import one.jfr.event.ContendedLock;
import one.jfr.event.Event;
import one.jfr.event.EventAggregator;

/**
 * The samples of a recording, those inside of growths apart from the others.
 *
 * <p>Implementation note. The converter's own way to read chunks and names is kept; only the
 * choosing of events is ours. A sample inside of a growth that was not asked for belongs to neither
 * side.
 */
final class SplitSamples extends JfrConverter {

  final FlameGraph growth;
  final FlameGraph steady;
  long growthTotal;
  long steadyTotal;

  private final GrowthWindows windows;
  private final FlameRequest request;
  private EventAggregator inside;
  private EventAggregator outside;

  SplitSamples(JfrReader reader, Arguments arguments, GrowthWindows windows, FlameRequest request) {
    super(reader, arguments);
    this.growth = new FlameGraph(arguments);
    this.steady = new FlameGraph(arguments);
    this.windows = windows;
    this.request = request;
  }

  @Override
  protected void collectEvents(one.convert.Filter all) throws IOException {
    inside = new EventAggregator(false, 0);
    outside = new EventAggregator(false, 0);
    for (Event event; (event = jfr.readEvent(request.kind().type)) != null; ) {
      if (request.kind().has(event, jfr) && jfr.stackTraces.get(event.stackTraceId) != null) {
        GrowthWindow window =
            windows.at(ThreadKeys.of(jfr, event.tid), jfr.eventTimeToNanos(event.time));
        if (window == null) {
          outside.collect(event);
        } else if (request.wants(window)) {
          inside.collect(event);
        }
      }
    }
  }

  @Override
  protected void convertChunk() {
    growthTotal += add(inside, growth);
    steadyTotal += add(outside, steady);
  }

  private long add(EventAggregator samples, FlameGraph graph) {
    long[] total = new long[1];
    CallStack stack = new CallStack();
    samples.forEach(
        (event, count, value) -> {
          long weight = args.total ? (long) (value * counterFactor()) : count;
          push(event, stack);
          graph.addSample(stack, weight);
          stack.clear();
          total[0] += weight;
        });
    return total[0];
  }

  private void push(Event event, CallStack stack) {
    StackTrace trace = jfr.stackTraces.get(event.stackTraceId);
    for (int i = trace.methods.length - 1; i >= 0; i--) {
      stack.push(getMethodName(trace.methods[i], trace.types[i]), trace.types[i]);
    }
    if (event instanceof AllocationSample || event instanceof ContendedLock) {
      stack.push(getClassName(event.classId()), Frame.TYPE_INLINED);
    }
  }
}

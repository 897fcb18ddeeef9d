package io.mapscope.flame;

import io.mapscope.events.recording.CallSite;
import io.mapscope.events.recording.TracedCall;
import java.nio.charset.StandardCharsets;
import one.jfr.ClassRef;
import one.jfr.JfrReader;
import one.jfr.MethodRef;
import one.jfr.StackTrace;
import one.jfr.event.MethodTrace;

/** Names out of the current chunk of a reader. */
final class Frames {

  // The reader keeps line and bytecode of a frame in one number.
  private static final int LINE_SHIFT = 16;

  private Frames() {}

  /**
   * Class, method and line of the program that called a map, as the report writes them, or null.
   *
   * @param map class of a map that is not instrumented, or null
   */
  static String callSite(JfrReader reader, int stackTraceId, String map) {
    StackTrace stack = reader.stackTraces.get(stackTraceId);
    if (stack == null) {
      return null;
    }
    int frame = CallSite.find(stack.methods.length, i -> typeOf(reader, stack.methods[i]), map);
    if (frame < 0) {
      return null;
    }
    long method = stack.methods[frame];
    String function = typeOf(reader, method) + "." + methodName(reader, method);
    int line = stack.locations[frame] >>> LINE_SHIFT;
    return line > 0 ? function + ":" + line : function;
  }

  /** The method that was traced: async-profiler has it on top of the stack only. */
  static TracedCall traced(JfrReader reader, MethodTrace call) {
    long method =
        typeOf(reader, call.method).isEmpty() ? top(reader, call.stackTraceId) : call.method;
    return new TracedCall(typeOf(reader, method), methodName(reader, method));
  }

  /** Class and method of the frame on top of a stack, or something empty. */
  static String innermost(JfrReader reader, int stackTraceId) {
    long method = top(reader, stackTraceId);
    return typeOf(reader, method) + "." + methodName(reader, method);
  }

  private static long top(JfrReader reader, int stackTraceId) {
    StackTrace stack = reader.stackTraces.get(stackTraceId);
    return stack == null || stack.methods.length == 0 ? -1 : stack.methods[0];
  }

  private static String typeOf(JfrReader reader, long id) {
    MethodRef method = reader.methods.get(id);
    return method == null ? "" : className(reader, method.cls);
  }

  static String className(JfrReader reader, long id) {
    ClassRef type = reader.classes.get(id);
    return type == null ? "" : symbol(reader, type.name).replace('/', '.');
  }

  private static String methodName(JfrReader reader, long id) {
    MethodRef method = reader.methods.get(id);
    return method == null ? "" : symbol(reader, method.name);
  }

  private static String symbol(JfrReader reader, long id) {
    byte[] symbol = reader.symbols.get(id);
    return symbol == null ? "" : new String(symbol, StandardCharsets.UTF_8);
  }
}

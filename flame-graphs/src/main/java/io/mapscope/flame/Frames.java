package io.mapscope.flame;

import java.nio.charset.StandardCharsets;
import java.util.List;
import one.jfr.ClassRef;
import one.jfr.JfrReader;
import one.jfr.MethodRef;
import one.jfr.StackTrace;

/** Names out of the current chunk of a reader. */
final class Frames {

  private static final List<String> NOT_OF_THE_PROGRAM =
      List.of("java.", "javax.", "jdk.", "sun.", "com.sun.", "io.mapscope.map.");

  private Frames() {}

  /** Class and method of the first frame of the program, or null. */
  static String callSite(JfrReader reader, int stackTraceId) {
    StackTrace stack = reader.stackTraces.get(stackTraceId);
    if (stack == null) {
      return null;
    }
    for (long method : stack.methods) {
      String type = className(reader, method);
      if (!type.isEmpty()
          && !type.contains("$$Lambda")
          && NOT_OF_THE_PROGRAM.stream().noneMatch(type::startsWith)) {
        return type + "." + methodName(reader, method);
      }
    }
    return null;
  }

  /** The class whose method was traced: async-profiler has it on top of the stack only. */
  static String tracedClass(JfrReader reader, long method, int stackTraceId) {
    String traced = className(reader, method);
    StackTrace stack = reader.stackTraces.get(stackTraceId);
    if (!traced.isEmpty() || stack == null || stack.methods.length == 0) {
      return traced;
    }
    return className(reader, stack.methods[0]);
  }

  private static String className(JfrReader reader, long id) {
    MethodRef method = reader.methods.get(id);
    ClassRef type = method == null ? null : reader.classes.get(method.cls);
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

package io.mapscope.flame.record;

/**
 * What traces the methods and takes the samples.
 *
 * <p>Implementation note. Flight Recorder traces no method of {@code ConcurrentHashMap}, which it
 * uses itself, nor the wall clock. So it is preferred only where async-profiler has no library.
 */
public enum Engine {
  /** A native library that is loaded into the JVM; JDK 17 and later, Linux and macOS. */
  ASYNC_PROFILER,
  /** Flight Recorder alone; JDK 25 and later, without ConcurrentHashMap and the wall clock. */
  FLIGHT_RECORDER;

  /** The first JDK whose Flight Recorder traces methods. */
  static final int FIRST_TRACING_JDK = 25;

  /**
   * The engine that sees most in a JVM.
   *
   * @param feature its Java version, such as 17
   * @param os its {@code os.name}
   * @param arch its {@code os.arch}
   * @return async-profiler unless it has no library there and Flight Recorder can do it
   */
  public static Engine preferred(int feature, String os, String arch) {
    return feature >= FIRST_TRACING_JDK && !NativeLibrary.isThereFor(os, arch)
        ? FLIGHT_RECORDER
        : ASYNC_PROFILER;
  }

  /**
   * Whether the engine can trace a method.
   *
   * @param method the method
   * @return false for Flight Recorder and {@code ConcurrentHashMap}
   */
  public boolean traces(TracedMethod method) {
    return this == ASYNC_PROFILER
        || !method.className().equals("java.util.concurrent.ConcurrentHashMap");
  }
}

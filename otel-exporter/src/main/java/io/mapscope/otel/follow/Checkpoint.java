package io.mapscope.otel.follow;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Where a follower is.
 *
 * <p>Written by the follower's thread only; the threads that export read the state of their JVM.
 */
final class Checkpoint {

  // A chunk is 12 MB by default, so a folder that holds more is larger than a terabyte.
  private static final int MOST_CHUNKS = 131_072;
  // Restarts of a service whose recordings may still be added to.
  private static final int MOST_JVMS = 64;

  private final Set<Long> exported = new LinkedHashSet<>();
  private final Map<String, JvmState> jvms = new LinkedHashMap<>();

  /** Whether a chunk has been exported. */
  boolean isExported(long chunk) {
    return exported.contains(chunk);
  }

  Set<Long> exported() {
    return exported;
  }

  void addExported(long chunk) {
    exported.add(chunk);
    if (exported.size() > MOST_CHUNKS) {
      exported.remove(exported.iterator().next());
    }
  }

  synchronized Map<String, JvmState> jvms() {
    return new LinkedHashMap<>(jvms);
  }

  synchronized JvmState state(String jvm) {
    return jvms.getOrDefault(jvm, JvmState.NEW);
  }

  /** The JVM that had none for longest is forgotten when there are too many. */
  synchronized void put(String jvm, JvmState state) {
    jvms.remove(jvm);
    jvms.put(jvm, state);
    if (jvms.size() > MOST_JVMS) {
      jvms.remove(jvms.keySet().iterator().next());
    }
  }
}

package io.mapscope.agent;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The program's class loaders that have the events of maps. The classes there are others than those
 * of the same names in this extension.
 */
final class ProgramClasses {

  private static final Map<ClassLoader, Boolean> LOADERS =
      Collections.synchronizedMap(new WeakHashMap<>());

  private ProgramClasses() {}

  static void seen(ClassLoader loader) {
    if (loader != null) {
      LOADERS.put(loader, true);
    }
  }

  /** Has the program's maps tell their totals now, for the last time. */
  static void tellStatistics() {
    for (ClassLoader loader : LOADERS.keySet().toArray(new ClassLoader[0])) {
      try {
        loader
            .loadClass("io.mapscope.events.ObservedMaps")
            .getMethod("tellStatistics")
            .invoke(null);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("the program's maps cannot be asked", e);
      }
    }
  }
}

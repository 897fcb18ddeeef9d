package io.mapscope.otel.mapping;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The arrays that threads have allocated last: the one that was allocated within a growth is the
 * new table, and its size tells the capacity.
 *
 * <p>Implementation note. An array takes a header of 16 bytes and its references; how long those
 * are depends on the heap, so without the event that tells it nothing is derived. Allocations come
 * before the growth that they belong to, which ends later. A few per thread and a thousand threads
 * are remembered.
 */
final class TableAllocations {

  private record Allocation(long nanos, String type, long bytes) {}

  private static final int MOST_THREADS = 1000;
  private static final int PER_THREAD = 8;
  private static final long HEADER_BYTES = 16;

  /** What the table of each map is made of, and how many references one bucket takes. */
  private enum Table {
    HASH_MAP("java.util.HashMap", "java.util.HashMap$Node", 1),
    CONCURRENT(
        "java.util.concurrent.ConcurrentHashMap", "java.util.concurrent.ConcurrentHashMap$Node", 1),
    WEAK("java.util.WeakHashMap", "java.util.WeakHashMap$Entry", 1),
    HASHTABLE("java.util.Hashtable", "java.util.Hashtable$Entry", 1),
    IDENTITY("java.util.IdentityHashMap", "java.lang.Object", 2);

    private final String map;
    private final String element;
    private final int references;

    Table(String map, String element, int references) {
      this.map = map;
      this.element = element;
      this.references = references;
    }

    static Table of(String map) {
      for (Table table : values()) {
        if (table.map.equals(map)) {
          return table;
        }
      }
      return null;
    }

    long buckets(long references) {
      // Hashtable doubles and adds one; a gap that aligns the next object looks like a reference.
      return this == HASHTABLE && references % 2 == 0
          ? references - 1
          : references / this.references;
    }
  }

  private final Map<Long, Deque<Allocation>> byThread =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Deque<Allocation>> eldest) {
          return size() > MOST_THREADS;
        }
      };
  private int referenceBytes;

  /** The heap has told how long its references are. */
  void references(boolean compressed) {
    referenceBytes = compressed ? 4 : 8;
  }

  /** An array of references was allocated; its type in any of the usual spellings. */
  void allocated(long thread, long nanos, String arrayType, long bytes) {
    Deque<Allocation> last = byThread.computeIfAbsent(thread, id -> new ArrayDeque<>());
    if (last.size() == PER_THREAD) {
      last.removeFirst();
    }
    last.addLast(new Allocation(nanos, elementOf(arrayType), bytes));
  }

  /** Buckets of the table that was allocated in that time, 0 when not known. */
  long buckets(String map, long thread, long startNanos, long endNanos) {
    Table table = Table.of(map);
    Deque<Allocation> last = byThread.get(thread);
    if (table == null || last == null || referenceBytes == 0) {
      return 0;
    }
    return last.stream()
        .filter(allocation -> startNanos <= allocation.nanos && allocation.nanos <= endNanos)
        .filter(allocation -> allocation.type.equals(table.element))
        .mapToLong(allocation -> table.buckets((allocation.bytes - HEADER_BYTES) / referenceBytes))
        .max()
        .orElse(0);
  }

  /** {@code [Ljava.lang.Object;} and {@code java.lang.Object[]}, as the two recorders have it. */
  private static String elementOf(String arrayType) {
    if (arrayType.startsWith("[L")) {
      return arrayType.substring(2, arrayType.length() - 1).replace('/', '.');
    }
    return arrayType.endsWith("[]") ? arrayType.substring(0, arrayType.length() - 2) : "";
  }
}

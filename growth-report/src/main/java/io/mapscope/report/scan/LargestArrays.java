package io.mapscope.report.scan;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;

/**
 * The last arrays that each thread was seen to allocate and that may be tables of maps: a growth
 * that encloses one made it.
 *
 * <p>Implementation note. {@code jdk.ObjectAllocationOutsideTLAB} and {@code
 * jdk.ObjectAllocationInNewTLAB} tell the size; async-profiler writes the same events. {@code
 * jdk.ObjectAllocationSample} tells all that the thread has allocated since its last sample, so the
 * array is at most so large. Eight are kept of a thread, as events need not come in the order of
 * time: the program's next arrays may stand before the growth that made the one asked for.
 */
final class LargestArrays {

  private static final int MOST_THREADS = 10_000;
  private static final int PER_THREAD = 8;
  private static final String NO_TABLE = "";

  /** An array, exactly so large or at most. */
  record Array(long nanos, long bytes, boolean exact) {
    static final Array NONE = new Array(0, 0, false);

    /** What is known exactly is worth more, then what is larger. */
    Array or(Array other) {
      if (exact != other.exact) {
        return exact ? this : other;
      }
      return bytes >= other.bytes ? this : other;
    }
  }

  private record Allocation(String element, Array array) {}

  private final Kept<RecordedClass, String> elements = new Kept<>(type -> element(type.getName()));
  private final Map<Long, Deque<Allocation>> byThread =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Deque<Allocation>> eldest) {
          return size() > MOST_THREADS;
        }
      };

  void allocated(RecordedEvent event) {
    take(event, "allocationSize", true);
  }

  void sampled(RecordedEvent event) {
    take(event, "weight", false);
  }

  private void take(RecordedEvent event, String field, boolean exact) {
    RecordedClass type = event.getClass("objectClass");
    String element = type == null ? NO_TABLE : elements.of(type);
    if (!element.equals(NO_TABLE)) {
      Array array = new Array(Times.start(event), event.getLong(field), exact);
      took(Stacks.threadId(event), element, array);
    }
  }

  void took(long thread, String element, Array array) {
    Deque<Allocation> last = byThread.computeIfAbsent(thread, id -> new ArrayDeque<>(PER_THREAD));
    if (last.size() == PER_THREAD) {
      last.removeFirst();
    }
    last.addLast(new Allocation(element, array));
  }

  /** The table that was made in that time. */
  Array within(long thread, long start, long end, JdkTable table) {
    Deque<Allocation> last = byThread.get(thread);
    if (table == null || last == null) {
      return Array.NONE;
    }
    return last.stream()
        .filter(allocation -> allocation.element.equals(table.element()))
        .map(Allocation::array)
        .filter(array -> array.nanos() >= start && array.nanos() <= end)
        .reduce(Array.NONE, Array::or);
  }

  /** {@code [Ljava.lang.Object;} and {@code java.lang.Object[]}, as the two recorders have it. */
  static String element(String type) {
    String element = NO_TABLE;
    if (type.startsWith("[L")) {
      element = type.substring(2, type.length() - 1).replace('/', '.');
    } else if (type.endsWith("[]")) {
      element = type.substring(0, type.length() - 2);
    }
    return JdkTable.isElement(element) ? element : NO_TABLE;
  }
}

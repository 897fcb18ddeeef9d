package io.mapscope.report.scan;

import java.util.LinkedHashMap;
import java.util.Map;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;

/**
 * The last array that each thread was seen to allocate: a growth that encloses it made it.
 *
 * <p>Implementation note. {@code jdk.ObjectAllocationOutsideTLAB} and {@code
 * jdk.ObjectAllocationInNewTLAB} tell the size; async-profiler writes the same events. {@code
 * jdk.ObjectAllocationSample} tells all that the thread has allocated since its last sample, so the
 * array is at most so large.
 */
final class LargestArrays {

  private static final int MOST_THREADS = 10_000;

  /** An array, exactly so large or at most. */
  record Array(long nanos, long bytes, boolean exact) {
    static final Array NONE = new Array(0, 0, false);
  }

  private final Kept<RecordedClass, Boolean> areArrays =
      new Kept<>(type -> type.getName().startsWith("["));
  private final Map<Long, Array> last =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Array> eldest) {
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
    if (type == null || !areArrays.of(type)) {
      return;
    }
    long thread = Stacks.threadId(event);
    Array array = new Array(Times.start(event), event.getLong(field), exact);
    Array before = last.get(thread);
    // Both kinds of event may tell of one array.
    if (before == null || !before.exact() || exact || before.nanos() != array.nanos()) {
      last.put(thread, array);
    }
  }

  Array within(long thread, long start, long end) {
    Array array = last.get(thread);
    return array != null && array.nanos() >= start && array.nanos() <= end ? array : Array.NONE;
  }
}

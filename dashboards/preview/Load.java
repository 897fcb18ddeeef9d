import io.mapscope.map.InstrumentedMap;
import io.mapscope.map.guarded.GuardedMaps;
import io.mapscope.otel.MapTelemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A program with something to see on every panel: maps that grow, that lose entries, that are shared,
 * that are nearly full, and one that is used wrongly. Arguments: seconds, port for Prometheus.
 */
final class Load {

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private Load() {}

  public static void main(String[] arguments) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[0]));
    try (MapTelemetry telemetry =
        MapTelemetry.builder().prometheusPort(Integer.parseInt(arguments[1])).start()) {
      List<Thread> threads = new ArrayList<>();
      threads.add(start(() -> grow(end)));
      threads.add(start(() -> comeAndGo(end)));
      ConcurrentMap<Long, byte[]> shared =
          GuardedMaps.oneLock(InstrumentedMap.<Long, byte[]>builder().name("prices"));
      for (int i = 0; i < 3; i++) {
        threads.add(start(() -> share(shared, end)));
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  private static Thread start(Runnable work) {
    Thread thread = new Thread(work);
    thread.start();
    return thread;
  }

  /** Sessions arrive in waves and are forgotten all at once. */
  private static void grow(long end) {
    while (System.nanoTime() < end) {
      Map<Long, String> sessions = InstrumentedMap.<Long, String>builder().name("sessions").build();
      for (long key = 0; key < 1_500_000 && System.nanoTime() < end; key++) {
        sessions.put(key * 0x9E3779B97F4A7C15L, "session");
        rest(key, 400);
      }
    }
  }

  /** Orders come and go, in a map that is nearly full; a key that writes to its own map. */
  private static void comeAndGo(long end) {
    Map<Long, String> orders =
        InstrumentedMap.<Long, String>builder().name("orders").maxEntries(110_000).build();
    Map<Object, String> carts = InstrumentedMap.<Object, String>builder().name("carts").build();
    for (long key = 0; System.nanoTime() < end; key++) {
      orders.put(key, "order");
      carts.put(key, "cart");
      if (key > 100_000) {
        orders.remove(key - 100_000 + ThreadLocalRandom.current().nextInt(10));
        orders.remove(key - 100_000);
        if (orders.size() > 105_000) {
          orders.keySet().removeIf(old -> old < 1_000_000);
        }
        carts.remove(key - ThreadLocalRandom.current().nextInt(100_000));
      }
      if (key == 400_000) {
        changeDuringIteration(carts);
      }
      rest(key, 60);
    }
  }

  private static void changeDuringIteration(Map<Object, String> carts) {
    try {
      for (Object key : carts.keySet()) {
        carts.remove(key);
      }
    } catch (java.util.ConcurrentModificationException expected) {
      System.err.println("noticed: " + expected);
    }
  }

  private static void share(ConcurrentMap<Long, byte[]> shared, long end) {
    for (long i = 0; System.nanoTime() < end; i++) {
      long key = ThreadLocalRandom.current().nextLong(200_000);
      shared.merge(key, new byte[200], (old, fresh) -> fresh);
      shared.get(key + 1);
      rest(i, 100);
    }
  }

  private static void rest(long i, int every) {
    if (i % every == 0) {
      java.util.concurrent.locks.LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.mapscope.map.InstrumentedMap;
import io.mapscope.map.Pacing;
import io.mapscope.map.deletion.BatchSize;
import io.mapscope.map.deletion.DeferredMap;
import io.mapscope.map.deletion.Evictor;
import io.mapscope.map.deletion.MemoryPressure;
import io.mapscope.map.guarded.GuardedMaps;
import io.mapscope.otel.MapTelemetry;
import io.mapscope.resilience.Breaker;
import io.mapscope.resilience.BreakerOpenException;
import io.mapscope.resilience.Deadline;
import io.mapscope.resilience.OperationAbandonedException;
import io.mapscope.resilience.ServiceLevel;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A program that has what the dashboards show and the demo lacks: requests with spans of their own, threads that wait
 * for one another, a map near its limit, deletes put off, evictions, a misuse, operations slower than the objective.
 * Arguments: seconds, port for Prometheus, folder. Leaves facts.json there when done, and ends when "leave" is there.
 *
 * <p>What it tells in facts.json comes from its own counting, never from what Mapscope says of the maps.
 */
final class Workload {

  /** Grows from one bucket: to 2^13 of 6.5 entries each, and to 2^16. */
  private static final int WARM_UP = 50_000;

  private static final int KNOWN = 300_000;
  private static final int LIMIT = 310_000;
  private static final int SLOW_KEYS = 100;
  private static final int SLOW_ROUNDS = 4;
  private static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final long end;
  private final Tracer tracer;
  private final Map<String, Object> facts = new ConcurrentHashMap<>();

  private Workload(int seconds, Tracer tracer) {
    this.end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    this.tracer = tracer;
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createDirectories(Path.of(arguments[2]));
    try (OpenTelemetrySdk requests = tracesOnly();
        MapTelemetry telemetry =
            MapTelemetry.builder().prometheusPort(Integer.parseInt(arguments[1])).start()) {
      Workload workload =
          new Workload(Integer.parseInt(arguments[0]), requests.getTracer("workload"));
      List<Object> alive = workload.run();
      workload.write(folder.resolve("facts.json"));
      while (!Files.exists(folder.resolve("leave"))) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
      System.out.println("held " + alive.size() + " maps; " + telemetry.summary());
    }
  }

  /** The program's own OpenTelemetry, as its requests have it; metrics are Mapscope's alone. */
  private static OpenTelemetrySdk tracesOnly() {
    return AutoConfiguredOpenTelemetrySdk.builder()
        .addPropertiesCustomizer(
            properties -> Map.of("otel.metrics.exporter", "none", "otel.logs.exporter", "none"))
        .build()
        .getOpenTelemetrySdk();
  }

  /** Returns what must stay in memory, so that its state goes on being told. */
  private List<Object> run() throws InterruptedException {
    List<Object> alive = Collections.synchronizedList(new ArrayList<>());
    ConcurrentMap<Long, byte[]> prices =
        GuardedMaps.oneLock(InstrumentedMap.<Long, byte[]>builder().name("prices"));
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      threads.add(start(() -> share(prices)));
    }
    threads.add(start(() -> alive.add(putOff())));
    ConcurrentMap<Integer, String> stock =
        GuardedMaps.oneLock(InstrumentedMap.<Integer, String>builder().name("stock"));
    threads.add(start(() -> occupy(stock)));
    threads.add(start(() -> giveUp(stock)));
    alive.add(prices);
    alive.add(stock);
    alive.add(known());
    alive.add(evicted());
    alive.add(misused());
    threads.add(start(() -> alive.add(slow())));
    alive.add(requests());
    for (Thread thread : threads) {
      thread.join();
    }
    return alive;
  }

  private static Thread start(Runnable work) {
    Thread thread = new Thread(work);
    thread.start();
    return thread;
  }

  /**
   * A map of which all is known beforehand, after another of the same name that is collected before
   * this returns: what is told of the name from then on is this one alone.
   */
  private Map<Long, String> known() {
    WeakReference<Map<Long, String>> before = new WeakReference<>(filled(WARM_UP));
    Map<Long, String> map = filled(KNOWN);
    while (before.get() != null) {
      System.gc();
    }
    facts.put("knownWarmUp", WARM_UP);
    facts.put("knownEntries", map.size());
    facts.put("knownLimit", LIMIT);
    return map;
  }

  private static Map<Long, String> filled(int entries) {
    Map<Long, String> map =
        InstrumentedMap.<Long, String>builder().name("known").maxEntries(LIMIT).build();
    for (long key = 0; key < entries; key++) {
      map.put(key, "value");
    }
    return map;
  }

  /** Memory that is told to be short, at each of ten looks. */
  private Object evicted() {
    ConcurrentMap<Integer, String> cache =
        GuardedMaps.striped(InstrumentedMap.<Integer, String>builder().name("cache"), 4);
    for (int key = 0; key < 20_000; key++) {
      cache.put(key, "value");
    }
    BatchSize batches = new BatchSize(100, 1_000, 0.5, 0.9, 0.2);
    MemoryPressure shortage = () -> new MemoryPressure.Reading(0.95, 0, 0);
    Evictor<Integer, String> evictor = new Evictor<>(cache, shortage, batches);
    for (int look = 0; look < 10; look++) {
      evictor.evict();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300)); // Over several scrapes.
    }
    facts.put("evicted", 20_000 - cache.size());
    return cache;
  }

  private Object misused() {
    Map<Integer, String> carts = InstrumentedMap.<Integer, String>builder().name("carts").build();
    for (int key = 0; key < 1_000; key++) {
      carts.put(key, "cart");
    }
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(3)); // A rate needs a scrape before it.
    int noticed = 0;
    for (int time = 0; time < 3; time++) {
      try {
        for (Integer key : carts.keySet()) {
          carts.remove(key);
        }
      } catch (ConcurrentModificationException expected) {
        noticed++;
      }
    }
    facts.put("misuses", noticed);
    return carts;
  }

  /** Keys that take twice as long to compare as the objective allows for an operation. */
  private Object slow() {
    Map<SlowKey, String> slow =
        InstrumentedMap.<SlowKey, String>builder().name("slow").samplingInterval(1).build();
    putAll(slow); // The first round finds nothing to compare with.
    for (int round = 0; round < SLOW_ROUNDS; round++) {
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2)); // A rate needs a scrape before it.
      putAll(slow);
    }
    facts.put("puts", SLOW_KEYS * (1 + SLOW_ROUNDS));
    facts.put("slowPuts", SLOW_KEYS * SLOW_ROUNDS);
    return slow;
  }

  private static void putAll(Map<SlowKey, String> slow) {
    for (int number = 0; number < SLOW_KEYS; number++) {
      slow.put(new SlowKey(number), "value");
    }
  }

  private record SlowKey(int number) {
    @Override
    public int hashCode() {
      return number;
    }

    @Override
    public boolean equals(Object other) {
      LockSupport.parkNanos(SLOW_NANOS);
      return other instanceof SlowKey that && that.number == number;
    }
  }

  /** Requests: each a span around some writes to a map that grows long and often. */
  private Object requests() {
    Map<Long, String> orders = orders();
    long count = 0;
    for (long request = 0; System.nanoTime() < end; request++) {
      Span span = tracer.spanBuilder("request").startSpan();
      try (Scope ignored = span.makeCurrent()) {
        for (int i = 0; i < 200; i++) {
          orders.put(count++, "order");
          if (i % 4 == 0) {
            orders.remove(ThreadLocalRandom.current().nextLong(count));
          }
        }
      } finally {
        span.end();
      }
      if (orders.size() > 400_000) {
        orders = orders();
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(3));
    }
    return orders;
  }

  private static Map<Long, String> orders() {
    return InstrumentedMap.<Long, String>builder()
        .name("orders")
        .pacing(Pacing.STEADY)
        .samplingInterval(64)
        .build();
  }

  private void share(ConcurrentMap<Long, byte[]> prices) {
    while (System.nanoTime() < end) {
      Span span = tracer.spanBuilder("price").startSpan();
      try (Scope ignored = span.makeCurrent()) {
        for (int i = 0; i < 2_000; i++) {
          prices.merge(
              ThreadLocalRandom.current().nextLong(50_000), new byte[8], (old, fresh) -> fresh);
        }
      } finally {
        span.end();
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private Object putOff() {
    DeferredMap<Integer, String> archive =
        new DeferredMap<>(
            GuardedMaps.striped(InstrumentedMap.<Integer, Object>builder().name("archive"), 4), 0);
    while (System.nanoTime() < end) {
      for (int key = 0; key < 5_000; key++) {
        archive.put(key, "value");
      }
      archive.clear();
      Span span = tracer.spanBuilder("purge").startSpan();
      try (Scope ignored = span.makeCurrent()) {
        while (archive.purge(1_000) > 0) {
          Thread.onSpinWait();
        }
      } finally {
        span.end();
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
    return archive;
  }

  /** Holds the map for longer than others wait, now and then. */
  private void occupy(ConcurrentMap<Integer, String> stock) {
    while (System.nanoTime() < end) {
      stock.compute(
          0,
          (key, value) -> {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
            return "held";
          });
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
    }
  }

  /** Behind a breaker, which opens for the waits that end by their deadline, and closes again. */
  private void giveUp(ConcurrentMap<Integer, String> stock) {
    CircuitBreaker breaker =
        CircuitBreaker.of(
            "stock",
            new ServiceLevel(0.999, Duration.ofSeconds(1))
                .breakerConfig()
                .slidingWindowSize(10)
                .minimumNumberOfCalls(10)
                .permittedNumberOfCallsInHalfOpenState(2)
                .waitDurationInOpenState(Duration.ofMillis(200))
                .build());
    ConcurrentMap<Integer, String> guarded =
        Breaker.of(breaker)
            .around("stock", Deadline.bounded(Duration.ofMillis(10)).around("stock", stock));
    while (System.nanoTime() < end) {
      try {
        guarded.put(1, "value");
      } catch (OperationAbandonedException | BreakerOpenException expected) {
        // Is told by the policies.
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  private void write(Path file) throws Exception {
    StringBuilder json = new StringBuilder("{");
    facts.forEach((name, value) -> json.append("\"").append(name).append("\": ").append(value).append(", "));
    json.append("\"done\": true}\n");
    Path part = file.resolveSibling("facts.part");
    Files.writeString(part, json);
    Files.move(part, file);
  }
}

package io.mapscope.resilience;

import com.google.common.collect.testing.ConcurrentMapTestSuiteBuilder;
import com.google.common.collect.testing.MapTestSuiteBuilder;
import com.google.common.collect.testing.TestStringMapGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.MapFeature;
import io.mapscope.map.InstrumentedMap;
import io.mapscope.map.guarded.GuardedMaps;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import junit.framework.TestSuite;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.slf4j.helpers.NOPLogger;

/** Guava's suites over maps with all policies: to a user they are the maps behind. */
class PolicyConformanceTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final ExecutorService OWNER = Executors.newSingleThreadExecutor();
  private static final int LEAST_TESTS = 900;

  @AfterAll
  static void endOwner() {
    OWNER.shutdown();
  }

  @TestFactory
  Stream<DynamicContainer> eachKind() {
    return Stream.of(
        concurrent(
            "bounded, guarded",
            () -> all(Deadline.bounded(HOUR), GuardedMaps.striped(InstrumentedMap.builder(), 4))),
        concurrent("observed", () -> all(Deadline.observed(HOUR), new ConcurrentHashMap<>())),
        plain("observed", () -> all(Deadline.observed(HOUR), new HashMap<>())),
        plain(
            "on one thread", () -> all(Deadline.onExecutor(HOUR, OWNER), new InstrumentedMap<>())));
  }

  private static Map<String, String> all(Deadline deadline, Map<String, String> map) {
    return audit().around("suite", breaker().around("suite", deadline.around("suite", map)));
  }

  private static ConcurrentMap<String, String> all(
      Deadline deadline, ConcurrentMap<String, String> map) {
    return audit().around("suite", breaker().around("suite", deadline.around("suite", map)));
  }

  private static Breaker breaker() {
    return Breaker.of(new ServiceLevel(0.999, HOUR));
  }

  private static AuditLog audit() {
    return AuditLog.of(NOPLogger.NOP_LOGGER, () -> "suite", new byte[16]);
  }

  private static DynamicContainer concurrent(
      String name, Supplier<ConcurrentMap<String, String>> empty) {
    TestSuite suite =
        ConcurrentMapTestSuiteBuilder.using(generator(empty))
            .named(name)
            .withFeatures(
                MapFeature.GENERAL_PURPOSE,
                CollectionFeature.SUPPORTS_ITERATOR_REMOVE,
                CollectionSize.ANY)
            .createTestSuite();
    return DynamicContainer.dynamicContainer(
        "concurrent: " + name, GuavaTests.of(suite, LEAST_TESTS));
  }

  private static DynamicContainer plain(String name, Supplier<Map<String, String>> empty) {
    TestSuite suite =
        MapTestSuiteBuilder.using(generator(empty))
            .named(name)
            .withFeatures(
                MapFeature.GENERAL_PURPOSE,
                MapFeature.ALLOWS_NULL_KEYS,
                MapFeature.ALLOWS_NULL_VALUES,
                MapFeature.ALLOWS_ANY_NULL_QUERIES,
                CollectionFeature.SUPPORTS_ITERATOR_REMOVE,
                CollectionSize.ANY)
            .createTestSuite();
    return DynamicContainer.dynamicContainer("plain: " + name, GuavaTests.of(suite, LEAST_TESTS));
  }

  private static TestStringMapGenerator generator(Supplier<? extends Map<String, String>> empty) {
    return new TestStringMapGenerator() {
      @Override
      protected Map<String, String> create(Map.Entry<String, String>[] entries) {
        Map<String, String> map = empty.get();
        for (Map.Entry<String, String> entry : entries) {
          map.put(entry.getKey(), entry.getValue());
        }
        return map;
      }
    };
  }
}

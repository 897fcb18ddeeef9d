package io.mapscope.map.deletion;

import com.google.common.collect.testing.ConcurrentMapTestSuiteBuilder;
import com.google.common.collect.testing.TestStringMapGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.MapFeature;
import io.mapscope.map.GuavaTests;
import io.mapscope.map.InstrumentedMap;
import io.mapscope.map.guarded.GuardedMaps;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import junit.framework.TestSuite;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** Guava's suite for concurrent maps, over each of the layers. */
class MapLayerConformanceTest {

  private static final int LEAST_TESTS = 900;

  @TestFactory
  Stream<DynamicContainer> eachLayer() {
    return Stream.of(
        of("deferred, never purged", () -> new DeferredMap<>(new ConcurrentHashMap<>(), 0)),
        of(
            "deferred, guarded",
            () -> new DeferredMap<>(GuardedMaps.striped(InstrumentedMap.builder(), 4), 2)),
        of(
            "notifying, expiring, guarded",
            () ->
                new NotifyingMap<>(
                    new ExpiringMap<>(
                        GuardedMaps.oneLock(InstrumentedMap.builder()), Duration.ofDays(1)),
                    List.of())));
  }

  private static DynamicContainer of(String name, Supplier<ConcurrentMap<String, String>> empty) {
    return DynamicContainer.dynamicContainer(name, GuavaTests.of(suite(name, empty), LEAST_TESTS));
  }

  private static TestSuite suite(String name, Supplier<ConcurrentMap<String, String>> empty) {
    return ConcurrentMapTestSuiteBuilder.using(
            new TestStringMapGenerator() {
              @Override
              protected Map<String, String> create(Map.Entry<String, String>[] entries) {
                ConcurrentMap<String, String> map = empty.get();
                for (Map.Entry<String, String> entry : entries) {
                  map.put(entry.getKey(), entry.getValue());
                }
                return map;
              }
            })
        .named(name)
        .withFeatures(
            MapFeature.GENERAL_PURPOSE,
            CollectionFeature.SUPPORTS_ITERATOR_REMOVE,
            CollectionSize.ANY)
        .createTestSuite();
  }
}

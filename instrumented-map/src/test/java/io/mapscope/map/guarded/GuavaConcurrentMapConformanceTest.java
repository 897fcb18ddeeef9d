package io.mapscope.map.guarded;

import com.google.common.collect.testing.ConcurrentMapTestSuiteBuilder;
import com.google.common.collect.testing.TestStringMapGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.MapFeature;
import io.mapscope.map.GuavaTests;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import junit.framework.TestSuite;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/**
 * Guava's suite for concurrent maps, with the features that {@code ConcurrentHashMap} has in
 * Guava's own tests, but for serialization.
 */
class GuavaConcurrentMapConformanceTest {

  private static final int LEAST_TESTS = 900;

  @TestFactory
  Stream<DynamicContainer> eachGuard() {
    return Arrays.stream(Guard.values())
        .map(
            guard ->
                DynamicContainer.dynamicContainer(
                    guard.name(), GuavaTests.of(suite(guard), LEAST_TESTS)));
  }

  private static TestSuite suite(Guard guard) {
    List<ConcurrentMap<?, ?>> made = new ArrayList<>();
    return ConcurrentMapTestSuiteBuilder.using(
            new TestStringMapGenerator() {
              @Override
              protected Map<String, String> create(Map.Entry<String, String>[] entries) {
                ConcurrentMap<String, String> map = guard.empty();
                made.add(map);
                for (Map.Entry<String, String> entry : entries) {
                  map.put(entry.getKey(), entry.getValue());
                }
                return map;
              }
            })
        .withTearDown(
            () -> {
              made.forEach(Guard::close);
              made.clear();
            })
        .named(guard.name())
        .withFeatures(
            MapFeature.GENERAL_PURPOSE,
            CollectionFeature.SUPPORTS_ITERATOR_REMOVE,
            CollectionSize.ANY)
        .createTestSuite();
  }
}

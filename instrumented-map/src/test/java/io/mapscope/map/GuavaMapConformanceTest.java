package io.mapscope.map;

import com.google.common.collect.testing.MapTestSuiteBuilder;
import com.google.common.collect.testing.TestStringMapGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.MapFeature;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import junit.framework.TestSuite;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Guava's suite for maps, with the features that {@code HashMap} has in Guava's own tests. */
class GuavaMapConformanceTest {

  /** What the suite held when it was taken up; fewer mean that a feature has been lost. */
  private static final int LEAST_TESTS = 1_900;

  @TestFactory
  List<DynamicTest> freshMap() {
    return tests(InstrumentedMap::new);
  }

  @TestFactory
  List<DynamicTest> mapThatDoubles() {
    return tests(() -> Growths.emptyMapThatGrows(false));
  }

  @TestFactory
  List<DynamicTest> mapThatGrowsAtTheSameSize() {
    return tests(() -> Growths.emptyMapThatGrows(true));
  }

  @TestFactory
  List<DynamicTest> mapThatDoublesSteadily() {
    return tests(() -> Growths.emptyMapThatGrows(Pacing.STEADY, 2, false));
  }

  private static List<DynamicTest> tests(Supplier<Map<String, String>> empty) {
    return GuavaTests.of(suite(empty), LEAST_TESTS);
  }

  private static TestSuite suite(Supplier<Map<String, String>> empty) {
    return MapTestSuiteBuilder.using(
            new TestStringMapGenerator() {
              @Override
              protected Map<String, String> create(Map.Entry<String, String>[] entries) {
                Map<String, String> map = empty.get();
                for (Map.Entry<String, String> entry : entries) {
                  map.put(entry.getKey(), entry.getValue());
                }
                return map;
              }
            })
        .named("InstrumentedMap")
        .withFeatures(
            MapFeature.GENERAL_PURPOSE,
            MapFeature.ALLOWS_NULL_KEYS,
            MapFeature.ALLOWS_NULL_VALUES,
            MapFeature.ALLOWS_ANY_NULL_QUERIES,
            MapFeature.FAILS_FAST_ON_CONCURRENT_MODIFICATION,
            CollectionFeature.SUPPORTS_ITERATOR_REMOVE,
            CollectionFeature.SERIALIZABLE,
            CollectionSize.ANY)
        .createTestSuite();
  }
}

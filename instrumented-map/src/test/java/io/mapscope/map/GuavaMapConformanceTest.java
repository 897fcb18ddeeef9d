package io.mapscope.map;

import com.google.common.collect.testing.MapTestSuiteBuilder;
import com.google.common.collect.testing.TestStringMapGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.Feature;
import com.google.common.collect.testing.features.MapFeature;
import com.google.common.collect.testing.testers.MapToStringTester;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import junit.framework.TestSuite;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Guava's suite for maps, with the features that {@code HashMap} has in Guava's own tests. */
class GuavaMapConformanceTest {

  /** What the suite held when it was taken up; fewer mean that a feature has been lost. */
  private static final int LEAST_TESTS = 1_900;

  private static final int LEAST_TESTS_OF_GO = 1_800;

  private static final List<Feature<?>> FEATURES =
      List.of(
          MapFeature.GENERAL_PURPOSE,
          MapFeature.ALLOWS_NULL_KEYS,
          MapFeature.ALLOWS_NULL_VALUES,
          MapFeature.ALLOWS_ANY_NULL_QUERIES,
          CollectionFeature.SUPPORTS_ITERATOR_REMOVE,
          CollectionFeature.SERIALIZABLE,
          CollectionSize.ANY);

  private static final List<Feature<?>> FAIL_FAST =
      Stream.concat(FEATURES.stream(), Stream.of(MapFeature.FAILS_FAST_ON_CONCURRENT_MODIFICATION))
          .toList();

  /** Ask for the order of a second iteration to be that of the first. */
  private static final List<Method> OF_ONE_ORDER =
      Stream.of(MapToStringTester.class.getMethods())
          .filter(method -> method.getName().startsWith("testToString"))
          .toList();

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

  /** Without what Go's rules renounce. */
  @TestFactory
  List<DynamicTest> mapThatIteratesByTheRulesOfGo() {
    return GuavaTests.of(suite(() -> iteratedAsInGo(0), FEATURES, OF_ONE_ORDER), LEAST_TESTS_OF_GO);
  }

  @TestFactory
  List<DynamicTest> mapThatDoublesAndIteratesByTheRulesOfGo() {
    return GuavaTests.of(
        suite(
            () -> {
              InstrumentedMap<String, String> map = iteratedAsInGo(6656);
              map.startGrowth(false);
              return map;
            },
            FEATURES,
            OF_ONE_ORDER),
        LEAST_TESTS_OF_GO);
  }

  private static InstrumentedMap<String, String> iteratedAsInGo(int expectedEntries) {
    return InstrumentedMap.<String, String>builder()
        .expectedEntries(expectedEntries)
        .iteration(IterationRules.GO)
        .build();
  }

  private static List<DynamicTest> tests(Supplier<Map<String, String>> empty) {
    return GuavaTests.of(suite(empty, FAIL_FAST, List.of()), LEAST_TESTS);
  }

  private static TestSuite suite(
      Supplier<Map<String, String>> empty, List<Feature<?>> features, List<Method> suppressed) {
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
        .withFeatures(features)
        .suppressing(suppressed)
        .createTestSuite();
  }
}

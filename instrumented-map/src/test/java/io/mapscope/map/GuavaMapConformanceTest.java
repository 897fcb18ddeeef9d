package io.mapscope.map;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.testing.MapTestSuiteBuilder;
import com.google.common.collect.testing.TestStringMapGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.MapFeature;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import junit.framework.Test;
import junit.framework.TestFailure;
import junit.framework.TestResult;
import junit.framework.TestSuite;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Guava's suite for maps, with the features that {@code HashMap} has in Guava's own tests.
 *
 * <p>Each of its thousands of small tests is made a dynamic one: run as JUnit 3 suites they take
 * the build tool's reports far longer than they take themselves.
 */
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
    List<DynamicTest> tests = new ArrayList<>();
    collect(suite(empty), "", tests);
    assertThat(tests).hasSizeGreaterThanOrEqualTo(LEAST_TESTS);
    return tests;
  }

  private static void collect(Test test, String path, List<DynamicTest> into) {
    if (test instanceof TestSuite suite) {
      Collections.list(suite.tests())
          .forEach(t -> collect(t, path + suite.getName() + " / ", into));
    } else {
      into.add(DynamicTest.dynamicTest(path + test, () -> run(test)));
    }
  }

  private static void run(Test test) throws Throwable {
    TestResult result = new TestResult();
    test.run(result);
    List<TestFailure> failures = Collections.list(result.failures());
    failures.addAll(Collections.list(result.errors()));
    if (!failures.isEmpty()) {
      throw failures.get(0).thrownException();
    }
    assertThat(result.runCount()).isEqualTo(1);
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

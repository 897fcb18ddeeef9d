package io.mapscope.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.commons.collections4.BulkTest;
import org.apache.commons.collections4.map.AbstractMapTest;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Commons Collections' suite for maps and, for each of the three views, its suites for sets and
 * collections.
 *
 * <p>All of its tests run but the comparison with serialized forms of earlier releases, which are
 * files beside the sources of Commons Collections' own maps; round trips are made.
 *
 * <p>Dynamic tests, because nobody calls the suite's factories for the views any more since it is
 * written for the JUnit platform, which in turn warns of each of its inner classes.
 */
class CommonsMapConformanceTest {

  /** What the suite held when it was taken up; fewer mean that a part has been lost. */
  private static final int LEAST_TESTS = 145;

  @TestFactory
  List<DynamicTest> freshMap() {
    return tests(InstrumentedMap::new);
  }

  @TestFactory
  List<DynamicTest> presizedMap() {
    return tests(() -> new InstrumentedMap<>(1_000));
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

  @TestFactory
  List<DynamicTest> mapThatDoublesAChainAtATime() {
    return tests(() -> Growths.emptyMapThatGrows(Pacing.GO, 1, false));
  }

  private static List<DynamicTest> tests(Supplier<Map<String, String>> empty) {
    List<DynamicTest> tests =
        Stream.<Function<Suite, BulkTest>>of(
                suite -> suite,
                Suite::bulkTestMapKeySet,
                Suite::bulkTestMapValues,
                Suite::bulkTestMapEntrySet)
            .flatMap(part -> tests(() -> suite(empty), part))
            .toList();
    assertThat(tests).hasSizeGreaterThanOrEqualTo(LEAST_TESTS);
    return tests;
  }

  private static Stream<DynamicTest> tests(Supplier<Suite> suite, Function<Suite, BulkTest> part) {
    Class<?> type = part.apply(suite.get()).getClass();
    return Stream.of(type.getMethods())
        .filter(method -> method.isAnnotationPresent(Test.class))
        .map(
            method ->
                DynamicTest.dynamicTest(
                    type.getSimpleName() + "." + method.getName(),
                    () -> run(part.apply(suite.get()), method)));
  }

  private static void run(BulkTest test, Method method) throws Throwable {
    try {
      method.invoke(test);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** What the suite asks for by default is what {@code HashMap} does. */
  private static Suite suite(Supplier<Map<String, String>> empty) {
    return new Suite() {
      @Override
      public Map<String, String> makeObject() {
        return empty.get();
      }

      @Override
      protected boolean skipSerializedCanonicalTests() {
        return true;
      }

      @Override
      public void verifyMap() {
        super.verifyMap();
        Invariants.check((InstrumentedMap<String, String>) getMap());
      }
    };
  }

  private abstract static class Suite
      extends AbstractMapTest<Map<String, String>, String, String> {}
}

package io.mapscope.map;

import com.google.common.collect.testing.MapTestSuiteBuilder;
import com.google.common.collect.testing.TestStringMapGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.MapFeature;
import java.util.Map;
import java.util.function.Supplier;
import junit.framework.TestCase;
import junit.framework.TestSuite;
import org.junit.runner.RunWith;
import org.junit.runners.AllTests;

/** Guava's suite for maps, with the features that {@code HashMap} has in Guava's own tests. */
@RunWith(AllTests.class)
public final class GuavaMapConformanceTest extends TestCase {

  public static TestSuite suite() {
    TestSuite all = new TestSuite("InstrumentedMap");
    all.addTest(suite("fresh", InstrumentedMap::new));
    all.addTest(suite("doubling", () -> Growths.emptyMapThatGrows(false)));
    all.addTest(suite("growing at the same size", () -> Growths.emptyMapThatGrows(true)));
    return all;
  }

  private static TestSuite suite(String name, Supplier<Map<String, String>> empty) {
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
        .named("InstrumentedMap, " + name)
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

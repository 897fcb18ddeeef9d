package io.mapscope.report.scan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The maps that a recording tells of, up to a bound.
 *
 * <p>Implementation note. Instrumented maps have numbers, those of the JDK are one for each class
 * and line. A program that makes maps without end must not exhaust the reader, so what is beyond
 * 20,000 is taken together by class.
 */
final class SeenMaps {

  private static final int MOST = 20_000;

  private final Map<Long, MapFindings> instrumented = new HashMap<>();
  private final Map<String, MapFindings> ofTheJdk = new HashMap<>();
  private long beyond;

  MapFindings numbered(long number) {
    MapFindings map = instrumented.get(number);
    if (map == null) {
      if (instrumented.size() >= MOST) {
        beyond++;
        return instrumented.computeIfAbsent(-1L, n -> together("InstrumentedMap"));
      }
      map = new MapFindings(number, true, "InstrumentedMap", null);
      instrumented.put(number, map);
    }
    return map;
  }

  MapFindings at(String implementation, String site) {
    String key = implementation + '@' + site;
    MapFindings map = ofTheJdk.get(key);
    if (map == null) {
      boolean full = ofTheJdk.size() >= MOST;
      beyond += full ? 1 : 0;
      String place = full ? null : site;
      map =
          ofTheJdk.computeIfAbsent(
              implementation + '@' + place,
              k -> new MapFindings(ofTheJdk.size(), false, implementation, place));
      map.table = JdkTable.of(implementation).orElse(null);
    }
    return map;
  }

  private static MapFindings together(String implementation) {
    MapFindings others = new MapFindings(-1, true, implementation, null);
    others.name = "(all further instrumented maps)";
    return others;
  }

  /** Events of maps that were not told apart. */
  long beyond() {
    return beyond;
  }

  List<MapFindings> all() {
    List<MapFindings> all = new ArrayList<>(instrumented.values());
    all.addAll(ofTheJdk.values());
    return all;
  }
}

package io.mapscope.report.page;

import io.mapscope.report.advice.Action;
import io.mapscope.report.advice.Advice;
import io.mapscope.report.scan.MapFindings;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The sizes that maps reached, as a properties file: the name of the map, or its line, before its
 * entries.
 *
 * <p>Implementation note. Instrumented maps need not have stopped anybody to be listed, nor have
 * come to an end: what they reached is told. Maps of the JDK are listed if the advice is a size,
 * and none of which the hash codes are bad.
 */
public final class PresizingFile {

  private static final String HEADER =
      """
      # Entries that the maps of %s reached: the name of the map, or its line, before them.
      # Presizing.load of Mapscope's instrumented-map reads this.
      """;

  private PresizingFile() {}

  /** Writes it. */
  public static String of(String recording, List<Advice> advice) {
    TreeMap<String, Long> sizes = new TreeMap<>();
    for (Advice one : advice) {
      String key = key(one.map());
      long entries = entries(one);
      if (key != null && entries > 0) {
        sizes.merge(key, entries, Math::max);
      }
    }
    return HEADER.formatted(recording.replaceAll("\\p{Cntrl}", " "))
        + sizes.entrySet().stream()
            .map(size -> line(size.getKey(), size.getValue()))
            .collect(Collectors.joining());
  }

  private static String key(MapFindings map) {
    return map.name() == null || map.name().isEmpty() ? map.site() : map.name();
  }

  private static long entries(Advice advice) {
    MapFindings map = advice.map();
    long entries = 0;
    if (map.instrumented()) {
      entries = map.growths() > 0 && advice.action() != Action.FIX_HASH ? map.mostEntries() : 0;
    } else if (advice.action() == Action.PRESIZE) {
      entries = advice.capacity().entries();
    }
    return Math.min(entries, Integer.MAX_VALUE);
  }

  /** The library's own way to write it, without the date. */
  private static String line(String key, long entries) {
    Properties one = new Properties();
    one.setProperty(key, Long.toString(entries));
    StringWriter text = new StringWriter();
    try {
      one.store(text, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString().lines().filter(line -> !line.startsWith("#")).findFirst().orElseThrow()
        + "\n";
  }
}

package io.mapscope.report.advice;

import io.mapscope.report.scan.Capacity;
import io.mapscope.report.scan.Certainty;
import io.mapscope.report.scan.Findings;
import io.mapscope.report.scan.JdkTable;
import io.mapscope.report.scan.MapFindings;
import java.util.List;

/**
 * Decides what to do about a map.
 *
 * <p>Implementation note. The rules are tried in this order, and the first that applies wins: a bad
 * hash code makes every operation slow, so no capacity helps; a map that stopped nobody needs
 * nothing; stalls that the collector caused are not the map's. What remains grew and stopped
 * somebody. Its size is an advice only when it has an end: a map that takes entries at a steady
 * rate doubles when as much time has passed as in all its life, so one that has not grown for half
 * as long again has settled. One that has not will grow beyond any size that the recording knows:
 * it should be bounded, or grow in steps.
 *
 * <p>Short growths are left out of most recordings of the JDK's maps, and with them all small maps:
 * where one capacity would be constructed at a line, the reader is told to look for others.
 */
public final class Advisor {

  // Without growing for so many times its time of growth, a map has settled.
  private static final double SETTLED = 1.5;
  // Nine entries in a bucket come once in ten million; one chain in a hundred growths is no chance.
  private static final long LEAST_LONG_CHAINS = 3;
  private static final long GROWTHS_PER_LONG_CHAIN = 100;
  private static final long PUTS_PER_REMOVE = 100;
  private static final double MOSTLY = 0.8;

  private final Findings findings;

  /** For one recording. */
  public Advisor(Findings findings) {
    this.findings = findings;
  }

  /** Advice for each map, in their order. */
  public List<Advice> all() {
    return findings.maps().stream().map(this::advise).toList();
  }

  Advice advise(MapFindings map) {
    if (hasBadHash(map)) {
      return fixHash(map);
    }
    if (map.byGc().nanos() > MOSTLY * map.stallNanos() && map.byGc().count() > 0) {
      return collector(map);
    }
    if (map.byGrowth().count() == 0) {
      return nothing(map, untilThreshold(map));
    }
    if (map.site() == null && !map.instrumented()) {
      return nothing(map, "No line of the program made these maps grow, as far as stacks tell.");
    }
    if (map.instrumented()) {
      return instrumented(map);
    }
    if (map.capacity().slots() == 0) {
      return replace(map, "its size does not follow from the recording");
    }
    if (map.lives() > 1 && !map.alike()) {
      return replace(
          map,
          "the maps that grow at this line differ widely in size, and only the large ones need it");
    }
    if (map.lives() > 1) {
      return presize(map, "About " + Words.count(map.lives()) + " maps were made at this line.");
    }
    if (hasSettled(map)) {
      return presize(map, "It has not grown for long.");
    }
    if (findings.surroundings().ended()) {
      return presize(map, "The program ended when it had that size.");
    }
    return replace(map, "it was still growing when the recording ended");
  }

  private static boolean hasBadHash(MapFindings map) {
    return map.instrumented()
        ? map.longChains() > 0
        : map.longChains() >= LEAST_LONG_CHAINS
            && map.longChains() * GROWTHS_PER_LONG_CHAIN >= map.growths();
  }

  private boolean hasSettled(MapFindings map) {
    long grew = map.lastGrowthNanos() - map.firstGrowthNanos();
    return findings.endNanos() - map.lastGrowthNanos() > SETTLED * grew;
  }

  private static Advice fixHash(MapFindings map) {
    String found =
        map.instrumented()
            ? "Sixty-four keys and more met in one chain, " + times(map.longChains())
            : "Nine keys met in one bucket, " + times(map.longChains());
    return new Advice(
        map,
        Action.FIX_HASH,
        null,
        0,
        "Give the keys a hashCode that differs from key to key",
        found
            + ". Hash codes that spread do not do that: many keys share few codes. Each search of"
            + " one goes through all of them, whatever the capacity.",
        null,
        map.capacity(),
        map.byGrowth().count(),
        0);
  }

  private static Advice collector(MapFindings map) {
    return new Advice(
        map,
        Action.LOOK_AT_GC,
        null,
        0,
        "Nothing to do here: the garbage collector did it",
        String.format(
            "In %s of %s a pause of the collector took at least half of the time. Look at its"
                + " pauses, not at this map.",
            Words.count(map.byGc().count()), Words.count(map.stalls(), "stall")),
        null,
        map.capacity(),
        0,
        0);
  }

  private static Advice nothing(MapFindings map, String because) {
    return new Advice(
        map, Action.NOTHING, null, 0, "Nothing to do", because, null, map.capacity(), 0, 0);
  }

  private String untilThreshold(MapFindings map) {
    String longest =
        map.growths() == 0
            ? "It did not grow."
            : "The longest that one operation spent on a growth is "
                + Words.duration(map.longestNanos())
                + ".";
    return String.format(
        "No growth of it stopped an operation for %s. %s",
        Words.duration(findings.thresholdNanos()), longest);
  }

  /** It is incremental already, so what is left is its size. */
  private Advice instrumented(MapFindings map) {
    if (!hasSettled(map) && map.puts() > PUTS_PER_REMOVE * map.removes()) {
      return new Advice(
          map,
          Action.BOUND,
          "builder().maxEntries(" + map.mostEntries() + ")",
          map.mostEntries(),
          "Bound it, or let entries expire",
          String.format(
              "%s puts, %s, and still growing when the recording ended: it grows until memory does"
                  + " not suffice. It held %s entries at most.",
              Words.count(map.puts()),
              Words.count(map.removes(), "remove"),
              Words.count(map.mostEntries())),
          "Or construct it with the number of entries that you expect in the end.",
          map.capacity(),
          0,
          0);
    }
    return new Advice(
        map,
        Action.PRESIZE,
        "builder().expectedEntries(" + map.mostEntries() + ")",
        map.mostEntries(),
        "Construct it with the entries that it reaches",
        String.format(
            "It held %s entries at most%s.",
            Words.count(map.mostEntries()),
            hasSettled(map) ? "" : ", and had not settled when the recording ended"),
        null,
        new Capacity(map.capacity().slots(), map.mostEntries(), Certainty.TOLD),
        map.byGrowth().count(),
        map.growths());
  }

  private Advice presize(MapFindings map, String why) {
    long slots = map.capacity().slots();
    return new Advice(
        map,
        Action.PRESIZE,
        map.isSet() ? "new HashSet<>(" + slots + ")" : map.table().construction(slots),
        map.table().argument(slots),
        "Construct it with the capacity that it reaches",
        String.format(
            "%s Its table reached %s slots, enough for %s entries, in %s.%s",
            why,
            Words.count(slots),
            Words.count(map.capacity().entries()),
            Words.count(map.growths(), "growth"),
            unseenOnes()),
        map.table() == JdkTable.HASH_MAP && !map.isSet()
            ? "From JDK 19 on HashMap.newHashMap takes the number of entries that you expect."
            : null,
        map.capacity(),
        map.byGrowth().count(),
        map.growths());
  }

  private String unseenOnes() {
    long shortest = findings.surroundings().shortestTraceNanos();
    return shortest == 0
        ? ""
        : " Growths below "
            + Words.duration(shortest)
            + " were not recorded: see that no small maps are made at the same line, which would"
            + " each be as large.";
  }

  private static Advice replace(MapFindings map, String why) {
    String size =
        map.capacity().slots() == 0
            ? "Or construct it with the number of entries that you expect, and bound it if it is a"
                + " cache."
            : String.format(
                "Or bound it, if it is a cache; or construct it with more than the %s slots that it"
                    + " reached.",
                Words.count(map.capacity().slots()));
    return new Advice(
        map,
        Action.REPLACE,
        map.isSet()
            ? "Collections.newSetFromMap(new InstrumentedMap<>())"
            : "new InstrumentedMap<>()",
        0,
        "Replace it by an InstrumentedMap",
        "No capacity can be named: "
            + why
            + ". An InstrumentedMap moves a few entries with each write instead of all at once."
            + order(map)
            + guard(map),
        size,
        map.capacity(),
        map.byGrowth().count(),
        map.growths());
  }

  /** A LinkedHashMap grows by HashMap's method and cannot be told from one. */
  private static String order(MapFindings map) {
    return map.table() == JdkTable.HASH_MAP
        ? " It keeps no order of insertion, should this be a Linked"
            + (map.isSet() ? "HashSet." : "HashMap.")
        : "";
  }

  private static String guard(MapFindings map) {
    return map.implementation().contains("Concurrent")
        ? " It is for one thread at a time, so it needs a lock here."
        : "";
  }

  private static String times(long number) {
    return number == 1 ? "once" : Words.count(number) + " times";
  }
}

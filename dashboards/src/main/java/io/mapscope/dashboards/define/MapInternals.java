package io.mapscope.dashboards.define;

import static io.mapscope.dashboards.define.Ask.map;
import static io.mapscope.dashboards.define.Ask.quantile;
import static io.mapscope.dashboards.define.Ask.rate;
import static io.mapscope.dashboards.define.Ask.ratio;
import static io.mapscope.dashboards.define.Ask.where;

import java.util.List;

/** What the tables look like inside. */
final class MapInternals {

  private static final String BY_MAP = "sum by (hashmap_name) (";

  private MapInternals() {}

  static Board board() {
    return new Board(
        "map-internals",
        "Hash map internals",
        "What do the tables look like inside, and which maps are the largest?",
        "10s",
        true,
        List.of(shape(), growth(), deletes(), memory(), sharing(), putOff(), top()));
  }

  private static Board.Row shape() {
    return Board.row(
        "Shape",
        Panel.lines(8, "Entries and buckets", "How full are the maps?")
            .tells(
                "Entries, and the buckets of eight slots that hold them.",
                "buckets that stay after the entries have gone: a map never shrinks.")
            .fromZero()
            .asks(BY_MAP + map("hashmap_entry_count") + ")", "{{hashmap_name}} entries")
            .asks(BY_MAP + map("hashmap_bucket_count") + ")", "{{hashmap_name}} buckets"),
        Panel.lines(8, "Load factor", "How near is the next growth?")
            .tells(
                "Entries per bucket, over all maps of the name; an InstrumentedMap doubles when it"
                    + " would pass 6.5, the dashed line. The JDK's maps double at 0.75.",
                "just below the line in front of a time of many writes: it will grow in the middle"
                    + " of them.")
            .unit("none")
            .fromZero()
            .asks(
                "max by (hashmap_name) (" + ratio("hashmap_load_factor") + ")", "{{hashmap_name}}")
            .threshold(6.5),
        Panel.lines(8, "Share of the entry limit", "Which map will soon refuse entries?")
            .tells(
                "Entries relative to the limit that the map was made with, of the fullest map of"
                    + " the name; maps without a limit are not here.",
                "above 90 %, the dashed line: at 100 % writes throw, and an alert comes before.")
            .unit("percentunit")
            .fromZero()
            .asks(
                "max by (hashmap_name) (" + ratio("hashmap_entry_utilization") + ")",
                "{{hashmap_name}}")
            .threshold(0.9)
            .whenEmpty("no map has a limit"),
        Panel.lines(12, "Overflow buckets", "Are chains getting long?")
            .tells(
                "Buckets chained behind full ones, in all maps of the name.",
                "as many as buckets, for long: bad hash codes, or many deletes and no growth.")
            .fromZero()
            .asks(BY_MAP + map("hashmap_overflow_bucket_count") + ")", "{{hashmap_name}}"),
        Panel.lines(12, "Holes", "Do deletes leave rubbish behind?")
            .tells(
                "Slots emptied in the middle of a chain; searches go over them.",
                "a steady rise: lookups become slower until a growth of the same size.")
            .fromZero()
            .asks(BY_MAP + map("hashmap_hole_count") + ")", "{{hashmap_name}}"));
  }

  private static Board.Row growth() {
    return Board.row(
        "Growth",
        Panel.lines(12, "Growth progress", "Does a growth stand still?")
            .tells(
                "Share of the old buckets below the mark; 1 when nothing grows.",
                "below 1 and level: nobody writes to the map.")
            .unit("percentunit")
            .fromZero()
            .asks(
                "min by (hashmap_name) (" + ratio("hashmap_growth_progress") + ")",
                "{{hashmap_name}}"),
        Panel.lines(12, "Boundary events per minute", "When did deletes and growths meet?")
            .tells(
                "The last chain evacuated, the first delete that meets a chain not yet evacuated,"
                    + " the first delete after passing 65,536 entries.",
                "with spikes at the same moments: these are the paths that are taken rarely.")
            .fromZero()
            .asks(
                "60 * sum by (hashmap_boundary) (" + rate("hashmap_boundaries_total") + ")",
                "{{hashmap_boundary}}"));
  }

  private static Board.Row deletes() {
    String removed = where(rate("hashmap_operations_total"), "hashmap_operation=\"remove\"");
    String samples =
        where(rate("hashmap_operation_duration_seconds_count"), "hashmap_operation=\"remove\"");
    return Board.row(
        "Deletes",
        Panel.lines(8, "Deletes by kind", "How many deletes meet a growth?")
            .tells(
                "Removes per second, counted exactly, and split by whether their map was growing,"
                    + " as the samples say.",
                "most of them while growing: each of these does grow work first.")
            .unit("ops")
            .fromZero()
            .stacked()
            .asks(
                "sum by (hashmap_growing) ("
                    + samples
                    + ") / on () group_left () (sum("
                    + samples
                    + ") > 0) * on () group_left () sum("
                    + removed
                    + ")",
                "growing: {{hashmap_growing}}"),
        Panel.lines(8, "Deletes by map", "Which map loses entries?")
            .tells(
                "Removes per second, found or not; clears are none.",
                "as many as puts, and the memory below does not fall.")
            .unit("ops")
            .fromZero()
            .asks(BY_MAP + removed + ")", "{{hashmap_name}}"),
        Panel.lines(8, "Duration of deletes p99", "Are deletes slow, and is growth why?")
            .tells(
                "Of sampled removes, by whether their map was growing.",
                "growing far above not growing.")
            .unit("s")
            .logarithmic()
            .points()
            .asks(
                quantile(
                    "0.99",
                    "le, hashmap_growing",
                    where(
                        rate("hashmap_operation_duration_seconds_bucket"),
                        "hashmap_operation=\"remove\"")),
                "growing: {{hashmap_growing}}"));
  }

  private static Board.Row memory() {
    return Board.row(
        "Memory",
        Panel.lines(12, "Memory", "What do the maps weigh?")
            .tells(
                "Tables and buckets; keys and values are not counted.",
                "a step up that never comes down: a map never shrinks.")
            .unit("bytes")
            .fromZero()
            .stacked()
            .asks(BY_MAP + map("hashmap_memory_used_bytes") + ")", "{{hashmap_name}}"),
        Panel.lines(12, "Bytes per entry", "Would a new map of the same entries be smaller?")
            .tells(
                "Memory divided by entries.",
                "hundreds: the map was large once; copy it into a new one.")
            .unit("bytes")
            .logarithmic()
            .asks(bytesPerEntry(), "{{hashmap_name}}"));
  }

  private static String bytesPerEntry() {
    return BY_MAP
        + map("hashmap_memory_used_bytes")
        + ") / ("
        + BY_MAP
        + map("hashmap_entry_count")
        + ") > 0)";
  }

  private static Board.Row sharing() {
    return Board.row(
        "Sharing",
        Panel.lines(12, "Lock wait p99 by mode", "How long do threads wait at a guarded map?")
            .tells(
                "Waits for the lock or the owner of a guarded map, from 20 us on.",
                "longer than the operations themselves: choose another guard or more stripes.")
            .unit("s")
            .logarithmic()
            .points()
            .asks(
                quantile(
                    "0.99",
                    "le, hashmap_name, hashmap_lock_mode",
                    rate("hashmap_lock_wait_duration_seconds_bucket")),
                "{{hashmap_name}} {{hashmap_lock_mode}}")
            .whenEmpty("nobody waited"),
        Panel.lines(12, "Misuses per minute", "When was a map used wrongly, and how?")
            .tells(
                "Changed during a write or an iteration: by another thread, or by the key itself."
                    + " Long chain: many keys of one hash code.",
                "any.")
            .fromZero()
            .asks(
                "60 * sum by (hashmap_name, hashmap_misuse) ("
                    + rate("hashmap_misuses_total")
                    + ")",
                "{{hashmap_name}} {{hashmap_misuse}}"));
  }

  private static Board.Row putOff() {
    return Board.row(
        "Deleting later",
        Panel.lines(12, "Deletion work p99 by kind", "What does deleting later cost?")
            .tells(
                "Batches of work that deletes had put off: clean-up, eviction, telling listeners.",
                "batches longer than what the program's operations may take: choose a smaller"
                    + " budget.")
            .unit("s")
            .logarithmic()
            .points()
            .asks(
                quantile(
                    "0.99",
                    "le, hashmap_name, hashmap_deletion_kind",
                    rate("hashmap_deletion_duration_seconds_bucket")),
                "{{hashmap_name}} {{hashmap_deletion_kind}}")
            .whenEmpty("nothing was put off"),
        Panel.lines(12, "Entries evicted per second", "Is memory short?")
            .tells(
                "Entries that an evictor has deleted.",
                "a rate as high as that of inserts: the map is too large for the heap.")
            .fromZero()
            .asks(
                "sum by (hashmap_name) (" + rate("hashmap_entries_evicted_total") + ")",
                "{{hashmap_name}}")
            .whenEmpty("nothing was evicted"));
  }

  private static Board.Row top() {
    return Board.row(
        "Top maps",
        top("Most entries", "Which maps hold most?", "short", map("hashmap_entry_count")),
        top("Most memory", "Which maps weigh most?", "bytes", map("hashmap_memory_used_bytes")),
        top("Most bytes per entry", "Which maps waste most?", "bytes", bytesPerEntry()),
        top(
            "Most overflow buckets",
            "Which maps chain most?",
            "short",
            map("hashmap_overflow_bucket_count")),
        top("Most holes", "Which maps have most holes?", "short", map("hashmap_hole_count")),
        top("Highest load factor", "Which map grows next?", "none", ratio("hashmap_load_factor")),
        top(
            "Most deletes per second",
            "Which map loses most?",
            "ops",
            where(rate("hashmap_operations_total"), "hashmap_operation=\"remove\"")),
        top(
            "Most boundary events per second",
            "Where do deletes and growths meet most?",
            "cps",
            rate("hashmap_boundaries_total")));
  }

  private static Panel top(String title, String question, String unit, String what) {
    String byMap = what.startsWith("{") ? "max by (hashmap_name) (" : BY_MAP;
    String ranked = what.startsWith(BY_MAP) ? what : byMap + what + ")";
    return Panel.bars(6, title, question)
        .tells(
            "The first ten maps of the chosen ones, now.",
            "one map far above all others, which is where to look first.")
        .unit(unit)
        .base("blue")
        .asks("sort_desc(topk(10, " + ranked + "))", "{{hashmap_name}}");
  }
}

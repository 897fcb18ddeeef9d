package io.mapscope.report.scan;

import java.util.List;

/**
 * What a recording tells of one instrumented map, or of all maps of one class that grew at one
 * line.
 *
 * <p>Filled while the recording is read, by one thread, and not changed afterwards.
 */
public final class MapFindings {

  final long number;
  final boolean instrumented;
  String name;
  String implementation;
  String site;
  List<String> stack = List.of();
  long stackOfNanos = -1;
  JdkTable table;

  long growths;
  long workNanos;
  long longestNanos;
  long firstGrowthNanos = Long.MAX_VALUE;
  long lastGrowthNanos = Long.MIN_VALUE;
  private Capacity capacity = Capacity.UNKNOWN;
  private Capacity ofFirstTables = Capacity.UNKNOWN;
  long longChains;

  long entries;
  long mostEntries;
  long footprint;
  double load;
  long puts;
  long removes;
  final SequenceCount sequence = new SequenceCount();

  long stalls;
  long stallNanos;
  long longestStallNanos;
  final StallSum byGrowth = new StallSum();
  final StallSum byGc = new StallSum();
  History history = History.EMPTY;

  final Lives lives = new Lives();

  MapFindings(long number, boolean instrumented, String implementation, String site) {
    this.number = number;
    this.instrumented = instrumented;
    this.implementation = implementation;
    this.site = site;
  }

  void grew(long startNanos, long endNanos, long nanos) {
    growths++;
    workNanos += nanos;
    longestNanos = Math.max(longestNanos, nanos);
    firstGrowthNanos = Math.min(firstGrowthNanos, startNanos);
    lastGrowthNanos = Math.max(lastGrowthNanos, endNanos);
  }

  /** An operation on it helped with a growth that is counted already. */
  void helped(long nanos) {
    workNanos += nanos;
    longestNanos = Math.max(longestNanos, nanos);
  }

  void reached(Capacity reached) {
    capacity = capacity.or(reached);
  }

  /** How large a first table was is surer than a guess, and says nothing of a map that grew. */
  void began(Capacity first) {
    ofFirstTables = ofFirstTables.or(first);
  }

  /** How many stalls of one cause there were, and how long they were together. */
  public static final class StallSum {
    private long count;
    private long nanos;
    private long longest;

    void add(long stallNanos) {
      count++;
      nanos += stallNanos;
      longest = Math.max(longest, stallNanos);
    }

    /** How many. */
    public long count() {
      return count;
    }

    /** Their sum. */
    public long nanos() {
      return nanos;
    }

    /** The longest, 0 for none. */
    public long longest() {
      return longest;
    }
  }

  /** Whether it is an instrumented map, and so one map. */
  public boolean instrumented() {
    return instrumented;
  }

  /** The name that the program gave it, or null. */
  public String name() {
    return name;
  }

  /** What to call it: the program's name, else where it was made or grew, else a number. */
  public String label() {
    if (name != null && !name.isEmpty()) {
      return name;
    }
    String type = implementation.substring(implementation.lastIndexOf('.') + 1);
    return site == null
        ? type + (instrumented ? " " + number : " (no line of the program)")
        : type + " at " + shortSite();
  }

  /** Class, method and line without the package, or null. */
  public String shortSite() {
    if (site == null) {
      return null;
    }
    int method = site.lastIndexOf('.');
    return site.substring(site.lastIndexOf('.', method - 1) + 1);
  }

  /** Class of the map. */
  public String implementation() {
    return implementation;
  }

  /** Class, method and line that made it grow, or null. */
  public String site() {
    return site;
  }

  /** Frames of the longest growth, innermost first. */
  public List<String> stack() {
    return stack;
  }

  /** Whether the map is inside of a set, as far as the stack tells. */
  public boolean isSet() {
    return stack.stream().anyMatch(frame -> frame.startsWith("java.util.HashSet."));
  }

  /** What is known of the class's tables, null for none of the JDK's. */
  public JdkTable table() {
    return table;
  }

  /** Doublings and same-size growths, not the making of first tables. */
  public long growths() {
    return growths;
  }

  /** Time that operations spent on growths. */
  public long workNanos() {
    return workNanos;
  }

  /** The longest that one operation spent on a growth. */
  public long longestNanos() {
    return longestNanos;
  }

  /** Start of the first growth since the epoch; meaningless without growths. */
  public long firstGrowthNanos() {
    return firstGrowthNanos;
  }

  /** End of the last growth since the epoch; meaningless without growths. */
  public long lastGrowthNanos() {
    return lastGrowthNanos;
  }

  /** How many maps it seems to be. */
  public long lives() {
    return instrumented ? 1 : Math.max(1, lives.count());
  }

  /** The largest that one of them became. */
  public Capacity capacity() {
    return growths == 0 ? ofFirstTables.or(capacity) : capacity;
  }

  /** Whether at least half of the maps came within a quarter of the largest. */
  public boolean alike() {
    return lives.alike(capacity().slots());
  }

  /** How often a chain of many entries was found. */
  public long longChains() {
    return longChains;
  }

  /** Entries as told last, 0 when never. */
  public long entries() {
    return entries;
  }

  /** Most entries that were told, 0 when never. */
  public long mostEntries() {
    return mostEntries;
  }

  /** Bytes of the map itself as told last, 0 when never. */
  public long footprint() {
    return footprint;
  }

  /** Load as told last. */
  public double load() {
    return load;
  }

  /** Puts in all its life. */
  public long puts() {
    return puts;
  }

  /** Removes in all its life. */
  public long removes() {
    return removes;
  }

  /** Events of this map that were committed and are not in the recording. */
  public long missingEvents() {
    return sequence.missing();
  }

  /** Operations over the threshold, whatever the cause. */
  public long stalls() {
    return stalls;
  }

  /** Their sum. */
  public long stallNanos() {
    return stallNanos;
  }

  /** The longest of them. */
  public long longestStallNanos() {
    return longestStallNanos;
  }

  /** Stalls by growth and first tables. */
  public StallSum byGrowth() {
    return byGrowth;
  }

  /** Stalls that the garbage collector caused. */
  public StallSum byGc() {
    return byGc;
  }

  /** How it was over time. */
  public History history() {
    return history;
  }
}

package io.mapscope.report.scan;

import java.util.Optional;

/**
 * What is known of the tables of the JDK's maps: how large they begin, what they hold, and how to
 * construct one that holds so many.
 *
 * <p>Implementation note. The sizes are those of OpenJDK 17 to 25, documented in the classes' own
 * Javadoc (16 slots and three quarters; 11 for Hashtable; 21 entries for IdentityHashMap). Only
 * HashMap makes its first table in the method that also grows it; the others make it in their
 * constructors or elsewhere, so their first traced growth is a doubling already.
 */
public enum JdkTable {
  /** Also below HashSet, LinkedHashMap and LinkedHashSet. */
  HASH_MAP("java.util.HashMap", "java.util.HashMap$Node", 16, 3, 4, true),
  /** Also below its key sets. */
  CONCURRENT_HASH_MAP(
      "java.util.concurrent.ConcurrentHashMap",
      "java.util.concurrent.ConcurrentHashMap$Node",
      16,
      3,
      4,
      false),
  /** Keys are weak. */
  WEAK_HASH_MAP("java.util.WeakHashMap", "java.util.WeakHashMap$Entry", 16, 3, 4, false),
  /** Slots here are pairs of key and value. */
  IDENTITY_HASH_MAP("java.util.IdentityHashMap", "java.lang.Object", 32, 2, 3, false),
  /** Grows to twice and one. */
  HASHTABLE("java.util.Hashtable", "java.util.Hashtable$Entry", 11, 3, 4, false);

  // Beyond 2^30 no table of the JDK grows.
  private static final int MOST_DOUBLINGS = 26;
  private static final int ARRAY_HEADER_BYTES = 16;

  private final String type;
  private final String element;
  private final long firstSlots;
  private final int loadOf;
  private final int loadPer;
  private final boolean firstTableTraced;

  JdkTable(
      String type,
      String element,
      long firstSlots,
      int loadOf,
      int loadPer,
      boolean firstTableTraced) {
    this.type = type;
    this.element = element;
    this.firstSlots = firstSlots;
    this.loadOf = loadOf;
    this.loadPer = loadPer;
    this.firstTableTraced = firstTableTraced;
  }

  static Optional<JdkTable> of(String type) {
    for (JdkTable table : values()) {
      if (table.type.equals(type)) {
        return Optional.of(table);
      }
    }
    return Optional.empty();
  }

  /** Class of what its array is declared to hold. */
  String element() {
    return element;
  }

  /** Whether an array of that class may be a table. */
  static boolean isElement(String type) {
    for (JdkTable table : values()) {
      if (table.element.equals(type)) {
        return true;
      }
    }
    return false;
  }

  boolean firstTableTraced() {
    return firstTableTraced;
  }

  /** Slots after so many traced growths of a map that was made without a capacity, 0 if absurd. */
  long slotsAfter(int growths) {
    int doublings = firstTableTraced ? growths - 1 : growths;
    if (doublings < 0 || doublings > MOST_DOUBLINGS) {
      return 0;
    }
    return this == HASHTABLE
        ? ((firstSlots + 1) << doublings) - 1 // 11, 23, 47
        : firstSlots << doublings;
  }

  /** Slots before the growth to so many. */
  long slotsBefore(long slots) {
    return this == HASHTABLE ? (slots - 1) / 2 : slots / 2;
  }

  /** Entries that fit before the next growth. */
  long entries(long slots) {
    return slots * loadOf / loadPer;
  }

  /** Entries that a growth to so many slots has moved. */
  long moved(long slots) {
    return entries(slots / 2);
  }

  /** Slots of the table whose growth moves so many entries, as this table has them. */
  long slotsForMoved(double moved) {
    double wanted = 2 * moved * loadPer / loadOf;
    long slots = firstSlots;
    while (slots < wanted && slots < 1L << 30) {
      slots = this == HASHTABLE ? 2 * slots + 1 : 2 * slots;
    }
    return slots;
  }

  /** Slots of an array of so many bytes. */
  long slotsOfArray(long bytes, int referenceBytes) {
    long length = (bytes - ARRAY_HEADER_BYTES) / referenceBytes;
    // It grows to odd numbers; the gap that aligns the next object looks like one slot more.
    boolean padded = this == HASHTABLE && length % 2 == 0;
    return padded ? length - 1 : length / references();
  }

  /** References that a slot takes: IdentityHashMap keeps key and value side by side. */
  public int references() {
    return this == IDENTITY_HASH_MAP ? 2 : 1;
  }

  /**
   * The expression that constructs a map which reaches so many slots at once.
   *
   * @param slots of the table
   * @return Java
   */
  public String construction(long slots) {
    return "new " + type.substring(type.lastIndexOf('.') + 1) + "<>(" + argument(slots) + ")";
  }

  /**
   * The argument of the constructor.
   *
   * @param slots of the table
   * @return a capacity or an expected number of entries, as the class has it
   */
  public long argument(long slots) {
    return switch (this) {
      // It adds a third to what it is given, and rounds up to a power of two.
      case CONCURRENT_HASH_MAP -> entries(slots) - 1;
      case IDENTITY_HASH_MAP -> entries(slots);
      default -> slots;
    };
  }
}

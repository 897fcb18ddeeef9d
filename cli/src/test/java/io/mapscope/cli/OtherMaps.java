package io.mapscope.cli;

import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;
import java.util.Map;
import org.agrona.collections.Long2ObjectHashMap;
import org.eclipse.collections.impl.map.mutable.UnifiedMap;

/**
 * A program that fills maps of other libraries, and one of its own, and says so each time; until it
 * is killed.
 */
final class OtherMaps {

  /** A map beside the program that uses it. */
  static final class OwnTable {
    private long[] slots = new long[16];
    private int size;

    void add(long key) {
      if (size == slots.length) {
        enlarge();
      }
      slots[size++] = key;
    }

    private void enlarge() {
      slots = java.util.Arrays.copyOf(slots, 2 * slots.length);
    }
  }

  private static final int ENTRIES = 200_000;

  static volatile Object kept;

  private OtherMaps() {}

  public static void main(String[] args) {
    while (true) {
      fillFastutil(new Long2ObjectOpenHashMap<>());
      fillEclipse(UnifiedMap.newMap());
      fillAgrona(new Long2ObjectHashMap<>());
      fillOwn(new OwnTable());
      System.out.println("filled");
    }
  }

  private static void fillFastutil(Long2ObjectOpenHashMap<String> map) {
    for (long i = 0; i < ENTRIES; i++) {
      map.put(i, "");
    }
    kept = map;
  }

  private static void fillEclipse(Map<Long, String> map) {
    for (long i = 0; i < ENTRIES; i++) {
      map.put(i, "");
    }
    kept = map;
  }

  private static void fillAgrona(Long2ObjectHashMap<String> map) {
    for (long i = 0; i < ENTRIES; i++) {
      map.put(i, "");
    }
    kept = map;
  }

  private static void fillOwn(OwnTable table) {
    for (long i = 0; i < ENTRIES; i++) {
      table.add(i);
    }
    kept = table;
  }
}

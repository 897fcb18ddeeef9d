package io.mapscope.flame.record;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * A program that knows nothing of Mapscope: its maps grow for ever, until its input ends. For each
 * byte of that it says "grown" when they have grown {@value #ROUNDS} times since.
 */
public final class GrowingMaps {

  /** Enough for all kinds of samples: a second on a quiet machine. */
  private static final int ROUNDS = 12;

  private static final int ENTRIES = 60_000;
  private static final int COLLIDING = 128;
  private static final List<String> KEYS = new ArrayList<>();
  private static final List<String> COLLIDING_KEYS = new ArrayList<>();
  private static final Semaphore GROWN = new Semaphore(0);

  static volatile Object kept;

  private GrowingMaps() {}

  public static void main(String[] args) throws Exception {
    for (int i = 0; i < ENTRIES; i++) {
      KEYS.add("key " + i);
    }
    for (int i = 0; i < COLLIDING; i++) {
      // Both halves have the same hash code.
      StringBuilder key = new StringBuilder();
      for (int bit = 1; bit < COLLIDING; bit *= 2) {
        key.append((i & bit) == 0 ? "Aa" : "BB");
      }
      COLLIDING_KEYS.add(key.toString());
    }
    Thread work = new Thread(GrowingMaps::growForEver, "grower");
    work.setDaemon(true);
    work.start();
    System.out.println("ready");
    while (System.in.read() >= 0) { // Ends with the test, also with one that was killed.
      GROWN.drainPermits();
      GROWN.acquire(ROUNDS);
      System.out.println("grown");
    }
  }

  @SuppressWarnings("JdkObsolete") // Old programs have them.
  private static void growForEver() {
    while (true) {
      fillHashMap(new HashMap<>());
      fill(new LinkedHashMap<>());
      fill(new ConcurrentHashMap<>());
      fill(new HashMap<>(), COLLIDING_KEYS);
      fill(new ConcurrentHashMap<>(), COLLIDING_KEYS);
      fill(new IdentityHashMap<>());
      fill(new WeakHashMap<>());
      fill(new Hashtable<>());
      fill(new HashSet<>());
      fill(new ArrayList<>());
      fill(new ArrayDeque<>());
      GROWN.release();
    }
  }

  private static void fillHashMap(Map<String, String> map) {
    fill(map);
  }

  private static void fill(Map<String, String> map) {
    fill(map, KEYS);
  }

  private static void fill(Map<String, String> map, List<String> keys) {
    for (String key : keys) {
      map.put(key, key);
    }
    kept = map;
  }

  private static void fill(Collection<String> collection) {
    for (String key : KEYS) {
      collection.add(key);
    }
    kept = collection;
  }
}

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

/** A program that knows nothing of Mapscope: its maps grow for ever, until its input ends. */
public final class GrowingMaps {

  private static final int ENTRIES = 60_000;
  private static final List<String> KEYS = new ArrayList<>();

  static volatile Object kept;

  private GrowingMaps() {}

  public static void main(String[] args) throws Exception {
    for (int i = 0; i < ENTRIES; i++) {
      KEYS.add("key " + i);
    }
    Thread work = new Thread(GrowingMaps::growForEver, "grower");
    work.setDaemon(true);
    work.start();
    System.out.println("ready");
    while (System.in.read() >= 0) {
      // Ends with the test, also with one that was killed.
    }
  }

  @SuppressWarnings("JdkObsolete") // Old programs have them.
  private static void growForEver() {
    while (true) {
      fillHashMap(new HashMap<>());
      fill(new LinkedHashMap<>());
      fill(new ConcurrentHashMap<>());
      fill(new IdentityHashMap<>());
      fill(new WeakHashMap<>());
      fill(new Hashtable<>());
      fill(new HashSet<>());
      fill(new ArrayList<>());
      fill(new ArrayDeque<>());
    }
  }

  private static void fillHashMap(Map<String, String> map) {
    fill(map);
  }

  private static void fill(Map<String, String> map) {
    for (String key : KEYS) {
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

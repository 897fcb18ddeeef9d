package io.mapscope.examples.deleting;

import io.mapscope.map.InstrumentedMap;
import io.mapscope.map.deletion.DeferredMap;
import io.mapscope.map.deletion.KeySetDeletion;
import io.mapscope.map.guarded.GuardedMaps;
import java.util.ArrayList;
import java.util.List;

/** A tenant leaves: first none of its keys is found any more, then they go. */
public final class TwoPhase {

  private static final int KEYS = 10_000;

  private TwoPhase() {}

  /** A key of a tenant; comparing it fails once, as a purging thread may fail of anything. */
  private record Key(String tenant, int number) {
    private static boolean failing;

    @Override
    public boolean equals(Object other) {
      if (failing && number == KEYS / 2) {
        failing = false;
        throw new IllegalStateException("a crash in the middle of the purge");
      }
      return other instanceof Key that && that.number == number && that.tenant.equals(tenant);
    }

    @Override
    public int hashCode() {
      return 31 * tenant.hashCode() + number;
    }
  }

  /**
   * Runs the example.
   *
   * @param args none
   */
  public static void main(String[] args) throws InterruptedException {
    DeferredMap<Key, String> map =
        new DeferredMap<>(
            GuardedMaps.striped(InstrumentedMap.<Key, Object>builder().name("tenants"), 16), 2);
    List<Key> leaving = new ArrayList<>();
    for (int i = 0; i < KEYS; i++) {
      map.put(new Key("stays", i), "v");
      map.put(new Key("leaves", i), "v");
      leaving.add(new Key("leaves", i));
    }
    KeySetDeletion<Key> deletion = new KeySetDeletion<>(map, leaving);
    deletion.advance(KEYS);
    System.out.println(deletion.progress() + ", " + map.size() + " found");
    Key.failing = true;
    Thread purging =
        new Thread(
            () -> {
              while (deletion.advance(1_000)) {
                Thread.onSpinWait(); // Here a program would wait for an idle moment.
              }
            });
    purging.setUncaughtExceptionHandler((thread, e) -> System.out.println(e.getMessage()));
    purging.start();
    purging.join();
    System.out.println(deletion.progress());
    while (deletion.advance(1_000)) {
      Thread.onSpinWait();
    }
    System.out.println(deletion.progress() + ", " + map.stored() + " entries left");
  }
}

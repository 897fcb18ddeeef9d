package io.mapscope.map.guarded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.mapscope.map.InstrumentedMap;
import java.util.concurrent.ConcurrentMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A writer comes while a lookup is under way: the key's {@code equals} lets it in. */
@Timeout(60)
class ReadWriteMapTest {

  /** Does something when it is compared for the first time. */
  private static final class Key {
    private Runnable whenCompared;

    Key(Runnable whenCompared) {
      this.whenCompared = whenCompared;
    }

    @Override
    public boolean equals(Object other) {
      Runnable once = whenCompared;
      whenCompared = null;
      if (once != null) {
        once.run();
      }
      return other instanceof Key;
    }

    @Override
    public int hashCode() {
      return 7;
    }
  }

  private final ConcurrentMap<Key, String> map = GuardedMaps.readWrite(InstrumentedMap.builder());

  private static void inAnotherThread(Runnable task) {
    Thread thread = new Thread(task);
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The writer would wait for ever if the lookup held a lock, and the value be the old one. */
  @Test
  void lookupHoldsNobodyUpAndIsDoneAgainWhenAWriterWasThere() {
    map.put(new Key(null), "old");
    Key key = new Key(() -> inAnotherThread(() -> map.put(new Key(null), "new")));
    assertThat(map.get(key)).isEqualTo("new");
  }

  @Test
  void errorOfALookupThatAWriterHasDisturbedIsForgotten() {
    map.put(new Key(null), "old");
    Key key =
        new Key(
            () -> {
              inAnotherThread(() -> map.put(new Key(null), "new"));
              throw new IllegalStateException("as if it had read garbage");
            });
    assertThat(map.get(key)).isEqualTo("new");
  }

  @Test
  void errorOfALookupThatNobodyHasDisturbedIsTheKeys() {
    map.put(new Key(null), "old");
    Key key =
        new Key(
            () -> {
              throw new IllegalStateException("own");
            });
    assertThatIllegalStateException().isThrownBy(() -> map.get(key)).withMessage("own");
  }
}

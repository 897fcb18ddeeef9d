package io.mapscope.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** That writes go the quick way again when what kept them from it is over. */
class QuickWayTest {

  private static final int BOUNDARY = 1 << 16;

  @Test
  void insertsOfAPresizedMapAreQuickBeyondTheBoundaryThatIsTold() {
    InstrumentedMap<Integer, Integer> map = new InstrumentedMap<>(8 * BOUNDARY);
    for (int key = 0; key <= BOUNDARY; key++) {
      map.put(key, key);
    }

    assertThat(map.quietLimit).isEqualTo(map.loadLimit()).isGreaterThan(BOUNDARY);
  }

  @Test
  void undeclaredExceptionEndsTheWrite() throws Exception {
    InstrumentedMap<Object, String> map = new InstrumentedMap<>();
    map.put(new Unreadable(), "first");

    assertThatThrownBy(() -> map.put(new Unreadable(), "second")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> map.remove(new Unreadable())).isInstanceOf(IOException.class);

    CompletableFuture.runAsync(() -> map.put("another thread", "may write")).get();
    assertThat(map).hasSize(2);
  }

  /** A key as other languages may have them: throws a checked exception that nobody declared. */
  private static final class Unreadable {
    @Override
    public int hashCode() {
      return 1;
    }

    @Override
    public boolean equals(Object other) {
      throw QuickWayTest.<RuntimeException>undeclared(new IOException("unreadable"));
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Which is the point.
  private static <T extends Throwable> T undeclared(Throwable thrown) throws T {
    throw (T) thrown;
  }
}

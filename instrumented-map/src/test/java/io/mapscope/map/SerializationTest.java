package io.mapscope.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ConcurrentModificationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Maps written to a stream and read again. */
class SerializationTest {

  private static byte[] write(Object map) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(map);
    }
    return bytes.toByteArray();
  }

  @SuppressWarnings("unchecked")
  private static <K, V> InstrumentedMap<K, V> copy(InstrumentedMap<K, V> map) throws Exception {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(write(map)))) {
      return (InstrumentedMap<K, V>) in.readObject();
    }
  }

  @ParameterizedTest
  @EnumSource
  void readingMakesRoomOnceAndKeepsEntries(TableState state) throws Exception {
    InstrumentedMap<Long, Long> map = state.make();
    map.put(null, null);
    InstrumentedMap<Long, Long> read = copy(map);
    assertThat(read).isEqualTo(map);
    assertThat(read.moves).isZero();
    assertThat(read.growth).isNull();
    Invariants.check(read);
  }

  @Test
  void optionsSurviveEveryTrip() throws Exception {
    InstrumentedMap<Long, Long> map =
        InstrumentedMap.<Long, Long>builder()
            .name("kept")
            .expectedEntries(100)
            .maxEntries(1_001)
            .seed(7)
            .samplingInterval(64)
            .pacing(Pacing.STEADY)
            .evacuationBudget(5)
            .iteration(IterationRules.GO)
            .build();
    for (long i = 0; i < 1_001; i++) {
      map.put(i, i);
    }
    InstrumentedMap<Long, Long> read = copy(copy(map));
    assertThat(read.name).isEqualTo("kept");
    assertThat(read.pacing).isEqualTo(Pacing.STEADY);
    assertThat(read.budget).isEqualTo(5);
    assertThat(read.keySet().iterator()).isInstanceOf(GoIterator.class);
    assertThat(read.recorder.sampleMask).isEqualTo(63);
    assertThat(read.log2Buckets).isEqualTo(8);
    read.clear();
    assertThat(copy(read).log2Buckets).as("room for the 100 that were expected").isEqualTo(4);
    assertThatIllegalStateException()
        .isThrownBy(
            () -> {
              for (long i = 0; i < 1_002; i++) {
                read.put(i, i);
              }
            })
        .withMessageContaining("kept");
  }

  /** A value that changes its map while it is written. */
  private static final class Intruder implements Serializable {
    private static final long serialVersionUID = 1;
    private static InstrumentedMap<Long, Object> map;

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.defaultWriteObject();
      map.put(-1L, null);
    }
  }

  @Test
  void changeWhileTheMapIsWrittenIsNoticed() {
    Intruder.map = new InstrumentedMap<>();
    Intruder.map.put(1L, new Intruder());
    assertThatExceptionOfType(ConcurrentModificationException.class)
        .isThrownBy(() -> write(Intruder.map));
  }
}

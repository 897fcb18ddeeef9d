package io.mapscope.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Maps that are made large enough. */
class PresizingTest {

  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("sizes.properties"), text);
  }

  @Test
  void builderMakesRoomForWhatTheFileSays() throws IOException {
    Presizing known = Presizing.load(file("# a recording\nsessions=1000\nuser\\ names : 7\n"));
    assertThat(known.expectedEntries("user names")).hasValue(7);
    assertThat(known.expectedEntries("orders")).isEmpty();
    InstrumentedMap<Integer, Integer> sessions =
        InstrumentedMap.<Integer, Integer>builder().presizing(known).name("sessions").build();
    for (int i = 0; i < 1_000; i++) {
      sessions.put(i, i);
      assertThat(sessions.growth).isNull();
    }
    InstrumentedMap.Builder<Integer, Integer> unknown =
        InstrumentedMap.<Integer, Integer>builder().presizing(known).expectedEntries(100);
    assertThat(unknown.build().mask + 1).isEqualTo(16);
    assertThat(unknown.name("orders").build().mask + 1).isEqualTo(16);
    assertThat(unknown.name("sessions").build().mask + 1).isEqualTo(256);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sessions", "sessions=", "sessions=-1", "sessions=many", "s=9999999999"})
  void lineWithoutANumberIsNamed(String line) throws IOException {
    Path file = file(line);
    assertThatIOException()
        .isThrownBy(() -> Presizing.load(file))
        .withMessageContaining(file.toString())
        .withMessageContaining("of 's")
        .withMessageContaining("--presizing")
        .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1));
  }

  @Test
  void whatIsNoSuchFileIsRefusedInOneLine() throws IOException {
    assertRefused(folder.resolve("nowhere"), "does not exist");
    assertRefused(folder, "cannot be read");
    assertRefused(file("a=\\uXYZ"), "\\u");
    assertRefused(file("a".repeat((1 << 20) + 1)), "larger than 1048576 bytes");
    String names =
        IntStream.range(0, 10_001).mapToObj(i -> i + "=1").collect(Collectors.joining("\n"));
    assertRefused(file(names), "more than 10000 maps");
  }

  private static void assertRefused(Path file, String what) {
    assertThatIOException()
        .isThrownBy(() -> Presizing.load(file))
        .withMessageContaining(file.toString())
        .withMessageContaining(what)
        .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {12, 13, 98_304, 98_305, 150_000})
  void mapsOfTheJdkDoNotGrowWithThatCapacity(int entries) {
    assertThat(grows(new HashMap<>(Presizing.hashMapCapacity(entries)), entries)).isFalse();
    int concurrent = Presizing.concurrentHashMapCapacity(entries);
    assertThat(grows(new ConcurrentHashMap<>(concurrent), entries)).isFalse();
  }

  @Test
  void capacityIsNotTooSmallByOne() {
    assertThat(grows(new HashMap<>(98_304), 98_305)).as("that growth would be seen").isTrue();
    assertThat(Presizing.hashMapCapacity(0)).isZero();
    assertThat(Presizing.hashMapCapacity(Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
    assertThatIllegalArgumentException().isThrownBy(() -> Presizing.hashMapCapacity(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> Presizing.concurrentHashMapCapacity(-1));
  }

  /** Whether a put after the first, which makes the table, allocates a larger one. */
  private static boolean grows(Map<Integer, Integer> map, int entries) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    map.put(0, 0);
    threads.getThreadAllocatedBytes(thread);
    long most = 0;
    for (int i = 1; i < entries; i++) {
      Integer key = i;
      long before = threads.getThreadAllocatedBytes(thread);
      map.put(key, key);
      most = Math.max(most, threads.getThreadAllocatedBytes(thread) - before);
    }
    return most >= 4L * entries;
  }
}

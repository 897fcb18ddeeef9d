package io.mapscope.benchmarks.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A map that answers wrongly is fast for the wrong reason. */
class PeerTest {

  private static final int KEYS = 300;
  private static final int OPERATIONS = 5_000;

  static Stream<Arguments> peers() {
    return Stream.of(Peer.values())
        .flatMap(
            peer ->
                Stream.of(KeyKind.values())
                    .flatMap(
                        keys ->
                            Stream.of(
                                Arguments.of(peer, keys, peer.maker().empty()),
                                Arguments.of(peer, keys, peer.makerApart().presized(KEYS)))));
  }

  @ParameterizedTest
  @MethodSource("peers")
  void agreesWithHashMap(Peer peer, KeyKind kind, Map<Object, Object> map) {
    long seed = System.nanoTime();
    System.out.println(peer + " with " + kind + ": seed " + seed);
    Random random = new Random(seed);
    Keys keys = Keys.of(kind, KEYS, KEYS);
    MapLoops loops = MapLoops.compiledApart();
    Map<Object, Object> expected = new HashMap<>();
    for (int i = 0; i < OPERATIONS; i++) {
      int k = random.nextInt(KEYS);
      switch (random.nextInt(3)) {
        case 0 -> assertThat(map.put(keys.same[k], i)).isEqualTo(expected.put(keys.same[k], i));
        case 1 -> assertThat(map.remove(keys.equal[k])).isEqualTo(expected.remove(keys.equal[k]));
        default -> assertThat(map.get(keys.equal[k])).isEqualTo(expected.get(keys.equal[k]));
      }
      assertThat(map.get(keys.absent[k])).isNull();
    }
    Map<Object, Object> seen = new HashMap<>();
    map.forEach(seen::put);
    assertThat(seen).isEqualTo(expected);
    seen.clear();
    map.entrySet().forEach(entry -> seen.put(entry.getKey(), entry.getValue()));
    assertThat(seen).isEqualTo(expected);
    assertThat(map).hasSize(expected.size());
    assertThat(loops.iterate(map)).isEqualTo(expected.size());
    assertThat(loops.forEach(map)).isEqualTo(expected.size());
  }
}

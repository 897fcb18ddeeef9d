package io.mapscope.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.helpers.NOPLogger;

/** Random calls on a map with all policies and on a plain one: same results, same contents. */
class GeneratedCallsTest {

  private static final int CALLS = 20_000;
  private static final int KEYS = 50;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void mapWithPoliciesDoesWhatThePlainOneDoes(boolean concurrent) {
    long seed = Long.getLong("mapscope.seed", new Random().nextLong());
    Map<Integer, Integer> plain = concurrent ? new ConcurrentHashMap<>() : new HashMap<>();
    Map<Integer, Integer> behind = concurrent ? new ConcurrentHashMap<>() : new HashMap<>();
    Map<Integer, Integer> map =
        AuditLog.of(NOPLogger.NOP_LOGGER, () -> "", new byte[16])
            .around(
                "generated",
                Breaker.of(new ServiceLevel(0.999, Duration.ofHours(1)))
                    .around(
                        "generated",
                        Deadline.observed(Duration.ofHours(1)).around("generated", behind)));
    Random random = new Random(seed);
    for (int i = 0; i < CALLS; i++) {
      int call = random.nextInt(18);
      int key = random.nextInt(KEYS);
      int value = random.nextInt(5);
      assertThat(answer(map, call, key, value))
          .as("call %d, -Dmapscope.seed=%d", i, seed)
          .isEqualTo(answer(plain, call, key, value));
    }
    assertThat(map).isEqualTo(plain);
    assertThat(behind).isEqualTo(plain);
  }

  private static Object answer(Map<Integer, Integer> map, int call, int key, int value) {
    return switch (call) {
      case 0 -> map.get(key);
      case 1 -> map.put(key, value);
      case 2 -> map.putIfAbsent(key, value);
      case 3 -> map.remove(key);
      case 4 -> map.remove(key, value);
      case 5 -> map.replace(key, value);
      case 6 -> map.replace(key, value, value + 1);
      case 7 -> map.compute(key, (k, v) -> v == null ? value : null);
      case 8 -> map.computeIfAbsent(key, k -> value);
      case 9 -> map.computeIfPresent(key, (k, v) -> v + value);
      case 10 -> map.merge(key, value, Integer::sum);
      case 11 -> map.containsKey(key);
      case 12 -> map.getOrDefault(key, value);
      case 13 -> map.keySet().remove(key);
      case 14 -> map.values().removeIf(v -> v == value);
      case 15 -> map.entrySet().removeIf(e -> e.getKey() == key);
      case 16 -> map.size() + map.toString() + map.hashCode() + map.isEmpty();
      default -> map.entrySet().contains(Map.entry(key, value)) ? map.values().remove(value) : null;
    };
  }
}

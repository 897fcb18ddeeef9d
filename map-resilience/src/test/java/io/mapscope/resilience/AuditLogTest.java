package io.mapscope.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mapscope.events.ActiveTrace;
import io.mapscope.events.ObservedMaps;
import io.mapscope.map.InstrumentedMap;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class AuditLogTest {

  private static final byte[] SECRET = "sixteen bytes or more".getBytes(StandardCharsets.UTF_8);

  private final CapturingLogger logger = new CapturingLogger();
  private final AuditLog log = AuditLog.of(logger, () -> "ann", SECRET);

  @Test
  void recordTellsWhoDidWhatToWhichKeyAndNeverTheValue() {
    Map<String, String> map = log.traceIds(() -> "t1").around("orders", new HashMap<>());
    map.put("key-4711", "value-0815");
    Map<String, String> record = logger.records.get(0);
    assertThat(record)
        .containsEntry("hashmap.name", "orders")
        .containsEntry("hashmap.operation", "put")
        .containsEntry("audit.principal", "ann")
        .containsEntry("trace_id", "t1")
        .containsEntry("audit.outcome", "done")
        .containsKey("audit.duration_nanos")
        .doesNotContainKey("audit.error");
    assertThat(record.get("audit.key_digest")).matches("[0-9a-f]{32}");
    assertThat(record.get("(all)")).doesNotContain("4711", "0815");
  }

  @Test
  void digestsAreThoseOfHmacAndDifferBySecretAndClass() {
    AuditLog other =
        AuditLog.of(logger, () -> "ann", "another secret of 16".getBytes(StandardCharsets.UTF_8));
    Map<Object, Integer> map = log.around("a", new HashMap<>());
    map.get("1");
    map.get(1);
    map.get("1");
    other.around("a", new HashMap<>()).get("1");
    List<String> digests = logger.all("audit.key_digest");
    assertThat(digests.get(0)).isEqualTo(digests.get(2));
    assertThat(new HashSet<>(digests)).hasSize(3);
    // printf 'java.lang.String\0%s' 1 | openssl dgst -sha256 -hmac 'sixteen bytes or more' | cut
    // -c-32
    assertThat(digests.get(0)).isEqualTo("e3bb900aa17991dc1fab96f7b025e77f");
  }

  @Test
  void failureIsToldByItsClassAndNotByItsMessage() {
    Map<String, Integer> map = log.around("orders", new HashMap<>());
    IllegalStateException own = new IllegalStateException("value-0815");
    assertThatThrownBy(
            () ->
                map.compute(
                    "a",
                    (k, v) -> {
                      throw own;
                    }))
        .isSameAs(own);
    assertThat(logger.records.get(0))
        .containsEntry("audit.outcome", "failed")
        .containsEntry("audit.error", "java.lang.IllegalStateException");
    assertThat(logger.records.get(0).get("(all)")).doesNotContain("0815");
  }

  @Test
  void everyWriteOfABulkOperationHasItsRecord() {
    Map<String, Integer> map = log.onlyWrites().around("orders", new HashMap<>());
    map.putAll(Map.of("a", 1, "b", 2));
    map.get("a");
    map.replaceAll((k, v) -> v + 1);
    map.values().removeIf(value -> value == 2);
    map.entrySet().iterator().next().setValue(7);
    map.keySet().remove("b");
    map.clear();
    assertThat(logger.all("hashmap.operation"))
        .containsExactly("put", "put", "put", "put", "remove", "put", "remove", "clear");
    assertThat(logger.all("audit.key_digest").subList(0, 7))
        .allMatch(digest -> digest.matches("[0-9a-f]{32}"));
    assertThat(logger.all("audit.key_digest").get(7)).isEmpty();
  }

  @Test
  void loggerThatThrowsHarmsNobody() {
    Logger broken =
        (Logger)
            Proxy.newProxyInstance(
                Logger.class.getClassLoader(),
                new Class<?>[] {Logger.class},
                (proxy, method, arguments) -> {
                  throw new StackOverflowError("the logger's own");
                });
    AuditLog throwing = AuditLog.of(broken, () -> "ann", SECRET);
    Map<String, Integer> map = throwing.around("orders", new HashMap<>());
    map.put("a", 1);
    assertThat(map).containsEntry("a", 1);
    assertThat(throwing.failures()).isPositive();
  }

  @Test
  void hostileKeysAndSuppliersCostOnlyTheirPair() {
    AuditLog hostile =
        AuditLog.of(
            logger,
            () -> {
              throw new IllegalStateException("nobody");
            },
            SECRET);
    Map<Object, Integer> map = hostile.around("orders", new HashMap<>());
    Object key = new Hostile();
    map.put(key, 1);
    assertThat(map.get(key)).isEqualTo(1);
    assertThat(logger.all("audit.key_digest")).containsOnly("unavailable");
    assertThat(logger.all("audit.principal")).containsOnly("unavailable");
    assertThat(hostile.failures()).isEqualTo(4);
    map.put(null, 2);
    assertThat(logger.all("audit.key_digest")).endsWith("");
  }

  @Test
  void keyWhoseHashThrowsThrowsToItsCallerAndIsLogged() {
    Map<Object, Integer> map = log.around("orders", new HashMap<>());
    assertThatThrownBy(() -> map.put(new Unhashable(), 1))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(logger.all("audit.outcome")).containsExactly("failed");
  }

  @Test
  void traceIsThatOfMapscopesHook() {
    Map<String, Integer> map = log.around("orders", new InstrumentedMap<>());
    await().until(ObservedMaps::ready);
    try (ActiveTrace.Registration hook =
        ActiveTrace.install(event -> event.setTrace(0x1234, 0xabcd, 1, true))) {
      assertThat(hook).isNotNull();
      map.put("a", 1);
    }
    map.put("b", 2);
    assertThat(logger.all("trace_id")).containsExactly("0000000000001234000000000000abcd", "");
  }

  @Test
  void shortSecretIsRefused() {
    assertThatThrownBy(() -> AuditLog.of(logger, () -> "ann", new byte[15]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("16 bytes or more");
  }

  private static final class Hostile {
    @Override
    public String toString() {
      throw new IllegalStateException("no text");
    }
  }

  private static final class Unhashable {
    @Override
    public int hashCode() {
      throw new UnsupportedOperationException("no hash");
    }
  }
}

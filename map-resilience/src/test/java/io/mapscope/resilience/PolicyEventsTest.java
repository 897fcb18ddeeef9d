package io.mapscope.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.mapscope.events.MapscopeEvents;
import io.mapscope.events.ObservedMaps;
import io.mapscope.events.RecordingSettings;
import io.mapscope.map.InstrumentedMap;
import io.mapscope.map.deletion.NotifyingMap;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What policies tell, of maps of ours and of others; and the order in which they are passed. */
class PolicyEventsTest {

  private static final ServiceLevel TARGET = new ServiceLevel(0.999, Duration.ofHours(1));

  @TempDir Path folder;

  @BeforeEach
  void eventsAreReady() {
    assertThat(new InstrumentedMap<>()).isEmpty();
    await().until(ObservedMaps::ready);
  }

  @Test
  void changesOfTheBreakerAreToldAsThoseOfTheMapAndRejectionsWithThem() throws Exception {
    CircuitBreaker breaker = CircuitBreaker.of("orders", TARGET.breakerConfig().build());
    Map<String, Integer> own = InstrumentedMap.<String, Integer>builder().name("own").build();
    Map<String, Integer> map = Breaker.of(breaker).around("orders", own);
    List<RecordedEvent> events =
        recorded(
            MapscopeEvents.BREAKER_STATE,
            () -> {
              breaker.transitionToOpenState();
              assertThatThrownBy(() -> map.put("a", 1)).isInstanceOf(BreakerOpenException.class);
              assertThatThrownBy(map::size).isInstanceOf(BreakerOpenException.class);
              breaker.transitionToHalfOpenState();
              breaker.reset();
            });
    assertThat(events.get(0).getBoolean("repeated")).isTrue();
    assertThat(events.get(0).getString("to")).isEqualTo("closed");
    List<RecordedEvent> changes = events.stream().filter(e -> !e.getBoolean("repeated")).toList();
    assertThat(changes)
        .extracting(e -> e.getString("from") + "-" + e.getString("to"), e -> e.getLong("rejected"))
        .containsExactly(
            tuple("closed-open", 0L), tuple("open-half-open", 2L), tuple("half-open-closed", 2L));
  }

  @Test
  void breakersAroundOneMapHaveNumbersOfTheirOwn() throws Exception {
    Map<String, Integer> own = InstrumentedMap.<String, Integer>builder().name("own").build();
    CircuitBreaker inner = CircuitBreaker.of("inner", TARGET.breakerConfig().build());
    CircuitBreaker outer = CircuitBreaker.of("outer", TARGET.breakerConfig().build());
    Map<String, Integer> map =
        Breaker.of(outer).around("orders", Breaker.of(inner).around("orders", own));
    List<RecordedEvent> events =
        recorded(
            MapscopeEvents.BREAKER_STATE,
            () -> {
              inner.transitionToOpenState();
              assertThatThrownBy(map::size).isInstanceOf(BreakerOpenException.class);
              outer.transitionToOpenState();
              assertThatThrownBy(map::size).isInstanceOf(BreakerOpenException.class);
              inner.reset();
              outer.reset();
            });
    List<RecordedEvent> closed =
        events.stream()
            .filter(e -> !e.getBoolean("repeated") && e.getString("to").equals("closed"))
            .toList();
    assertThat(closed).extracting(e -> e.getLong("rejected")).containsExactly(1L, 1L);
    assertThat(closed).extracting(e -> e.getLong("breaker")).doesNotHaveDuplicates();
  }

  /** A layer takes events, but has nobody to tell them to if the map behind has none. */
  @Test
  void changesAroundALayerAroundAJdkMapAreToldUnderTheNameGiven() throws Exception {
    CircuitBreaker breaker = CircuitBreaker.of("orders", TARGET.breakerConfig().build());
    NotifyingMap<String, Integer> layer = new NotifyingMap<>(new ConcurrentHashMap<>(), List.of());
    List<RecordedEvent> events =
        recorded(
            MapscopeEvents.BREAKER_STATE,
            () -> {
              assertThat(Breaker.of(breaker).around("layered", layer)).isEmpty();
              breaker.transitionToOpenState();
            });
    assertThat(events).extracting(e -> e.getString("to")).endsWith("open");
    assertThat(layer).isEmpty(); // Is there until now.
  }

  @Test
  void missesOfAJdkMapAreToldUnderTheNameGiven() throws Exception {
    AtomicLong now = new AtomicLong();
    HashMap<String, Integer> behind = new HashMap<>();
    Path file = folder.resolve("named.jfr");
    try (Recording recording = new Recording(RecordingSettings.PRODUCTION.configuration())) {
      recording.start();
      Map<String, Integer> map =
          Deadline.observed(Duration.ofMillis(1), now::get).around("jdk-orders", behind);
      map.compute("a", (k, v) -> (int) now.addAndGet(5_000_000));
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> events = RecordingFile.readAllEvents(file);
    RecordedEvent created =
        events.stream()
            .filter(e -> e.getEventType().getName().equals(MapscopeEvents.MAP_CREATED))
            .filter(e -> "jdk-orders".equals(e.getString("name")))
            .findFirst()
            .orElseThrow();
    RecordedEvent miss =
        events.stream()
            .filter(e -> e.getEventType().getName().equals(MapscopeEvents.DEADLINE_MISS))
            .findFirst()
            .orElseThrow();
    assertThat(created.getString("implementation")).isEqualTo("java.util.HashMap");
    assertThat(miss.getLong("mapNumber")).isEqualTo(created.getLong("mapNumber"));
    assertThat(miss.getString("operation")).isEqualTo("compute");
    assertThat(miss.getString("outcome")).isEqualTo("late");
    assertThat(miss.getDuration("deadlineTime")).isEqualTo(Duration.ofMillis(1));
    assertThat(miss.getDuration("elapsedTime")).isEqualTo(Duration.ofMillis(5));
    assertThat(events)
        .noneMatch(
            e ->
                e.getEventType().getName().equals(MapscopeEvents.MAP_STATISTICS)
                    && e.getLong("mapNumber") == created.getLong("mapNumber"));
  }

  @Test
  void logOutsideHasWhatTheBreakerRejectsAndTheBreakerWhatTheDeadlineGivesUp() {
    CapturingLogger logger = new CapturingLogger();
    AuditLog log = AuditLog.of(logger, () -> "ann", new byte[16]);
    CircuitBreaker breaker =
        CircuitBreaker.of(
            "orders", TARGET.breakerConfig().slidingWindowSize(2).minimumNumberOfCalls(2).build());
    Deadline deadline = Deadline.onExecutor(Duration.ofMillis(1), task -> {});
    Map<String, Integer> map =
        log.around(
            "orders",
            Breaker.of(breaker).around("orders", deadline.around("orders", new HashMap<>())));
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> map.put("a", 1)).isInstanceOf(OperationAbandonedException.class);
    }
    assertThatThrownBy(() -> map.put("a", 1)).isInstanceOf(BreakerOpenException.class);
    assertThat(logger.all("audit.outcome")).containsExactly("abandoned", "abandoned", "rejected");
    assertThat(deadline.misses()).isEqualTo(2);
  }

  private List<RecordedEvent> recorded(String name, Runnable action) throws Exception {
    Path file = folder.resolve("events.jfr");
    try (Recording recording = new Recording(RecordingSettings.PRODUCTION.configuration())) {
      recording.start();
      action.run();
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> own =
        RecordingFile.readAllEvents(file).stream()
            .filter(event -> event.getEventType().getName().equals(name))
            .toList();
    long latest = own.stream().mapToLong(e -> e.getLong("mapNumber")).max().orElseThrow();
    // They lie in the file by thread.
    return own.stream()
        .filter(event -> event.getLong("mapNumber") == latest)
        .sorted(Comparator.comparing(RecordedEvent::getStartTime))
        .toList();
  }
}

package io.mapscope.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.Reference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.Test;

class ObservedMapsTest {

  @Test
  void creationIsRepeatedAtTheStartOfAChunk() throws Exception {
    Object map = new Object();
    FixedObservation observation = new FixedObservation();
    ObservedMaps.register(map, observation);
    List<RecordedEvent> seen = new CopyOnWriteArrayList<>();
    try (RecordingStream stream =
        new RecordingStream(RecordingSettings.PRODUCTION.configuration())) {
      stream.onEvent(MapscopeEvents.MAP_CREATED, event -> add(seen, event, observation));
      stream.setReuse(false);
      stream.startAsync();
      await().until(() -> !seen.isEmpty());
    }
    RecordedEvent event = seen.get(0);
    assertThat(event.getBoolean("repeated")).isTrue();
    assertThat(event.getString("name")).isEqualTo("fixed");
    assertThat(event.getLong("sequence")).isEqualTo(7);
    assertThat(event.getLong("pid")).isEqualTo(ProcessHandle.current().pid());
    assertThat(event.getLong("jvmIdentity")).isNotZero();
    assertThat(map).isNotNull();
  }

  @Test
  void collectedMapTellsItsTotalsOnceMoreAndIsForgotten() throws Exception {
    FixedObservation observation = new FixedObservation();
    ObservedMaps.register(new Object(), observation);
    List<RecordedEvent> seen = new CopyOnWriteArrayList<>();
    try (RecordingStream stream =
        new RecordingStream(RecordingSettings.PRODUCTION.configuration())) {
      stream.onEvent(MapscopeEvents.MAP_STATISTICS, event -> add(seen, event, observation));
      stream.setReuse(false);
      stream.startAsync();
      await()
          .until(
              () -> {
                System.gc();
                return seen.stream().anyMatch(event -> event.getBoolean("last"));
              });
    }
    RecordedEvent last = seen.get(seen.size() - 1);
    assertThat(last.getBoolean("last")).isTrue();
    assertThat(last.getLong("puts")).isEqualTo(42);
    assertThat(last.getLong("eventsEmitted")).isEqualTo(7);
    assertThat(last.getLong("entryCount")).isZero();
    assertThat(seen.stream().filter(event -> event.getBoolean("last"))).hasSize(1);
  }

  @Test
  void collectedMapsAreForgottenWhenNobodyRecords() {
    for (int i = 0; i < 1_000; i++) {
      ObservedMaps.register(new Object(), new FixedObservation());
    }
    await()
        .until(
            () -> {
              System.gc();
              ObservedMaps.register(new Object(), new FixedObservation());
              return ObservedMaps.size() < 100;
            });
  }

  @Test
  void mapsAreToldWhetherSamplesAreRecorded() {
    Object map = new Object();
    FixedObservation early = new FixedObservation();
    ObservedMaps.register(map, early);
    await().until(ObservedMaps::ready);
    assertThat(early.sampled).isFalse();
    try (Recording recording = new Recording(RecordingSettings.PRODUCTION.configuration())) {
      recording.start();
      assertThat(early.sampled).isTrue();
      FixedObservation late = new FixedObservation();
      ObservedMaps.register(map, late);
      assertThat(late.sampled).isTrue();

      recording.enable(MapscopeEvents.MAP_STATISTICS).withPeriod(Duration.ofMillis(100));
      recording.disable(MapscopeEvents.OPERATION_SAMPLE);
      await().until(() -> !early.sampled && !late.sampled);
      recording.enable(MapscopeEvents.OPERATION_SAMPLE);
      await().until(() -> early.sampled && late.sampled);
      recording.stop();
      assertThat(early.sampled || late.sampled).isFalse();
    } finally {
      Reference.reachabilityFence(map);
    }
  }

  @Test
  void eventsAreReadySoonAfterTheFirstMap() {
    ObservedMaps.register(new Object(), new FixedObservation());
    await().until(ObservedMaps::ready);
  }

  @Test
  void mapsAreNumberedOnceEach() {
    assertThat(ObservedMaps.nextMapNumber()).isLessThan(ObservedMaps.nextMapNumber());
  }

  @Test
  void hooksKeepNoRecordingAlive() {
    ObservedMaps.register(new Object(), new FixedObservation());
    try (Recording recording = new Recording(RecordingSettings.PRODUCTION.configuration())) {
      recording.start();
    }
    assertThat(jdk.jfr.FlightRecorder.getFlightRecorder().getRecordings()).isEmpty();
  }

  @Test
  void stateIsToldAgainAtTheStartOfAChunkAndByThoseWhoLive() throws Exception {
    ObservedMaps.register(new Object(), new FixedObservation());
    await().until(ObservedMaps::ready);
    AtomicLong own = new AtomicLong();
    AtomicLong collected = new AtomicLong();
    ObservedMaps.tellAtChunkStart(own, AtomicLong::incrementAndGet);
    ObservedMaps.tellAtChunkStart(new Object(), owner -> collected.incrementAndGet());
    await()
        .until(
            () -> {
              System.gc();
              long before = collected.get();
              try (Recording recording =
                  new Recording(RecordingSettings.PRODUCTION.configuration())) {
                recording.start();
              }
              return collected.get() == before;
            });
    long before = own.get();
    try (Recording recording = new Recording(RecordingSettings.PRODUCTION.configuration())) {
      recording.start();
      assertThat(own.get()).isGreaterThan(before);
    }
  }

  @Test
  void mapWithoutStatisticsTellsOnlyThatItIsCollected() throws Exception {
    FixedObservation observation = new FixedObservation(false);
    Object map = new Object();
    ObservedMaps.register(map, observation);
    await().until(ObservedMaps::ready);
    List<RecordedEvent> seen = new CopyOnWriteArrayList<>();
    try (RecordingStream stream =
        new RecordingStream(RecordingSettings.PRODUCTION.configuration())) {
      stream.onEvent(MapscopeEvents.MAP_STATISTICS, event -> add(seen, event, observation));
      stream.setReuse(false);
      stream.startAsync();
      ObservedMaps.tellStatistics();
      assertThat(map).isNotNull();
      map = null;
      await()
          .until(
              () -> {
                System.gc();
                return !seen.isEmpty();
              });
    }
    assertThat(seen).hasSize(1);
    assertThat(seen.get(0).getBoolean("last")).isTrue();
  }

  private static void add(List<RecordedEvent> seen, RecordedEvent event, FixedObservation of) {
    if (event.getLong("mapNumber") == of.mapNumber()) {
      seen.add(event);
    }
  }

  private static final class FixedObservation implements ObservedMaps.Observation<Object> {
    private final long number = ObservedMaps.nextMapNumber();
    volatile boolean sampled;

    @Override
    public void sampleLookups(Object map, boolean now) {
      sampled = now;
    }

    private final boolean measured;

    FixedObservation() {
      this(true);
    }

    FixedObservation(boolean measured) {
      this.measured = measured;
    }

    @Override
    public boolean isMeasured() {
      return measured;
    }

    @Override
    public long mapNumber() {
      return number;
    }

    @Override
    public long lastSequence() {
      return 7;
    }

    @Override
    public void describe(MapCreatedEvent event) {
      event.name = "fixed";
    }

    @Override
    public void measure(Object map, MapStatisticsEvent event) {
      event.entryCount = map == null ? 0 : 5;
      event.puts = 42;
    }
  }
}

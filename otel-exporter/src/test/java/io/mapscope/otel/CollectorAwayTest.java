package io.mapscope.otel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mapscope.events.RecordingSettings;
import io.mapscope.map.FakeMap;
import io.mapscope.otel.OtlpReceiver.Behaviour;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A collector that is away, in any way, costs the program nothing, and no span that has room. */
@Timeout(120)
// Closes early, to see what closing leaves.
@SuppressWarnings("try")
class CollectorAwayTest {

  private static final int QUEUE = 1000;
  private static final String PUT = "mapscope.Put";

  @ParameterizedTest
  @EnumSource(
      value = Behaviour.class,
      names = {"REFUSE", "HANG"})
  void spansWaitInTheQueueAndArriveWhenTheCollectorIsBack(Behaviour away) throws Exception {
    try (OtlpReceiver receiver = new OtlpReceiver();
        MapTelemetry telemetry = start(receiver)) {
      receiver.behaviour = away;
      FakeMap map = new FakeMap("orders").created();
      puts(map, QUEUE / 2);
      awaitMapped(telemetry, QUEUE / 2);
      await().until(() -> receiver.requests.get() > 0);
      assertThat(receiver.spans).isEmpty();
      receiver.behaviour = Behaviour.ANSWER;
      await().atMost(Duration.ofSeconds(60)).until(() -> receiver.spans.size() >= QUEUE / 2);
      telemetry.close();
      ExportSummary.Destination spans = telemetry.summary().spans().get(0);
      assertThat(spans.exported()).isEqualTo(QUEUE / 2);
      assertThat(spans.failed() + spans.dropped()).isZero();
      assertThat(receiver.repeated()).as("a hanging request may be sent again").isLessThan(QUEUE);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Behaviour.class,
      names = {"REFUSE", "HANG"})
  void whatDoesNotFitIsCountedAndTheProgramIsNeverStopped(Behaviour away) throws Exception {
    try (OtlpReceiver receiver = new OtlpReceiver();
        MapTelemetry telemetry = start(receiver)) {
      receiver.behaviour = away;
      FakeMap map = new FakeMap("orders").created();
      ThreadInfo before = thisThread();
      puts(map, 3 * QUEUE);
      ThreadInfo after = thisThread();
      assertThat(after.getWaitedCount()).isEqualTo(before.getWaitedCount());
      assertThat(after.getBlockedCount()).isEqualTo(before.getBlockedCount());
      awaitMapped(telemetry, 3 * QUEUE);
      ExportSummary.Destination spans = telemetry.summary().spans().get(0);
      assertThat(spans.dropped()).as("the queue holds no more than it may").isEqualTo(2 * QUEUE);
      assertThat(spans.exported() + spans.failed()).isZero();
      receiver.behaviour = Behaviour.ANSWER;
      await().atMost(Duration.ofSeconds(60)).until(() -> receiver.spans.size() >= QUEUE);
      telemetry.close();
      assertThat(telemetry.summary().spans().get(0).exported()).isEqualTo(QUEUE);
      assertThat(receiver.spans).hasSize(QUEUE);
    }
  }

  @Test
  void closesWithoutWaitingForACollectorThatStaysAway() throws Exception {
    try (OtlpReceiver receiver = new OtlpReceiver();
        MapTelemetry telemetry = start(receiver)) {
      receiver.behaviour = Behaviour.REFUSE;
      puts(new FakeMap("orders").created(), 10);
      awaitMapped(telemetry, 10);
      await().until(() -> telemetry.summary().spans().get(0).lastError() != null);
      telemetry.close();
      ExportSummary.Destination spans = telemetry.summary().spans().get(0);
      assertThat(spans.failed()).isEqualTo(10);
      assertThat(receiver.spans).isEmpty();
    }
  }

  @Test
  void aBatchThatIsRefusedForWhatItIsDoesNotBlockTheOthers() throws Exception {
    try (OtlpReceiver receiver = new OtlpReceiver();
        MapTelemetry telemetry = start(receiver)) {
      receiver.refusal = 400;
      receiver.behaviour = Behaviour.REFUSE;
      FakeMap map = new FakeMap("orders").created();
      puts(map, 10);
      await().until(() -> telemetry.summary().spans().get(0).failed() == 10);
      receiver.behaviour = Behaviour.ANSWER;
      puts(map, 5);
      await().until(() -> receiver.spans.size() == 5);
    }
  }

  private static MapTelemetry start(OtlpReceiver receiver) throws ExportException {
    return MapTelemetry.builder()
        .settings(RecordingSettings.PROFILE)
        .property("otel.traces.exporter", "otlp")
        .property("otel.exporter.otlp.protocol", "http/protobuf")
        .property("otel.exporter.otlp.traces.endpoint", receiver.endpoint() + "/v1/traces")
        // The SDK's own retry would take seconds before ours begins.
        .property("otel.java.exporter.otlp.retry.disabled", "true")
        .property("otel.exporter.otlp.timeout", "1000")
        .property("otel.bsp.schedule.delay", "50")
        .property("otel.bsp.max.queue.size", Integer.toString(QUEUE))
        .start();
  }

  private static void puts(FakeMap map, int count) {
    for (int i = 0; i < count; i++) {
      map.put();
    }
  }

  private static void awaitMapped(MapTelemetry telemetry, long puts) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> telemetry.summary().eventsReceived().get(PUT) == puts);
  }

  private static ThreadInfo thisThread() {
    return ManagementFactory.getThreadMXBean().getThreadInfo(Thread.currentThread().getId());
  }
}

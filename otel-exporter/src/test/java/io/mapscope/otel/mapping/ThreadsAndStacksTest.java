package io.mapscope.otel.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.events.RecordingSettings;
import io.mapscope.map.FakeMap;
import io.mapscope.otel.catalog.SpanCatalog;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Who did it, when the thread is virtual or gone, and where, when the stack was cut. */
class ThreadsAndStacksTest {

  private static final AttributeKey<Long> THREAD_ID = AttributeKey.longKey("thread.id");
  private static final AttributeKey<String> THREAD_NAME = AttributeKey.stringKey("thread.name");
  private static final AttributeKey<String> FUNCTION = AttributeKey.stringKey("code.function.name");

  /** More than the 64 frames that Flight Recorder keeps by default. */
  private static final int DEEP = 100;

  private final FakeMap map = new FakeMap("orders");

  @Test
  void aThreadThatHasEndedKeepsItsName() {
    SpanData span = putOn(() -> new Thread(map::put, "gone"));
    assertThat(span.getAttributes().get(THREAD_NAME)).isEqualTo("gone");
    assertThat(span.getAttributes().get(THREAD_ID)).isPositive();
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void aVirtualThreadIsToldByItsNumberAndNameIfItHasOne() {
    SpanData unnamed = putOn(() -> virtual(null));
    assertThat(unnamed.getAttributes().get(THREAD_ID)).isPositive();
    assertThat(unnamed.getAttributes().get(THREAD_NAME)).isNull();
    SpanData named = putOn(() -> virtual("request-7"));
    assertThat(named.getAttributes().get(THREAD_NAME)).isEqualTo("request-7");
    assertThat(named.getAttributes().get(FUNCTION)).contains("ThreadsAndStacksTest");
  }

  @Test
  void aStackThatIsCutAboveTheProgramNamesNoLine() {
    SpanData span = putOn(() -> new Thread(() -> map.deep(DEEP, map::put)));
    assertThat(span.getAttributes().get(FUNCTION)).isNull();
    assertThat(span.getAttributes().get(THREAD_ID)).isPositive();
  }

  @Test
  void aStackThatIsCutBelowTheProgramNamesItsLine() {
    SpanData span = putOn(() -> new Thread(() -> deep(DEEP)));
    assertThat(span.getAttributes().get(FUNCTION)).endsWith("ThreadsAndStacksTest.deep");
  }

  private void deep(int levels) {
    if (levels == 0) {
      map.put();
    } else {
      deep(levels - 1);
    }
  }

  private SpanData putOn(java.util.function.Supplier<Thread> threads) {
    return Mapped.recording(
            RecordingSettings.PRODUCTION,
            () -> {
              map.created();
              Thread thread = threads.get();
              thread.start();
              join(thread);
            })
        .span(SpanCatalog.PUT);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** By reflection, as the tests are compiled for Java 17. */
  private Thread virtual(String name) {
    Runnable put = this::callPut;
    try {
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      Class<?> type = Class.forName("java.lang.Thread$Builder");
      if (name != null) {
        builder = type.getMethod("name", String.class).invoke(builder, name);
      }
      return (Thread) type.getMethod("unstarted", Runnable.class).invoke(builder, put);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private void callPut() {
    map.put();
  }
}

package io.mapscope.otel.source;

import io.mapscope.events.MapscopeEvents;
import io.mapscope.events.ObservedJvm;
import io.mapscope.events.recording.CheckedRecording;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.resources.Resource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import jdk.jfr.consumer.EventStream;
import jdk.jfr.consumer.RecordedEvent;

/**
 * The observed JVM as a resource: the same one whether it is observed live or from a file.
 *
 * <p>Implementation note. The SDK wants its resource before the first span, and only the first
 * event that introduces a map names the JVM. So a stream of its own looks for it. In a file it ends
 * in the first chunk, as every chunk names its maps; in a running JVM it waits until there is a
 * map. The stream that is mapped begins at the same moment as this one, so nothing is missed.
 */
final class JvmResource {

  private static final AttributeKey<String> INSTANCE =
      AttributeKey.stringKey("service.instance.id");
  private static final AttributeKey<Long> PID = AttributeKey.longKey("process.pid");
  private static final long POLL_MILLIS = 50;

  private JvmResource() {}

  static Resource ofThisJvm() {
    ObservedJvm jvm = ObservedJvm.current();
    return of(jvm.identity(), jvm.pid());
  }

  /** What tells the JVM of a resource from others, empty when it is not known. */
  static String instance(Resource resource) {
    String instance = resource.getAttribute(INSTANCE);
    return instance == null ? "" : instance;
  }

  /** The JVM of a recording; empty when no event names it. */
  static Resource ofRecording(Path file) throws IOException {
    AtomicReference<Resource> found = new AtomicReference<>(Resource.empty());
    CheckedRecording.stream(file, stream -> findFirst(stream, found));
    return found.get();
  }

  private static void findFirst(EventStream stream, AtomicReference<Resource> found) {
    stream.setOrdered(false);
    passOver(stream);
    stream.onEvent(
        MapscopeEvents.MAP_CREATED,
        event -> {
          found.set(of(event));
          stream.close();
        });
  }

  /** An event without these fields names no JVM. The JDK would print a stack trace of it. */
  private static void passOver(EventStream stream) {
    stream.onError(failure -> {});
  }

  /** Waits for the first map of a running JVM; empty when it was over before one came. */
  static Resource await(EventStream stream, BooleanSupplier over) throws IOException {
    AtomicReference<Resource> found = new AtomicReference<>(Resource.empty());
    CountDownLatch done = new CountDownLatch(1);
    passOver(stream);
    stream.onEvent(
        MapscopeEvents.MAP_CREATED,
        event -> {
          found.compareAndSet(Resource.empty(), of(event));
          done.countDown();
        });
    stream.onClose(done::countDown);
    Thread reader = new Thread(stream::start, "mapscope-find-jvm");
    reader.setDaemon(true);
    try (stream) {
      reader.start();
      while (!done.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        if (over.getAsBoolean()) {
          break;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return found.get();
  }

  private static Resource of(RecordedEvent event) {
    return of(event.getLong("jvmIdentity"), event.getLong("pid"));
  }

  private static Resource of(long identity, long pid) {
    return Resource.create(Attributes.of(INSTANCE, String.format("%016x", identity), PID, pid));
  }
}

package io.mapscope.otel;

import io.mapscope.events.MapscopeEvents;
import io.mapscope.events.ObservedJvm;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.resources.Resource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import jdk.jfr.consumer.EventStream;

/** The observed JVM as a resource: the same one whether it is observed live or from a file. */
final class JvmResource {

  private static final AttributeKey<String> INSTANCE =
      AttributeKey.stringKey("service.instance.id");
  private static final AttributeKey<Long> PID = AttributeKey.longKey("process.pid");

  private JvmResource() {}

  static Resource ofThisJvm() {
    ObservedJvm jvm = ObservedJvm.current();
    return of(jvm.identity(), jvm.pid());
  }

  /**
   * Looks for the first event that names the JVM. The SDK wants its resource before the first span,
   * so this is a pass of its own, which ends in the first chunk as every chunk names its maps.
   */
  static Resource ofRecording(Path file) throws IOException {
    AtomicReference<Resource> found = new AtomicReference<>(Resource.empty());
    try (EventStream stream = EventStream.openFile(file)) {
      findFirst(stream, found);
    }
    return found.get();
  }

  private static void findFirst(EventStream stream, AtomicReference<Resource> found) {
    stream.setOrdered(false);
    stream.onEvent(
        MapscopeEvents.MAP_CREATED,
        event -> {
          found.set(of(event.getLong("jvmIdentity"), event.getLong("pid")));
          stream.close();
        });
    stream.start();
  }

  private static Resource of(long identity, long pid) {
    return Resource.create(Attributes.of(INSTANCE, String.format("%016x", identity), PID, pid));
  }
}
